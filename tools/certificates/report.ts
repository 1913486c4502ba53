/** What the Secrets beside the entry hold, held against the fleet file: of most of them only this command knows. */
import { certificatesBelongToOneTenant, hostsAreCovered } from "../../plan/checks/certificates.ts";
import type { Fleet } from "../../plan/index.ts";
import type { Tenant } from "../../plan/model.ts";
import type { Certificate } from "../../plan/model/certificate.ts";
import { readChain, troublesOf } from "../../plan/pem/chain.ts";
import { keyTrouble } from "../../plan/pem/key.ts";
import { runningIn } from "../../plan/site.ts";
import { table } from "../table.ts";

/** Of a Secret, decoded; what it lacks is empty. */
export interface Held {
  readonly certificate: string;
  readonly key: string;
}

export interface Report {
  /** One certificate each: tenant, Secret, last day, names. */
  readonly lines: readonly string[];
  readonly faults: readonly string[];
  /** What is right still and will not be for long. */
  readonly warnings: readonly string[];
}

interface Look {
  readonly names: readonly string[];
  readonly end?: number;
  readonly faults: readonly string[];
}

const aDay = 86_400_000;
const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * @param held by name of the Secret
 * @param now milliseconds since 1970
 */
export function reportOf(fleet: Fleet, region: string, held: ReadonlyMap<string, Held>, now: number): Report {
  const looks = runningIn(region, fleet.tenants).flatMap((tenant) =>
    tenant.certificates.map((certificate) => ({ tenant, certificate, look: lookAt(certificate, held, now) })),
  );
  const soon = now + fleet.tls.warnDays * aDay;
  return {
    lines: table(
      looks.map(({ tenant, certificate, look }) => [
        tenant.id,
        certificate.secret,
        look.end === undefined ? "-" : day(look.end),
        look.names.join(", "),
      ]),
    ),
    faults: [
      ...looks.flatMap(({ tenant, certificate, look }) =>
        look.faults.map((fault) => `${tenant.id}: Secret ${JSON.stringify(certificate.secret)} ${fault}`),
      ),
      ...between(fleet, region, (certificate) => lookAt(certificate, held, now).names),
    ],
    warnings: looks.flatMap(({ tenant, certificate, look: { end } }) =>
      end === undefined || end < now || end >= soon
        ? []
        : [`${tenant.id}: Secret ${JSON.stringify(certificate.secret)} ends on ${day(end)}`],
    ),
  };
}

function lookAt({ secret, names }: Certificate, held: ReadonlyMap<string, Held>, now: number): Look {
  const found = held.get(secret);
  // Nothing more is to be said of what is not there.
  if (found === undefined) return { names, faults: ["is not there"] };
  const chain = readChain(found.certificate);
  if ("message" in chain) return { names, faults: [`${chain.message} in tls.crt`] };
  const key = keyTrouble(found.key, chain.leaf);
  const missing = names.filter((name) => !chain.names.includes(name));
  return {
    names: chain.names,
    end: chain.end,
    faults: [
      ...troublesOf(found.certificate, now).map(({ message }) => message),
      ...(key === undefined ? [] : [`${key.message} in tls.key`]),
      ...missing.map((name) => `does not have ${JSON.stringify(name)}, which the fleet file gives`),
    ],
  };
}

/** What the fleet's own checks say once they know the real names. */
function between(
  fleet: Fleet,
  region: string,
  real: (certificate: Certificate) => readonly string[],
): readonly string[] {
  const tenants = runningIn(region, fleet.tenants).map((tenant): Tenant => ({
    ...tenant,
    certificates: tenant.certificates.map((certificate) => ({ ...certificate, names: real(certificate) })),
  }));
  const known = { ...fleet, tenants };
  return [...hostsAreCovered(known), ...certificatesBelongToOneTenant(known)].map(({ message }) => message);
}
