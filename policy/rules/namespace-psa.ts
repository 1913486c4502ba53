import { isNamespace } from "../model/kinds.ts";
import { withLabels } from "../model/labels.ts";
import { at, text } from "../model/shape.ts";
import { podSecurity, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

/** The chart's `discovery` container cannot run under `restricted`, so `baseline` is what can be demanded. */
const demands: Readonly<Record<string, { readonly isEnough: (value: string) => boolean; readonly instead: string }>> = {
  enforce: { isEnough: (level) => ["baseline", "restricted"].includes(level), instead: "baseline" },
  "enforce-version": { isEnough: (version) => version !== "", instead: "latest" },
  warn: { isEnough: (level) => level === "restricted", instead: "restricted" },
  audit: { isEnough: (level) => level === "restricted", instead: "restricted" },
};

const keyOf = (mode: string): string => `pod-security.kubernetes.io/${mode}`;

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
    return Object.entries(demands).flatMap(([mode, { isEnough }]) => {
      const key = keyOf(mode);
      const value = text(at(labels, key)) ?? "";
      if (isEnough(value)) return [];
      const message = value === "" ? "is missing" : `${JSON.stringify(value)} is not enough`;
      return [{ path: `metadata.labels["${key}"]`, message }];
    });
  },
  remediate: (resource) => {
    const labels = at(resource.props, "metadata", "labels");
    const wanting = Object.entries(demands).filter(
      ([mode, { isEnough }]) => !isEnough(text(at(labels, keyOf(mode))) ?? ""),
    );
    return withLabels(resource.props, Object.fromEntries(wanting.map(([mode, { instead }]) => [keyOf(mode), instead])));
  },
});
