import type { Facts } from "../facts.ts";
import { isIngress } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { destinationKey, destinations, owns, ruleHosts, tenantOf } from "../model/routing.ts";
import { list, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "host-owner-matches",
  number: 34,
  title: "A host leads to the tenant that owns it",
  why: "A route that leads elsewhere hands one tenant's requests, and the credentials in them, to another.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Route a host below the domain to the tenant in its label, any other host to the tenant that lists it.",
  url: ruleUrl("host-owner-matches"),
  check(resource, facts) {
    if (!isIngress(resource)) return undefined;
    const installation = installationOf(resource, facts);
    if (installation?.role === "tenant") return foreignHosts(resource, installation.id, facts);
    if (installation?.role !== "entry") return undefined;
    const targets = destinations(resource);
    const tenants = [...new Set(targets.map((target) => tenantOf(target, facts)))];
    const [tenant] = tenants;
    if (tenants.length !== 1 || tenant === undefined) {
      return [...detours(resource), { path: `metadata.annotations.${destinationKey}`, message: nowhere(targets) }];
    }
    return [...detours(resource), ...foreignHosts(resource, tenant, facts)];
  },
});

/** Backends that make the controller ignore the destination (higress.md 4.3). */
function detours(ingress: Resource): readonly Finding[] {
  return list(record(ingress.props.spec).rules).flatMap((rule, nth) =>
    list(record(record(rule).http).paths).flatMap((path, mth) => {
      const { service } = record(record(path).backend);
      if (service === undefined || service === null) return [];
      const message = "leads to a Service of the entry, which wins over the destination";
      return [{ path: `spec.rules[${nth}].http.paths[${mth}].backend.service`, message }];
    }),
  );
}

function nowhere(targets: readonly string[]): string {
  const found = targets.length === 0 ? "nothing" : targets.map((target) => JSON.stringify(target)).join(", ");
  return `names ${found} where one tenant's "<id>.dns" is needed`;
}

function foreignHosts(ingress: Resource, id: string, facts: Facts): readonly Finding[] {
  const foreign = ruleHosts(ingress).filter(
    ({ host }) => !facts.tenants.some((tenant) => tenant.id === id && owns(tenant, host, facts)),
  );
  return foreign.map(({ host, path }) => {
    const owner = facts.tenants.find((tenant) => owns(tenant, host, facts));
    const whose = owner === undefined ? "to no tenant" : `to tenant ${owner.id}`;
    return { path, message: `${JSON.stringify(host)} leads to tenant ${id} and belongs ${whose}` };
  });
}
