/** One tenant, with everything that follows from what is written about it. */
import { covers } from "../../plan/hosts.ts";
import type { Fleet } from "../../plan/index.ts";
import type { Allowance, Tenant } from "../../plan/model.ts";
import type { Certificate } from "../../plan/model/certificate.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { entryNamespace, ingressClass, tenantNamespace } from "../../plan/names.ts";
import { recordsOf } from "../../plan/records.ts";
import { tenantHosts } from "../../plan/tenant-hosts.ts";
import { plainRoutes } from "../../plan/variants.ts";
import { registryPlaces } from "../registry-places.ts";
import { planOf } from "./effects.ts";
import { clientsOf } from "./clients.ts";
import { tellPlace } from "./list.ts";
import { tellRoute } from "./route.ts";
import type { Place } from "./sources.ts";
import { table } from "../table.ts";

type Rows = readonly (readonly string[])[];

export function tellTenant(fleet: Fleet, tenant: Tenant, place: Place | undefined): readonly string[] {
  const { id, owner, size, regions, access, network } = tenant;
  const clients = clientsOf(tenant);
  const facts = [
    ["tenant", id],
    ["owner", owner],
    ["size", size],
    ["regions", regions.toSorted().join(", ")],
    ["namespace", tenantNamespace(id)],
    ["class", ingressClass(id)],
    ["written in", tellPlace(place)],
    ...(tenant.suspend ? [["state", "suspended: none of its pods run"]] : []),
    ...(clients === undefined ? [] : [["clients", clients]]),
  ];
  return [
    ...table(facts),
    ...section("hosts and the certificates that cover them", hosts(fleet, tenant)),
    ...section("DNS records, to the entry's address where none is named", records(fleet, tenant)),
    ...section(`certificates: TLS Secrets in ${entryNamespace}`, certificates(tenant)),
    ...section("quota of the namespace", quota(fleet, tenant)),
    ...section("access", [...people("operators", access.operators), ...people("viewers", access.viewers)]),
    ...section("may be reached by, beside the entry", network.ingress.map(allowance)),
    ...section("may reach, beside its registries and its own services", network.egress.map(allowance)),
    ...section("registries", tenant.registries.map(registry)),
    ...section("routes", tenant.routes.flatMap(plainRoutes).map(tellRoute)),
  ];
}

const section = (title: string, rows: Rows): readonly string[] =>
  rows.length === 0 ? ["", `${title}: none`] : ["", title, ...table(rows, { indent: "  " })];

const hosts = ({ domain }: Fleet, tenant: Tenant): Rows =>
  tenantHosts(tenant, domain).map((host) => [
    host,
    tenant.certificates.find(({ names }) => names.some((name) => covers(name, host)))?.secret ?? "",
    ...tenant.withheld.filter((each) => each.host === host).map(({ state }) => `${state}: not served`),
  ]);

const records = (fleet: Fleet, tenant: Tenant): Rows =>
  recordsOf(tenant, fleet).map(({ name, type, value = "" }) => [name, type, value]);

export const certificates = ({ certificates: all }: Pick<Tenant, "certificates">): Rows =>
  all.map((certificate) => [certificate.secret, certificate.names.join(", "), ...origin(certificate)]);

function origin(certificate: Certificate): readonly string[] {
  if ("issuer" in certificate) return [`by issuer ${certificate.issuer}`];
  return "file" in certificate ? [`from ${certificate.file.certificate}`] : [];
}

/** As planned: what the file gives, and what is computed where it gives nothing. The same in every region. */
function quota(fleet: Fleet, { id, regions: [region = ""] }: Tenant): Rows {
  const plan = planOf(fleet, region).tenants.find((tenant) => tenant.id === id);
  return Object.entries(plan?.quota.spec.hard ?? {}).map(([key, amount]) => [key, amount]);
}

const people = (role: string, groups: readonly string[]): Rows =>
  groups.length === 0 ? [] : [[role, groups.join(", ")]];

const allowance = ({ peer, protocol, ports }: Allowance): readonly string[] => [
  "cidr" in peer ? peer.cidr : `namespace ${peer.namespace}`,
  `${protocol} ${ports.join(", ")}`,
];

/** Not the Secrets' names: people paste the credentials themselves into such places. */
function registry(each: Registry): readonly string[] {
  const login = "credentials" in each ? "with credentials" : "";
  return [each.name, each.type, registryPlaces(each).join(", "), login];
}
