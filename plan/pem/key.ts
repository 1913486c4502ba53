/** The private key of a certificate: judged, never kept. No word of it goes into a message, nor what node:crypto says of it. */
import { createPrivateKey, type KeyObject, type X509Certificate } from "node:crypto";
import { blocksIn, isKey } from "./blocks.ts";
import type { Trouble } from "./chain.ts";

/** @param leaf the certificate it should belong to; absent where that cannot be read */
export function keyTrouble(text: string, leaf?: X509Certificate): Trouble | undefined {
  const blocks = blocksIn(text);
  const keys = blocks.filter(isKey);
  const [key] = keys;
  if (key === undefined) {
    const remedy = "Name the file that holds the key; certificate and key may have changed places.";
    return { message: "holds no private key in PEM", remedy };
  }
  if (keys.length > 1) return { message: "holds several private keys", remedy: "Keep the one of this certificate." };
  if (key.label.startsWith("ENCRYPTED") || key.pem.includes("ENCRYPTED")) {
    const remedy = "Decrypt it where nobody else reads it: a gateway has nobody to ask for a passphrase.";
    return { message: "is encrypted", remedy };
  }
  const parsed = parse(key.pem);
  if (parsed === undefined) return { message: "holds a private key that cannot be read", remedy: "Copy it anew." };
  if (leaf === undefined || leaf.checkPrivateKey(parsed)) return undefined;
  return { message: "is not the key of the certificate", remedy: "Name the key that the certificate was issued for." };
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}

/** What the Secret holds: the blocks that are served, without whatever else stands in the files. */
export const servedPem = (text: string, of: "certificate" | "key"): string =>
  blocksIn(text)
    .filter((block) => isKey(block) === (of === "key"))
    .map(({ pem }) => pem)
    .join("");
