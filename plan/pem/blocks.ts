/** PEM as text: which blocks a file has. Nothing of what is in one goes into a message. */

export interface Block {
  /** What it says it is: `CERTIFICATE`, `PRIVATE KEY`. */
  readonly label: string;
  /** The block, with its first and last line. */
  readonly pem: string;
}

export const blocksIn = (text: string): readonly Block[] =>
  [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,40})-----[\s\S]*?-----END \1-----/g)].map(([pem, label = ""]) => ({
    label,
    pem: `${pem}\n`,
  }));

export const isKey = ({ label }: Block): boolean => label.endsWith("PRIVATE KEY");
