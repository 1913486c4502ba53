import { installationOf } from "../model/ownership.ts";
import { parseQuantity } from "../model/quantity.ts";
import { boundsOf, isUnscoped, quotasByNamespace } from "../model/quota.ts";
import { at, list } from "../model/shape.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

type Amount = string | number;

/** More than any one installation holds, so that whoever writes it means no bound. */
const unbounded: Readonly<Record<string, Amount>> = {
  "requests.cpu": "1000",
  "requests.memory": "4Ti",
  "limits.cpu": "1000",
  "limits.memory": "4Ti",
  pods: 1000,
  services: 1000,
  secrets: 20000,
  configmaps: 20000,
  persistentvolumeclaims: 1000,
  "requests.storage": "100Ti",
  "count/ingresses.networking.k8s.io": 20000,
};

export default stackRule({
  id: "quota-unscoped-and-unshadowed",
  number: 19,
  title: "The quota of an installation's namespace bounds every pod, by amounts that can be reached",
  why: "A quota for some pods only, or one of a million cores, looks like a bound and is none.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Remove scopes and scopeSelector from one ResourceQuota of the namespace, and give it amounts that fit the tenant.",
  framework: multiTenancy("MTB-PL1-CC-FNS-1"),
  url: ruleUrl("quota-unscoped-and-unshadowed"),
  settings: {
    unbounded: {
      type: "object",
      additionalProperties: { type: ["string", "number"] },
      description: "By key of spec.hard the amount from which on a quota counts as none. Replaces the whole table.",
      default: unbounded,
    },
  },
  check: (resources, facts, settings) => {
    const quotas = [...quotasByNamespace(resources).values()].filter(
      ([first]) => first && installationOf(first, facts),
    );
    if (quotas.length === 0) return undefined;
    return quotas.flatMap((own) => [...scoped(own), ...huge(own, settings.unbounded)]);
  },
});

function scoped(quotas: readonly Resource[]): readonly Finding[] {
  const [first] = quotas;
  if (first === undefined || quotas.some(isUnscoped)) return [];
  const key = list(at(first.props, "spec", "scopes")).length > 0 ? "scopes" : "scopeSelector";
  const message = "bounds some of the namespace's pods only, and no other quota of the namespace bounds the rest";
  return [{ path: `spec.${key}`, message, urn: first.urn }];
}

const huge = (quotas: readonly Resource[], unbounded: Readonly<Record<string, Amount>>): readonly Finding[] =>
  [...boundsOf(quotas)].flatMap(([key, { amount, given, path, quota }]) => {
    const least = Object.hasOwn(unbounded, key) ? unbounded[key] : undefined;
    const limit = parseQuantity(least);
    if (amount === undefined || limit === undefined || amount < limit) return [];
    const message = `${JSON.stringify(given)} is no bound: ${String(least)} or more counts as none`;
    return [{ path, message, urn: quota.urn }];
  });
