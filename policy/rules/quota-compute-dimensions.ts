import { isResourceQuota } from "../model/kinds.ts";
import { parseQuantity } from "../model/quantity.ts";
import { at } from "../model/shape.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

/** Each with the short form that Kubernetes takes for the same thing. */
const dimensions: readonly (readonly string[])[] = [
  ["requests.cpu", "cpu"],
  ["requests.memory", "memory"],
  ["limits.cpu"],
  ["limits.memory"],
  ["pods", "count/pods"],
];

export default resourceRule({
  id: "quota-compute-dimensions",
  number: 17,
  title: "A quota bounds CPU, memory and pods",
  why: "What it leaves out a tenant can take without end, and every other tenant's pods go without.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set requests.cpu, requests.memory, limits.cpu, limits.memory and pods in one ResourceQuota's spec.hard.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("quota-compute-dimensions"),
  check: (resource) => {
    if (!isResourceQuota(resource)) return undefined;
    const hard = at(resource.props, "spec", "hard");
    return dimensions.flatMap((names) => {
      const [name = ""] = names;
      const value = names.map((key) => at(hard, key)).find((found) => found !== undefined);
      if (parseQuantity(value) !== undefined) return [];
      const message = value === undefined ? "is missing" : `${JSON.stringify(value)} is no quantity`;
      return [{ path: `spec.hard["${name}"]`, message }];
    });
  },
});
