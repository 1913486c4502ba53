/** Certificates of authorities that clients' certificates are held against, and what is wrong with them. */
import { blocksIn, isKey } from "./blocks.ts";
import { parseCertificates, type Trouble } from "./chain.ts";

const whose = "Write the certificates of the authorities that sign your clients' certificates, and nothing else.";

/**
 * @param now milliseconds since 1970; NaN for whoever has no clock
 * @returns when the first of them ends, or what keeps them from telling good clients from bad
 */
export function judgeAuthority(text: string, now: number): { readonly end: number } | Trouble {
  const blocks = blocksIn(text);
  const rest = besides(text);
  if (blocks.some(isKey) || /private key/i.test(rest)) {
    return {
      message: "holds a private key",
      remedy: "Remove it, and take the key for lost: whoever has read it can make clients.",
    };
  }
  if (blocks.length === 0) return { message: "holds no PEM", remedy: whose };
  if (blocks.some(({ label }) => label !== "CERTIFICATE")) {
    return { message: "holds something other than certificates", remedy: whose };
  }
  if (rest.split("\n").some((line) => !isComment(line))) {
    const remedy = "Remove all but the certificates, each with its BEGIN and END line, and comments that begin with #.";
    return { message: "holds text beside the certificates, which may be a key", remedy };
  }
  const certificates = parseCertificates(blocks.map(({ pem }) => pem));
  if (certificates === undefined) {
    return { message: "holds a certificate that cannot be read", remedy: "Copy it anew from whoever issued it." };
  }
  if (certificates.some(({ ca }) => !ca)) {
    return { message: "holds a certificate that is no authority's (CA:FALSE)", remedy: whose };
  }
  const ended = certificates.map(({ validTo }) => validTo).find((end) => now > Date.parse(end));
  if (ended !== undefined) return { message: `holds a certificate that ended on ${day(ended)}`, remedy: "Remove it." };
  const early = certificates.map(({ validFrom }) => validFrom).find((start) => now < Date.parse(start));
  if (early !== undefined) {
    return { message: `holds a certificate that is valid from ${day(early)} on only`, remedy: "Add it then." };
  }
  return { end: Math.min(...certificates.map(({ validTo }) => Date.parse(validTo))) };
}

/** What else is written: a key with a slip in its first or last line is no block. */
const besides = (text: string): string =>
  text.replaceAll(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g, "");

/** Blank, or what OpenSSL writes of a certificate, or somebody about it; no line of base64 among them. */
const isComment = (line: string): boolean =>
  /^\s*(?:$|#|subject=|issuer=|Bag Attributes\s*$|friendlyName: |localKeyID: )/.test(line) &&
  !/[A-Za-z0-9+/]{40}/.test(line);

const day = (date: string): string => new Date(date).toISOString().slice(0, 10);
