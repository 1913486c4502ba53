import { formatQuantity, parseQuantity, sum, times } from "../model/quantity.ts";
import { boundsOf, quotasByNamespace } from "../model/quota.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule } from "../rule.ts";

/** What a cluster has, and the key of the quotas that grant of it. */
const keys = [
  ["cpu", "requests.cpu"],
  ["memory", "requests.memory"],
  ["pods", "pods"],
] as const;

export default stackRule({
  id: "fleet-capacity",
  number: 22,
  title: "A region's quotas together grant no more than its cluster has",
  why: "Quotas that promise more than there is let the first tenants take what the last ones were promised.",
  severity: "medium",
  enforcement: { protected: "advisory", open: "advisory" },
  remedy:
    "Add nodes and raise the region's capacity in the fleet file, lower quotas, or move tenants to another region.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("fleet-capacity"),
  settings: {
    overcommit: {
      type: "number",
      minimum: 0,
      description: "Factor by which the quotas may exceed the capacity: 1.5 where not all tenants peak at once.",
      default: 1,
    },
  },
  check: (resources, { region, capacity }, { overcommit }) => {
    const quotas = quotasByNamespace(resources);
    if (capacity === undefined || quotas.size === 0) return undefined;
    const bounds = [...quotas.values()].map(boundsOf);
    return keys.flatMap(([unit, key]) => {
      if (capacity[unit] === undefined) return [];
      const given = parseQuantity(capacity[unit]);
      const where = `region ${JSON.stringify(region)}`;
      if (given === undefined) return [{ path: "", message: `the capacity of ${where} in ${unit} is no quantity` }];
      const most = times(given, overcommit);
      const granted = sum(bounds.map((own) => own.get(key)?.amount ?? 0n));
      if (granted <= most) return [];
      const message = `quotas of ${where} grant ${formatQuantity(granted)} of ${unit}, but there is ${formatQuantity(most)}`;
      return [{ path: "", message }];
    });
  },
});
