import type { Facts } from "../facts.ts";
import { exposedAs } from "../model/exposure.ts";
import { installationOf } from "../model/ownership.ts";
import { formatQuantity, parseQuantity } from "../model/quantity.ts";
import { boundsOf, isUnscoped, quotasByNamespace, type Bound } from "../model/quota.ts";
import { multiTenancy, ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

/** Ways round the entry, with the types of Service that take them. */
const takenBy = { "services.loadbalancers": ["LoadBalancer"], "services.nodeports": ["LoadBalancer", "NodePort"] };
const exposing = Object.keys(takenBy) as readonly (keyof typeof takenBy)[];

const bounded: readonly string[] = [
  "services",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  // Kinds of extensions are left out: the API server refuses their objects until the quota controller has found the kind.
  "count/ingresses.networking.k8s.io",
];

// Over the stack, since a namespace may have several quotas and each may bound a part.
export default stackRule({
  id: "quota-object-counts",
  number: 18,
  title: "The quota of an installation's namespace bounds how many objects it holds, and leaves no way round the entry",
  why: "Objects without end fill the API server's store for everybody, and one load balancer or node port leads past the entry.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Bound services, secrets, configmaps, persistentvolumeclaims and Ingresses in spec.hard; tenants get no load balancers and no node ports.",
  framework: multiTenancy("MTB-PL1-CC-FNS-2"),
  url: ruleUrl("quota-object-counts"),
  settings: {
    bounded: {
      type: "array",
      items: { type: "string" },
      description: "Keys of spec.hard that must have an amount, beside those for load balancers and node ports.",
      default: bounded,
    },
    leastSecrets: {
      type: "integer",
      minimum: 0,
      description: "Secrets that a quota must allow: Helm keeps one for each revision of a release.",
      default: 15,
    },
  },
  check: (resources, facts, settings) => {
    const quotas = [...quotasByNamespace(resources).values()].filter(
      ([first]) => first && installationOf(first, facts),
    );
    if (quotas.length === 0) return undefined;
    return quotas.flatMap((own) => {
      const [first] = own.filter(isUnscoped);
      if (first === undefined) return [];
      const bounds = boundsOf(own);
      const open = [...settings.bounded, ...exposing].filter((key) => bounds.get(key)?.amount === undefined);
      return [
        ...open.map((key) => missing(key, bounds.get(key), first)),
        ...exposing.flatMap((key) => exposed(key, bounds.get(key), facts)),
        ...cramped(bounds.get("secrets"), settings.leastSecrets),
      ];
    });
  },
});

const missing = (key: string, bound: Bound | undefined, first: Resource): Finding => ({
  path: bound?.path ?? `spec.hard["${key}"]`,
  message: bound === undefined ? "is missing" : `${JSON.stringify(bound.given)} is no quantity`,
  urn: (bound?.quota ?? first).urn,
});

function exposed(key: keyof typeof takenBy, bound: Bound | undefined, facts: Facts): readonly Finding[] {
  if (bound?.amount === undefined || bound.amount === 0n) return [];
  const type = exposedAs(bound.quota, facts);
  if (type !== undefined && takenBy[key].includes(type)) return [];
  const message = `${formatQuantity(bound.amount)} leads round the entry; give it "0"`;
  return [{ path: bound.path, message, urn: bound.quota.urn }];
}

function cramped(bound: Bound | undefined, least: number): readonly Finding[] {
  if (bound?.amount === undefined || bound.amount >= (parseQuantity(least) ?? 0n)) return [];
  const message = `${formatQuantity(bound.amount)} leaves Helm no room for its revisions; give it ${least} or more`;
  return [{ path: bound.path, message, urn: bound.quota.urn }];
}
