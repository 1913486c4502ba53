/** Certificates from files: what the files say, and what is wrong with them. Keys are judged here and go no further. */
import type { NamedTenant } from "./discovery.ts";
import type { Finding, FleetPath } from "./fault.ts";
import { metadataFor } from "./metadata.ts";
import type { Tenant } from "./model.ts";
import type { CertificateFiles, Tls } from "./model/certificate.ts";
import type { PairSecret } from "./objects.ts";
import { readChain, troublesOf, type Chain, type Trouble } from "./pem/chain.ts";
import { keyTrouble } from "./pem/key.ts";
import { quote } from "./quote.ts";
import type { Installation } from "./site.ts";

/** Where a tenant's file is: it names none but those below a directory of its own. */
export interface PemPlace {
  /** `tls.directory`: absolute, or relative to the project's root. */
  readonly directory: string;
  /** Id of the tenant; name of its directory in there. */
  readonly tenant: string;
  /** Relative to that. */
  readonly file: string;
}

export type PemText = { readonly text: string } | { readonly reason: string };

/** The edge's part. */
export interface PemReader {
  readonly read: (place: PemPlace) => PemText;
  /** Whether keys are looked at as well: only whoever registers them needs them. */
  readonly keys: boolean;
  /** Milliseconds since 1970; NaN for whoever has no clock. */
  readonly now: number;
}

const placeText = ({ directory, tenant, file }: PemPlace): string => `${directory}/${tenant}/${file}`;

interface Judged {
  /** With the names that the files have; those whose files cannot be read as they are written. */
  readonly tenants: readonly NamedTenant[];
  readonly findings: readonly Finding[];
  /** What is right still and will not be for long. */
  readonly warnings: readonly Finding[];
}

/** Paths of what is found begin with `tenants`. */
export function readPairs(tenants: readonly NamedTenant[], tls: Tls, reader: PemReader): Judged {
  const findings: Finding[] = [];
  const warnings: Finding[] = [];
  const read = tenants.map((tenant, at) => ({
    ...tenant,
    certificates: tenant.certificates.map((certificate, place) => {
      if (!("file" in certificate)) return certificate;
      const path: FleetPath = ["tenants", at, "certificates", place];
      const pair = judgePair({ id: tenant.id, ...certificate }, tls, reader);
      findings.push(...pair.findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] })));
      warnings.push(...pair.warnings.map((finding) => ({ ...finding, path: [...path, ...finding.path] })));
      const names = pair.chain?.names ?? [];
      return names.length > 0 ? { ...certificate, names: [...names] } : certificate;
    }),
  }));
  return { tenants: read, findings, warnings };
}

interface Pair {
  readonly id: string;
  readonly names?: readonly string[] | undefined;
  readonly file: CertificateFiles;
}

interface PairVerdict {
  readonly chain?: Chain;
  readonly findings: readonly Finding[];
  readonly warnings: readonly Finding[];
}

function judgePair({ id, names, file }: Pair, tls: Tls, { read, keys, now }: PemReader): PairVerdict {
  const { directory } = tls;
  if (directory === undefined) return { findings: [nowhere], warnings: [] };
  const look = (part: keyof CertificateFiles) => {
    const place = { directory, tenant: id, file: file[part] };
    return { place, got: read(place), found: (trouble: Trouble) => finding(part, file[part], trouble) };
  };
  const certificate = look("certificate");
  const chain = "text" in certificate.got ? readChain(certificate.got.text) : undefined;
  const legible = chain !== undefined && "leaf" in chain ? chain : undefined;
  const findings = [
    ...("reason" in certificate.got ? [certificate.found(unread(certificate.place, certificate.got.reason))] : []),
    ...(chain !== undefined && "message" in chain ? [certificate.found(chain)] : []),
    ...("text" in certificate.got && legible ? troublesOf(certificate.got.text, now).map(certificate.found) : []),
    ...(legible && names ? different(names, legible.names, file.certificate) : []),
    ...(keys ? ofKey(look("key"), legible) : []),
  ];
  const ending = legible === undefined || findings.length > 0 ? [] : endsSoon(legible.end, now, tls.warnDays);
  return { ...(legible && { chain: legible }), findings, warnings: ending.map(certificate.found) };
}

const nowhere: Finding = {
  path: ["file"],
  message: "certificates from files have no place: the fleet file has no tls.directory",
  remedy: "Have the platform set it: the files are looked for in the tenant's own directory below it.",
};

const finding = (part: keyof CertificateFiles, file: string, { message, remedy }: Trouble): Finding => ({
  path: ["file", part],
  message: `${quote(file, [])} ${message}`,
  remedy,
});

const unread = (place: PemPlace, reason: string): Trouble => ({
  message: `cannot be read: ${reason}`,
  remedy: `It is looked for as ${quote(placeText(place), [])}${place.directory.startsWith("/") ? "" : ", relative to the project's root"}.`,
});

interface Looked {
  readonly place: PemPlace;
  readonly got: PemText;
  readonly found: (trouble: Trouble) => Finding;
}

function ofKey({ place, got, found }: Looked, chain: Chain | undefined): readonly Finding[] {
  if ("reason" in got) return [found(unread(place, got.reason))];
  const trouble = keyTrouble(got.text, chain?.leaf);
  return trouble === undefined ? [] : [found(trouble)];
}

/** Both ways: what is written is what people think that they serve. */
function different(written: readonly string[], real: readonly string[], file: string): readonly Finding[] {
  const remedy = "Correct names, or leave them out: they are then read from the file.";
  const more = real.filter((name) => !written.includes(name));
  return [
    ...written.flatMap((name, at) =>
      real.includes(name)
        ? []
        : [{ path: ["names", at], message: `${quote(name, [])} is not on the certificate ${quote(file, [])}`, remedy }],
    ),
    ...(more.length === 0
      ? []
      : [{ path: ["names"], message: `certificate ${quote(file, [])} also has ${more.join(", ")}`, remedy }]),
  ];
}

const aDay = 86_400_000;

/** Told once fewer days are left than `warnDays`. */
export function endsSoon(end: number, now: number, warnDays: number): readonly Trouble[] {
  const days = Math.floor((end - now) / aDay);
  if (days >= warnDays) return [];
  const left = days === 1 ? "1 day" : `${days} days`;
  return [{ message: `ends on ${new Date(end).toISOString().slice(0, 10)}, in ${left}`, remedy: "Renew it." }];
}

/** The Secrets that the program itself fills for a tenant; the plan says from where, and never with what. */
export const planPairs = (entry: Installation, tenant: Tenant, { directory }: Tls): readonly PairSecret[] =>
  tenant.certificates.flatMap((certificate) => {
    if (!("file" in certificate)) return [];
    // parseFleet finds that out first.
    if (directory === undefined) throw new Error("The fleet has no directory of certificates.");
    const place = (file: string): PemPlace => ({ directory, tenant: tenant.id, file });
    return [
      {
        metadata: metadataFor(entry, tenant.id, certificate.secret),
        certificate: place(certificate.file.certificate),
        key: place(certificate.file.key),
      },
    ];
  });
