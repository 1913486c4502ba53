/** What people do outside the fleet for a tenant: DNS and certificates. */
import { isMade } from "../../plan/model/certificate.ts";
import type { Fleet } from "../../plan/index.ts";
import { entryNamespace } from "../../plan/names.ts";
import type { Tenant } from "../../plan/model.ts";
import { recordsOf } from "../../plan/records.ts";
import { certificates } from "./show.ts";
import type { Stack } from "./stacks.ts";
import { table } from "../table.ts";

/** Known once the entry has one: the plan cannot tell. */
const address = "<the entry's address>";

/** @param stacks of the regions the tenant runs in */
export function tellNeeds(tenant: Tenant, fleet: Fleet, stacks: readonly Stack[]): readonly string[] {
  const records = recordsOf(tenant, fleet);
  const [first = "<stack>", ...others] = stacks.map(({ name }) => name);
  return [
    "DNS records to create:",
    ...table(
      records.map(({ name, type, value = address }) => [name, type, value]),
      { indent: "  " },
    ),
    `  ${address} is in the stack's output:`,
    ...[first, ...others].map((name) => `    pulumi stack output entry -s ${name}`),
    "  Where it is an IP address, make them A or AAAA records.",
    ...(tenant.regions.length > 1
      ? ["  Each region has an entry of its own: point the records to those that shall answer."]
      : []),
    ...(records.some(({ type }) => type === "ALIAS")
      ? ["  ALIAS, or what your DNS provider calls it: at the top of a zone there can be no CNAME."]
      : []),
    ...(tenant.withheld.length > 0
      ? [
          `  Not served until proven by TXT: ${tenant.withheld.map(({ host }) => host).join(", ")}. Once the record is there:`,
          `    npm run domains -- verify --stack ${first}`,
        ]
      : []),
    ...secrets({ certificates: tenant.certificates.filter((certificate) => !isMade(certificate)) }),
  ];
}

/** Those that nobody makes by the fleet file. */
const secrets = (given: Pick<Tenant, "certificates">): readonly string[] =>
  given.certificates.length === 0
    ? []
    : [
        "",
        `TLS Secrets that the entry expects in namespace ${entryNamespace}:`,
        ...table(certificates(given), { indent: "  " }),
      ];
