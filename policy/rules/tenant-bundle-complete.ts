import { entryParts, ownParts } from "../model/bundle.ts";
import { isNamespace, isObject } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule } from "../rule.ts";

export default stackRule({
  id: "tenant-bundle-complete",
  number: 16,
  title: "Every tenant has all of its fences and its way in",
  why: "A tenant without quota, network fence or narrowed rights is open to the others, and rules about absent objects say nothing.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Register the missing object; the Tenant component of this project makes all of them.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("tenant-bundle-complete"),
  check: (resources, facts) => {
    const objects = resources.filter(isObject);
    if (objects.length === 0 || facts.tenants.length === 0) return undefined;
    const byNamespace = Map.groupBy(objects, namespaceOf);
    const parts = [...ownParts(facts), ...entryParts(byNamespace.get(facts.entry.namespace) ?? [], facts)];
    return facts.tenants.flatMap((tenant) => {
      const own = byNamespace.get(tenant.namespace) ?? [];
      const urn = own.find(isNamespace)?.urn;
      const missing = parts.map((part) => part(own, tenant)).filter((what) => what !== undefined);
      if (missing.length === 0) return [];
      const message = `tenant ${JSON.stringify(tenant.id)} lacks ${missing.join(", ")}`;
      return [{ path: "", message, ...(urn === undefined ? {} : { urn }) }];
    });
  },
});
