import { isNamespace } from "../model/kinds.ts";
import { withLabels } from "../model/labels.ts";
import { at, text } from "../model/shape.ts";
import { podSecurity, ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

const levels = ["baseline", "restricted"] as const;

/** Pod Security is for everybody since v1.25; what stands for an older one forbids less. */
const isGrown = (version: string): boolean =>
  version === "latest" || Number(/^v1\.(\d+)$/.exec(version)?.[1] ?? 0) >= 25;

interface Demand {
  readonly mode: string;
  readonly isEnough: (value: string) => boolean;
  /** What to write where it is not. */
  readonly instead: string;
}

const demands = (least: string): readonly Demand[] => [
  {
    mode: "enforce",
    isEnough: (value) =>
      levels
        .slice(
          Math.max(
            0,
            levels.findIndex((level) => level === least),
          ),
        )
        .some((level) => level === value),
    instead: least,
  },
  { mode: "enforce-version", isEnough: isGrown, instead: "latest" },
  { mode: "warn", isEnough: (level) => level === "restricted", instead: "restricted" },
  { mode: "audit", isEnough: (level) => level === "restricted", instead: "restricted" },
];

const keyOf = (mode: string): string => `pod-security.kubernetes.io/${mode}`;

const labelOf = (resource: Resource, mode: string): string =>
  text(at(resource.props, "metadata", "labels", keyOf(mode))) ?? "";

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
  settings: {
    minEnforce: {
      type: "string",
      enum: [...levels],
      // The chart's `discovery` container cannot run under `restricted`, so that is more than can be demanded of all.
      description: "Level that namespaces enforce at least.",
      default: "baseline",
    },
  },
  check(resource, _facts, { minEnforce }) {
    if (!isNamespace(resource)) return undefined;
    return demands(minEnforce).flatMap(({ mode, isEnough }) => {
      const value = labelOf(resource, mode);
      if (isEnough(value)) return [];
      const message = value === "" ? "is missing" : `${JSON.stringify(value)} is not enough`;
      return [{ path: `metadata.labels["${keyOf(mode)}"]`, message }];
    });
  },
  remediate(resource, _facts, { minEnforce }) {
    const wanting = demands(minEnforce).filter(({ mode, isEnough }) => !isEnough(labelOf(resource, mode)));
    return withLabels(resource.props, Object.fromEntries(wanting.map(({ mode, instead }) => [keyOf(mode), instead])));
  },
});
