import { isLimitRange } from "../model/kinds.ts";
import { containerLimits, defaultsOf, units, type ContainerLimits } from "../model/limit-range.ts";
import { namespaceOf } from "../model/ownership.ts";
import { amountOf, withoutNumbers } from "../model/peak.ts";
import { formatQuantity } from "../model/quantity.ts";
import { boundsOf, isUnscoped, quotasByNamespace, type Bounds } from "../model/quota.ts";
import { isFleetRelease } from "../model/release.ts";
import { workloads } from "../model/workloads.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

const kinds = ["requests", "limits"] as const;
const names = { requests: "defaultRequest", limits: "default" } as const;

export default stackRule({
  id: "quota-implies-limitrange",
  number: 21,
  title: "Where a quota bounds CPU and memory, every container has numbers, its own or a LimitRange's, that fit",
  why: "Under such a quota Kubernetes refuses a pod with a container that asks for nothing, and says so only in events.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Add a LimitRange of type Container with default and defaultRequest, none above its max, and a max that lets every container of the release pass.",
  url: ruleUrl("quota-implies-limitrange"),
  check: (resources, facts) => {
    const quotas = [...quotasByNamespace(resources)].filter(([, own]) => bounding(boundsOf(own)).length > 0);
    if (quotas.length === 0) return undefined;
    const limitRanges = Map.groupBy(resources.filter(isLimitRange), (one) => namespaceOf(one) ?? "");
    const releases = Map.groupBy(
      resources.filter((resource) => isFleetRelease(resource, facts)),
      (release) => namespaceOf(release) ?? "",
    );
    return quotas.flatMap(([namespace, own]) => {
      const items = containerLimits(limitRanges.get(namespace) ?? []);
      const inside = releases.get(namespace) ?? [];
      return [
        ...unnumbered(own, items, inside),
        ...items.flatMap((item) => [...inconsistent(item, boundsOf(own)), ...refusing(item, inside)]),
      ];
    });
  },
});

/** Keys under which Kubernetes refuses a container without the number. */
const bounding = (bounds: Bounds): readonly string[] =>
  kinds.flatMap((kind) => units.map((unit) => `${kind}.${unit}`)).filter((key) => bounds.has(key));

function unnumbered(
  quotas: readonly Resource[],
  items: readonly ContainerLimits[],
  releases: readonly Resource[],
): readonly Finding[] {
  const defaults = defaultsOf(items);
  const missing = kinds.flatMap((kind) =>
    units.flatMap((unit) => (defaults[kind][unit] === undefined ? [`${names[kind]}.${unit}`] : [])),
  );
  if (missing.length === 0) return [];
  const lacking = releases.flatMap((release) => withoutNumbers(release, defaults));
  if (releases.length > 0 && lacking.length === 0) return [];
  const urn = quotas.find(isUnscoped)?.urn;
  const who = lacking.map(({ path, lacks }) => `${path}.${lacks}`).join(", ") || "what tenants start";
  const message = `no LimitRange of the namespace gives ${missing.join(", ")}, which ${who} needs`;
  return [{ path: "spec.hard", message, ...(urn === undefined ? {} : { urn }) }];
}

/** What the API server refuses (a default above the maximum), and what no pod could have under the quota. */
const inconsistent = (item: ContainerLimits, bounds: Bounds): readonly Finding[] =>
  kinds.flatMap((kind) =>
    units.flatMap((unit) => {
      const amount = item[kind][unit];
      const most = [
        { what: "its own max", amount: item.max[unit] },
        { what: "its own default", amount: kind === "requests" ? item.limits[unit] : undefined },
        { what: "the quota", amount: bounds.get(`${kind}.${unit}`)?.amount },
      ].find((one) => amount !== undefined && one.amount !== undefined && amount > one.amount);
      if (amount === undefined || most?.amount === undefined) return [];
      const message = `${formatQuantity(amount)} is more than the ${formatQuantity(most.amount)} of ${most.what}`;
      return [{ path: `${item.path}.${names[kind]}.${unit}`, message, urn: item.resource.urn }];
    }),
  );

/** A container above the maximum is refused, whatever the quota holds. */
const refusing = ({ max, path, resource }: ContainerLimits, releases: readonly Resource[]): readonly Finding[] =>
  units.flatMap((unit) => {
    const most = max[unit];
    if (most === undefined) return [];
    const over = releases
      .flatMap(workloads)
      .flatMap(({ containers }) => containers)
      .flatMap((container) => {
        const limit = amountOf(container, "limits", unit);
        return limit !== undefined && limit > most
          ? [`${container.path}.limits.${unit} of ${formatQuantity(limit)}`]
          : [];
      });
    if (over.length === 0) return [];
    const message = `${formatQuantity(most)} refuses ${over.join(", ")}`;
    return [{ path: `${path}.max.${unit}`, message, urn: resource.urn }];
  });
