/** From what people call a service of a registry to the host that the registry makes of it: nobody types one. */
import type { Finding, FleetPath } from "./fault.ts";
import type { Route } from "./model.ts";
import type { Backend, BlueGreen, HostBackend, Target } from "./model/backend.ts";
import { hostOf } from "./known-host.ts";
import type { Registry } from "./model/registry.ts";
import { quote } from "./quote.ts";
import type { WrittenBackend } from "./schema/backend.ts";
import type { WrittenRoute } from "./schema/route.ts";
import type { WrittenTarget } from "./schema/target.ts";
import type { WrittenTenant } from "./schema/tenant.ts";

/** A tenant whose routes name hosts. */
export type NamedTenant = Omit<WrittenTenant, "routes" | "inRegion"> & {
  readonly routes: readonly Route[];
  readonly inRegion?: Readonly<Record<string, WrittenOverride & { readonly routes?: readonly Route[] }>>;
};

type WrittenOverride = NonNullable<WrittenTenant["inRegion"]>[string];

interface Named<T> {
  /** With a host for every service of a registry; where there is a finding, the name as it is written. */
  readonly value: T;
  readonly findings: readonly Finding[];
}

/** Paths of what is found begin with `tenants`. */
export function nameTenants(tenants: readonly WrittenTenant[]): Named<readonly NamedTenant[]> {
  const named = tenants.map(({ inRegion, ...tenant }, at) => {
    const owner = `tenant ${quote(tenant.id, [])}`;
    const routes = nameRoutes(tenant.routes, tenant.registries, owner);
    const elsewhere = Object.entries(inRegion ?? {}).map(([region, own]) => {
      if (own.registries === undefined) return { region, own, findings: [] };
      // Other registries make other hosts of the same names.
      const there = nameRoutes(tenant.routes, own.registries, `${owner} in region ${quote(region, [])}`);
      return { region, own: { ...own, routes: there.value }, findings: there.findings };
    });
    const overrides = Object.fromEntries(elsewhere.map(({ region, own }) => [region, own]));
    return below(["tenants", at, "routes"], {
      value: { ...tenant, routes: routes.value, ...(inRegion !== undefined && { inRegion: overrides }) },
      findings: [...routes.findings, ...elsewhere.flatMap(({ findings }) => findings)],
    });
  });
  return all(named);
}

/**
 * @param owner whose registries these are, as messages name it
 * @returns paths of what is found begin with the route's place in the list
 */
export const nameRoutes = (
  routes: readonly WrittenRoute[],
  registries: readonly Registry[],
  owner: string,
): Named<readonly Route[]> =>
  all(
    routes.map(({ backend, variants, ...rest }, at) => {
      const hosts: Hosts = { registries, owner };
      const own = below(["backend"], nameBackend(backend, hosts));
      const others = all(
        (variants ?? []).map(({ backend: other, ...variant }, place) => {
          const { value, findings } = below(["variants", place, "backend"], namePlain(other, hosts));
          return { value: { ...variant, backend: value }, findings };
        }),
      );
      return below([at], {
        value: { ...rest, backend: own.value, ...(variants !== undefined && { variants: others.value }) },
        findings: [...own.findings, ...others.findings],
      });
    }),
  );

interface Hosts {
  readonly registries: readonly Registry[];
  readonly owner: string;
}

function nameBackend(written: WrittenBackend, hosts: Hosts): Named<Backend | BlueGreen> {
  if (!("active" in written)) return namePlain(written, hosts);
  const blue = below(["blue"], nameTarget(written.blue, hosts));
  const green = below(["green"], nameTarget(written.green, hosts));
  return {
    value: { ...written, blue: blue.value, green: green.value },
    findings: [...blue.findings, ...green.findings],
  };
}

function namePlain(written: Exclude<WrittenBackend, { readonly active: unknown }>, hosts: Hosts): Named<Backend> {
  if (!("destinations" in written)) {
    const { value, findings } = nameTarget(written, hosts);
    return { value: "service" in value ? value : { destinations: [{ ...value, weight: 100 }] }, findings };
  }
  if ("shares" in written) {
    const { value, findings } = nameDestinations(written.destinations, hosts);
    return { value: { destinations: value, shares: written.shares }, findings };
  }
  const { value, findings } = nameDestinations(written.destinations, hosts);
  return { value: { destinations: value }, findings };
}

/** Whatever else is said of each stays beside its target. */
const nameDestinations = <T extends { readonly target: WrittenTarget }>(
  destinations: readonly T[],
  hosts: Hosts,
): Named<readonly (Omit<T, "target"> & Target)[]> =>
  all(
    destinations.map(({ target, ...rest }, at) => {
      const { value, findings } = below(["destinations", at], nameTarget(target, hosts));
      return { value: { ...rest, ...value }, findings };
    }),
  );

function nameTarget(written: WrittenTarget, { registries, owner }: Hosts): Named<Target> {
  if (!("registry" in written)) return { value: written, findings: [] };
  const found = hostOf(written, registries, owner);
  const target = (host: string): HostBackend => ({ host, ...(written.port !== undefined && { port: written.port }) });
  if (typeof found === "string") return { value: target(found), findings: [] };
  return { value: target(`${written.service ?? ""}@${written.registry}`), findings: [found] };
}

const all = <T>(named: readonly Named<T>[]): Named<readonly T[]> => ({
  value: named.map(({ value }) => value),
  findings: named.flatMap(({ findings }) => findings),
});

const below = <T>(path: FleetPath, { value, findings }: Named<T>): Named<T> => ({
  value,
  findings: findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] })),
});
