/** A certificate with those of the authorities above it, as a server shows them, and what is wrong with it. */
import { X509Certificate, type KeyObject } from "node:crypto";
import { foldHost } from "../hosts.ts";
import { blocksIn, isKey } from "./blocks.ts";
import { weakHashOf } from "./signature.ts";

export interface Chain {
  /** The one that is shown for a host; first in the file. */
  readonly leaf: X509Certificate;
  /** DNS names among the subject's alternatives, folded. Clients look at nothing else, the common name included. */
  readonly names: readonly string[];
  /** Milliseconds since 1970 at which the first of the chain ends. */
  readonly end: number;
}

/** What is wrong, without what was seen: the file may be anything. */
export interface Trouble {
  /** Goes on after the file's name. */
  readonly message: string;
  /** An imperative sentence. */
  readonly remedy: string;
}

const order = "Put the certificate of the host first, then that of each authority that signed the one before it.";
const anew = "Have it issued anew.";

/** @returns what it says, or why it cannot be read at all */
export function readChain(text: string): Chain | Trouble {
  const blocks = blocksIn(text);
  if (blocks.length === 0)
    return { message: "holds no PEM", remedy: "Write certificates between BEGIN and END lines." };
  if (blocks.some(isKey)) {
    return { message: "holds a private key", remedy: "Keep the key in its own file, and name that one under key." };
  }
  if (blocks.some(({ label }) => label !== "CERTIFICATE")) {
    return { message: "holds something other than certificates", remedy: `Leave certificates alone in it. ${order}` };
  }
  const parsed = parseCertificates(blocks.map(({ pem }) => pem));
  const [leaf] = parsed ?? [];
  if (parsed === undefined || leaf === undefined) {
    return { message: "holds a certificate that cannot be read", remedy: "Copy it anew from whoever issued it." };
  }
  return { leaf, names: namesOf(leaf).flatMap((name) => foldHost(name) ?? []), end: Math.min(...parsed.map(endOf)) };
}

/** Nothing when one of them is no certificate. */
export function parseCertificates(pems: readonly string[]): readonly X509Certificate[] | undefined {
  try {
    return pems.map((pem) => new X509Certificate(pem));
  } catch {
    return undefined;
  }
}

/** Names that are quoted have characters in them that no host has; cut apart at a comma within, none of their parts is a host either. */
const namesOf = ({ subjectAltName = "" }: X509Certificate): readonly string[] =>
  subjectAltName.split(", ").flatMap((name) => (name.startsWith("DNS:") ? [name.slice("DNS:".length)] : []));

const endOf = ({ validTo }: X509Certificate): number => Date.parse(validTo);

/**
 * Everything that would keep clients from trusting it, or the gateway from serving it.
 * @param text from which `readChain` read one
 * @param now milliseconds since 1970
 */
export function troublesOf(text: string, now: number): readonly Trouble[] {
  const chain = parseCertificates(blocksIn(text).map(({ pem }) => pem)) ?? [];
  const [leaf, ...above] = chain;
  if (leaf === undefined) return [];
  const shape = misshapen(leaf, above);
  return [
    ...(shape === undefined ? [] : [shape]),
    ...chain.flatMap((certificate) => untimely(certificate, now)),
    ...unnamed(leaf),
    ...weak(leaf.publicKey),
    ...[...new Set(chain.filter(isNoRoot).flatMap(({ raw }) => weakHashOf(raw) ?? []))].map((hash) => ({
      message: `was signed with ${hash}`,
      remedy: anew,
    })),
    ...(leaf.ca || isForServers(leaf) ? [] : [{ message: "is not meant for servers", remedy: anew }]),
  ];
}

/** What a root says of itself is trusted or not, whatever its signature. */
const isNoRoot = (certificate: X509Certificate, at: number): boolean =>
  at === 0 || !certificate.checkIssued(certificate);

function misshapen(leaf: X509Certificate, above: readonly X509Certificate[]): Trouble | undefined {
  if (leaf.ca && above.some(({ ca }) => !ca))
    return { message: "begins with an authority's certificate", remedy: order };
  if (leaf.ca) return { message: "is an authority's certificate (CA:TRUE), which could sign others", remedy: anew };
  if (above.some(({ ca }) => !ca)) {
    return { message: "holds several certificates of hosts", remedy: "Give each a file and an entry of its own." };
  }
  const signers = [leaf, ...above];
  const broken = above.some((signer, at) => signers[at]?.checkIssued(signer) !== true || !signed(signers[at], signer));
  return broken ? { message: "is no chain: one in it did not sign the one before", remedy: order } : undefined;
}

function signed(certificate: X509Certificate, signer: X509Certificate): boolean {
  try {
    return certificate.verify(signer.publicKey);
  } catch {
    return false;
  }
}

const day = (date: string): string => new Date(date).toISOString().slice(0, 10);

function untimely({ validFrom, validTo }: X509Certificate, now: number): readonly Trouble[] {
  if (now > Date.parse(validTo)) return [{ message: `ended on ${day(validTo)}`, remedy: "Renew it." }];
  if (now >= Date.parse(validFrom)) return [];
  return [{ message: `is valid from ${day(validFrom)} on only`, remedy: "Wait until then, or correct the clock." }];
}

function unnamed(leaf: X509Certificate): readonly Trouble[] {
  const names = namesOf(leaf);
  if (names.length === 0) {
    const remedy = "Have it issued anew with its hosts as alternative names: no client looks at the common name.";
    return [{ message: "has no DNS name among its alternative names", remedy }];
  }
  return names.every((name) => foldHost(name) !== undefined)
    ? []
    : [{ message: "has a DNS name that is no host's", remedy: anew }];
}

/** Envoy serves RSA from 2048 bits, and before 1.33 no other curve than P-256 (envoyproxy/envoy#36369); Higress's is older. */
function weak({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): readonly Trouble[] {
  const served = "Take an RSA key of 2048 bits or more, or an ECDSA key on P-256.";
  if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return [];
  if (type === "rsa") return [{ message: `has an RSA key of ${details?.modulusLength ?? 0} bits`, remedy: served }];
  if (type === "ec" && details?.namedCurve === "prime256v1") return [];
  return [{ message: "has a key that the gateway does not serve", remedy: served }];
}

/** `serverAuth` or any purpose (RFC 5280 4.2.1.12); without the extension every purpose. */
const isForServers = ({ keyUsage }: X509Certificate): boolean =>
  // A cast, because the SDK's type claims that the extension is always there.
  ((keyUsage as readonly string[] | undefined) ?? ["2.5.29.37.0"]).some((use) =>
    ["1.3.6.1.5.5.7.3.1", "2.5.29.37.0"].includes(use),
  );
