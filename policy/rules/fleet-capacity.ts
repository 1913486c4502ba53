import { formatQuantity, parseQuantity, sum, times } from "../model/quantity.ts";
import { boundsOf, quotasByNamespace } from "../model/quota.ts";
import { units } from "../model/limit-range.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule } from "../rule.ts";

type Capacity = Readonly<Partial<Record<"cpu" | "memory", string | number>>>;

const none: Readonly<Record<string, Capacity>> = {};

export default stackRule({
  id: "fleet-capacity",
  number: 22,
  title: "A region's quotas together grant no more than its cluster has",
  why: "Quotas that promise more than there is let the first tenants take what the last ones were promised.",
  severity: "medium",
  enforcement: { protected: "advisory", open: "advisory" },
  remedy: "Add nodes and raise the rule's capacity, lower quotas, or move tenants to another region.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("fleet-capacity"),
  settings: {
    capacity: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: { cpu: { type: ["string", "number"] }, memory: { type: ["string", "number"] } },
        additionalProperties: false,
      },
      description:
        "By region what its cluster has for pods: `{ south: { cpu: 256, memory: 1Ti } }`. A region that is left out is not judged.",
      default: none,
    },
    overcommit: {
      type: "number",
      minimum: 0,
      description: "Factor by which the quotas may exceed the capacity: 1.5 where not all tenants peak at once.",
      default: 1,
    },
  },
  check: (resources, { region }, { capacity, overcommit }) => {
    const has = Object.hasOwn(capacity, region) ? capacity[region] : undefined;
    const quotas = quotasByNamespace(resources);
    if (has === undefined || quotas.size === 0) return undefined;
    const bounds = [...quotas.values()].map(boundsOf);
    return units.flatMap((unit) => {
      if (has[unit] === undefined) return [];
      const given = parseQuantity(has[unit]);
      const where = `region ${JSON.stringify(region)}`;
      if (given === undefined) return [{ path: "", message: `the capacity of ${where} in ${unit} is no quantity` }];
      const most = times(given, overcommit);
      const granted = sum(bounds.map((own) => own.get(`requests.${unit}`)?.amount ?? 0n));
      if (granted <= most) return [];
      const message = `quotas of ${where} grant ${formatQuantity(granted)} of ${unit}, but there is ${formatQuantity(most)}`;
      return [{ path: "", message }];
    });
  },
});
