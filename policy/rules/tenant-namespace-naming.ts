import { labelKeys, tenantNamespace } from "../demands.ts";
import { isNamespace } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "tenant-namespace-naming",
  number: 8,
  title: "A tenant's namespace is named after it and says whose it is",
  why: "Selectors, quotas and people tell tenants apart by namespace: a wrong name or label hands one tenant's to another.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Name the namespace <tenant>-gateway and set its label ${labelKeys.tenant} to the tenant's id from the fleet file.`,
  url: ruleUrl("tenant-namespace-naming"),
  check: (resource, facts) => {
    if (!isNamespace(resource)) return undefined;
    const owner = installationOf(resource, facts);
    const labels = at(resource.props, "metadata", "labels");
    const id = text(at(labels, labelKeys.tenant));
    if (id === undefined && owner?.role !== "tenant" && at(labels, labelKeys.role) !== "tenant") return undefined;

    const path = `metadata.labels["${labelKeys.tenant}"]`;
    if (id === undefined) return [{ path, message: "is missing from a tenant's namespace" }];
    if (!facts.tenants.some((tenant) => tenant.id === id)) {
      return [{ path, message: `${JSON.stringify(id)} is no tenant of the fleet` }];
    }
    const name = namespaceOf(resource) ?? "";
    if (name === tenantNamespace(id)) return [];
    const expected = JSON.stringify(tenantNamespace(id));
    return [{ path: "metadata.name", message: `${JSON.stringify(name)} is not ${expected}, the namespace of ${id}` }];
  },
});
