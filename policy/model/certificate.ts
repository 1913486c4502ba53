/** What a TLS Secret holds, as far as its certificate tells. Never a word of the PEM goes into a message. */
import { X509Certificate } from "node:crypto";
import type { Resource } from "../rule.ts";
import { UnknownField } from "../unknown.ts";
import { fold } from "./hosts.ts";
import { record, text } from "./shape.ts";

export interface Certificate {
  /** DNS names of the subject's alternatives, folded; clients no longer look at the common name. */
  readonly names: readonly string[];
  /** Milliseconds since 1970 at which it ends. */
  readonly end: number;
}

export const certificateKeys = ["tls.crt", "tls.key"] as const;

/** Keys that the Secret will have, whether or not their values are known. */
export const keysOf = (secret: Resource): readonly string[] =>
  [secret.props.data, secret.props.stringData].flatMap((values) => Object.keys(record(values)));

/** Whether Higress will find authorities of clients in it (`cacert`). */
export const hasAuthority = ({ props: { data, stringData } }: Resource): boolean =>
  [stringData, data].some((values) => (text(record(values)["cacert"]) ?? "").trim() !== "");

/**
 * The first certificate of `tls.crt`, the one that a server shows; `broken` when there is none to be read. `unknown` when preview
 * cannot know the value: what the fleet declares about the certificate then counts, so this is no missing answer.
 */
export function certificateOf(secret: Resource): Certificate | "broken" | "unknown" {
  try {
    const [key] = certificateKeys;
    const { data, stringData } = secret.props;
    const plain = text(record(stringData)[key]);
    return parse(plain ?? Buffer.from(text(record(data)[key]) ?? "", "base64").toString());
  } catch (error) {
    if (error instanceof UnknownField) return "unknown";
    throw error;
  }
}

function parse(pem: string): Certificate | "broken" {
  try {
    const { subjectAltName = "", validTo } = new X509Certificate(pem);
    const names = subjectAltName.split(", ").flatMap((name) => (name.startsWith("DNS:") ? fold(name.slice(4)) : []));
    return { names, end: Date.parse(validTo) };
  } catch {
    return "broken";
  }
}
