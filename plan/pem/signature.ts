/** How a certificate was signed: node:crypto tells everything else, and in Node 22 not this. */

/** Object identifiers as they are encoded, in hexadecimal (RFC 3279, RFC 8017): with MD2, MD5 or SHA-1, which authorities gave up. */
const broken: Readonly<Record<string, string>> = {
  "2a864886f70d010102": "MD2",
  "2a864886f70d010104": "MD5",
  "2a864886f70d010105": "SHA-1",
  "2a8648ce380403": "SHA-1",
  "2a8648ce3d0401": "SHA-1",
};

/**
 * The hash that it was signed by, where that is one that can be forged.
 * @param der a certificate: a sequence of what is signed, the algorithm and the signature (RFC 5280 4.1)
 */
export function weakHashOf(der: Uint8Array): string | undefined {
  const [signed] = elements(der, contentOf(der, 0));
  if (signed === undefined) return undefined;
  const algorithm = contentOf(der, signed.end);
  const identifier = contentOf(der, algorithm.start);
  return broken[Buffer.from(der.subarray(identifier.start, identifier.end)).toString("hex")];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the content of the element at this place is. Lengths are one byte, or a byte that counts those that follow (X.690 8.1.3). */
function contentOf(der: Uint8Array, at: number): Span {
  const first = der[at + 1] ?? 0;
  const more = first < 0x80 ? 0 : first & 0x7f;
  const length = more === 0 ? first : der.subarray(at + 2, at + 2 + more).reduce((sum, byte) => sum * 256 + byte, 0);
  const start = at + 2 + more;
  return { start, end: start + length };
}

/** Contents of the elements within a span, the first one only where there is one. */
const elements = (der: Uint8Array, { start, end }: Span): readonly Span[] =>
  start < end ? [contentOf(der, start)] : [];
