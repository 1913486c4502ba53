import { isNetworkPolicy } from "../model/kinds.ts";
import { directions, type Direction } from "../model/network.ts";
import { isEmptySelector } from "../model/selector.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "netpol-policytypes-explicit",
  number: 24,
  title: "A NetworkPolicy says which directions it isolates",
  why: "Without policyTypes Kubernetes leaves egress open unless there are egress rules, and rules of a direction that is not listed do nothing.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "remediate" },
  remedy: "List in spec.policyTypes every direction that has rules, and both for a policy that denies by default.",
  url: ruleUrl("netpol-policytypes-explicit"),
  check: (resource) => {
    if (!isNetworkPolicy(resource)) return undefined;
    const types = list(record(resource.props.spec).policyTypes);
    if (types.length === 0) {
      const path = "spec.policyTypes";
      return [{ path, message: `is ${at(resource.props, "spec", "policyTypes") === undefined ? "missing" : "empty"}` }];
    }
    return meant(resource)
      .filter(({ direction }) => !types.includes(direction))
      .map(({ direction, reason }): Finding => ({
        path: "spec.policyTypes",
        message: `does not list ${direction}, ${reason}`,
      }));
  },
  /** Only more is isolated than before, and only where the policy itself says so. */
  remediate: (resource) => {
    if (!isNetworkPolicy(resource)) return undefined;
    const spec = record(resource.props.spec);
    const given = list(spec.policyTypes);
    const wanted = new Set(meant(resource).map(({ direction }) => direction));
    // Kubernetes lets every policy without types isolate ingress.
    if (given.length === 0) wanted.add("Ingress");
    const policyTypes = directions.filter((direction) => given.includes(direction) || wanted.has(direction));
    if (given.length > 0 && policyTypes.every((direction) => given.includes(direction))) return undefined;
    return { ...resource.props, spec: { ...spec, policyTypes } };
  },
});

/** The directions that the policy plainly is about. */
function meant(resource: Resource): readonly { readonly direction: Direction; readonly reason: string }[] {
  const spec = record(resource.props.spec);
  const rules = { Ingress: spec.ingress, Egress: spec.egress };
  const denies = deniesByName(resource);
  return directions.flatMap((direction) => {
    // An empty list counts: who writes it wants nothing to pass.
    if (Array.isArray(rules[direction]))
      return [{ direction, reason: `so spec.${direction.toLowerCase()} has no effect` }];
    return denies ? [{ direction, reason: "although it denies by default" }] : [];
  });
}

/** For every pod, without a rule, and called so: whoever reads `default-deny` relies on both directions. */
function deniesByName({ props }: Resource): boolean {
  const { podSelector, ingress, egress } = record(props.spec);
  return (
    isEmptySelector(podSelector) &&
    [...list(ingress), ...list(egress)].length === 0 &&
    /(^|-)(default-deny|deny-all|deny)$/.test(text(at(props, "metadata", "name")) ?? "")
  );
}
