import { fold } from "../model/hosts.ts";
import { list, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";

export default resourceRule({
  id: "host-required",
  number: 31,
  title: "Every Ingress rule names its host, and nothing serves the rest",
  why: "A rule without a host, or a default backend, answers for every host that no other tenant has claimed yet.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Give every rule a host, and remove spec.defaultBackend.",
  url: ruleUrl("host-required"),
  check(resource) {
    if (resource.kind !== "Ingress") return undefined;
    const spec = record(resource.props.spec);
    const findings: Finding[] = [];
    if (resource.apiVersion !== "networking.k8s.io/v1") {
      findings.push({ path: "apiVersion", message: `${resource.apiVersion} is not networking.k8s.io/v1` });
    }
    if ((spec.defaultBackend ?? undefined) !== undefined) {
      findings.push({ path: "spec.defaultBackend", message: "serves every host that nobody claims" });
    }
    const rules = list(spec.rules);
    if (rules.length === 0) findings.push({ path: "spec.rules", message: "is empty: the Ingress has no host" });
    rules.forEach((rule, index) => {
      const { host } = record(rule);
      if (typeof host === "string" && !["", "*"].includes(fold(host))) return;
      findings.push({ path: `spec.rules[${index}].host`, message: "is missing: the rule answers for every host" });
    });
    return findings;
  },
});
