import { isNamespace } from "../model/kinds.ts";
import { at, text } from "../model/shape.ts";
import { podSecurity, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

/** The chart's `discovery` container cannot run under `restricted`, so `baseline` is what can be demanded. */
const demands: Readonly<Record<string, (level: string) => boolean>> = {
  enforce: (level) => ["baseline", "restricted"].includes(level),
  "enforce-version": (version) => version !== "",
  warn: (level) => level === "restricted",
  audit: (level) => level === "restricted",
};

export default resourceRule({
  id: "namespace-psa",
  number: 14,
  title: "Every namespace enforces Pod Security baseline and warns about restricted",
  why: "A privileged pod, or one on the node's network, is past every other fence.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Label the namespace pod-security.kubernetes.io/enforce=baseline, enforce-version=v1.35 or another pinned version, warn=restricted and audit=restricted.",
  framework: podSecurity("baseline"),
  url: ruleUrl("namespace-psa"),
  check: (resource) => {
    if (!isNamespace(resource)) return undefined;
    const labels = at(resource.props, "metadata", "labels");
    return Object.entries(demands).flatMap(([mode, isEnough]) => {
      const key = `pod-security.kubernetes.io/${mode}`;
      const value = text(at(labels, key)) ?? "";
      if (isEnough(value)) return [];
      const message = value === "" ? "is missing" : `${JSON.stringify(value)} is not enough`;
      return [{ path: `metadata.labels["${key}"]`, message }];
    });
  },
});
