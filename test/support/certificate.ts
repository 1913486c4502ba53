/** Makes certificates for tests, so that no private key lies in the repository: X.509 version 3 in DER (RFC 5280, X.690). */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";

export interface Wanted {
  /** Subject alternative names. */
  readonly names?: readonly string[];
  /** Whether it may sign others. */
  readonly authority?: boolean;
  readonly common?: string;
  readonly from?: string;
  readonly to?: string;
  readonly key?: KeyObject;
  /** Who signs; itself by default. */
  readonly by?: Made;
  readonly hash?: "sha256" | "sha1";
  /** Object identifier of its purpose; no extension by default. */
  readonly purpose?: string;
}

export interface Made {
  readonly pem: string;
  /** PKCS 8 in PEM. */
  readonly key: string;
  readonly common: string;
}

export const newKey = (curve = "P-256"): KeyObject => generateKeyPairSync("ec", { namedCurve: curve }).privateKey;
export const newRsaKey = (bits: number): KeyObject => generateKeyPairSync("rsa", { modulusLength: bits }).privateKey;

/** Made once: a key takes longer than all the rest. */
const usual = newKey();

/** An ECDSA or RSA certificate, valid through 2026 to 2098 unless told otherwise. */
export function makeCertificate(wanted: Wanted = {}): Made {
  const { names = [], key = usual, from = "2026-01-01", to = "2099-01-01", hash = "sha256" } = wanted;
  const common = wanted.common ?? names[0] ?? "nobody";
  const signer = wanted.by === undefined ? key : createPrivateKey(wanted.by.key);
  const algorithm = algorithms[`${signer.asymmetricKeyType ?? ""} ${hash}`];
  if (algorithm === undefined) throw new Error("there is no such algorithm here");
  const signed = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    algorithm,
    nameOf(wanted.by?.common ?? common),
    sequence(time(from), time(to)),
    nameOf(common),
    createPublicKey(key).export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...extensions(wanted))),
  );
  const signature = sign(hash, signed, signer);
  const der = sequence(signed, algorithm, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  return { pem: pem("CERTIFICATE", der), key: key.export({ type: "pkcs8", format: "pem" }).toString(), common };
}

function extensions({ names = [], authority = false, purpose }: Wanted): readonly Buffer[] {
  const alternatives = names.map((name) => tagged(0x82, Buffer.from(name, "latin1")));
  return [
    ...(names.length > 0 ? [extension("2.5.29.17", sequence(...alternatives))] : []),
    extension("2.5.29.19", sequence(...(authority ? [tagged(0x01, Buffer.from([0xff]))] : []))),
    ...(purpose === undefined ? [] : [extension("2.5.29.37", sequence(identifier(purpose)))]),
  ];
}

const extension = (oid: string, value: Buffer): Buffer => sequence(identifier(oid), tagged(0x04, value));
const nameOf = (common: string): Buffer =>
  sequence(tagged(0x31, sequence(identifier("2.5.4.3"), tagged(0x0c, Buffer.from(common)))));
const time = (day: string): Buffer => tagged(0x18, Buffer.from(`${day.replaceAll("-", "")}000000Z`));

function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const long =
    body.length < 0x80
      ? []
      : [...Buffer.from(body.length.toString(16).padStart(body.length > 255 ? 4 : 2, "0"), "hex")];
  const length = long.length === 0 ? [body.length] : [0x80 + long.length, ...long];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => tagged(0x30, ...content);
/** Below 128 only: no longer serial number or version is needed here. */
const integer = (value: number): Buffer => tagged(0x02, Buffer.from([value]));

function identifier(oid: string): Buffer {
  const [first = 0, second = 0, ...rest] = oid.split(".").map(Number);
  const groups = (value: number): number[] =>
    value < 0x80 ? [value] : [...groups(value >> 7).map((b) => b | 0x80), value & 0x7f];
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(groups)]));
}

const algorithms: Readonly<Record<string, Buffer>> = {
  "ec sha256": sequence(identifier("1.2.840.10045.4.3.2")),
  "ec sha1": sequence(identifier("1.2.840.10045.4.1")),
  "rsa sha256": sequence(identifier("1.2.840.113549.1.1.11"), tagged(0x05)),
  "rsa sha1": sequence(identifier("1.2.840.113549.1.1.5"), tagged(0x05)),
};

const pem = (label: string, der: Buffer): string =>
  `-----BEGIN ${label}-----\n${(der.toString("base64").match(/.{1,64}/g) ?? []).join("\n")}\n-----END ${label}-----\n`;
