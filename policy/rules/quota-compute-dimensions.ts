import { boundsOf, isUnscoped, quotasByNamespace } from "../model/quota.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";
import { dimensions } from "../model/peak.ts";

// Over the stack, since a namespace may have several quotas and each may bound a part.
export default stackRule({
  id: "quota-compute-dimensions",
  number: 17,
  title: "The quota of a namespace bounds CPU, memory and pods",
  why: "What it leaves out a tenant can take without end, and every other tenant's pods go without.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set requests.cpu, requests.memory, limits.cpu, limits.memory and pods in a ResourceQuota's spec.hard.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("quota-compute-dimensions"),
  check: (resources) => {
    const quotas = quotasByNamespace(resources);
    return quotas.size === 0 ? undefined : [...quotas.values()].flatMap(incomplete);
  },
});

/** A namespace whose quotas are all scoped is for quota-unscoped-and-unshadowed to judge. */
function incomplete(quotas: readonly Resource[]): readonly Finding[] {
  const [first] = quotas.filter(isUnscoped);
  if (first === undefined) return [];
  const bounds = boundsOf(quotas);
  return dimensions.flatMap((key) => {
    const bound = bounds.get(key);
    if (bound === undefined) return [{ path: `spec.hard["${key}"]`, message: "is missing", urn: first.urn }];
    if (bound.amount !== undefined) return [];
    const message = `${JSON.stringify(bound.given)} is no quantity`;
    return [{ path: bound.path, message, urn: bound.quota.urn }];
  });
}
