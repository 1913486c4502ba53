import { isWasmPlugin } from "../model/kinds.ts";
import { activeRules, isGlobal, matchRules, selectors, specOf, variables } from "../model/plugin.ts";
import { list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** By the CRD; it knows no `DEFAULT`. */
const phases = ["UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS"];
const strategies = ["FAIL_CLOSE", "FAIL_OPEN"];

const settings = {
  authPhases: {
    type: "array",
    items: { enum: phases },
    description: "Phases in which a plugin decides who gets in, and so must hold when it fails.",
    default: ["AUTHN", "AUTHZ"] as readonly string[],
  },
} as const;

export default resourceRule({
  id: "wasm-safe-execution",
  number: 63,
  title: "A plugin runs in a phase that exists, and one that guards stays shut when it fails",
  why: "A guard that fails open, or that is switched off by a mistake in one rule, lets everybody in and nobody notices.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Set phase and failStrategy: FAIL_CLOSE, configure it, and give each rule an ingress, domain or service.",
  url: ruleUrl("wasm-safe-execution"),
  settings,
  check(resource, _facts, { authPhases }) {
    if (!isWasmPlugin(resource)) return undefined;
    return [
      ...choices(resource),
      ...(authPhases.some((phase) => phase === specOf(resource).phase) ? open(resource) : []),
      ...aimless(resource),
      ...environment(resource),
    ];
  },
});

function choices(plugin: Resource): readonly Finding[] {
  const { phase, failStrategy } = specOf(plugin);
  const given = [
    ["phase", phase, phases],
    ["failStrategy", failStrategy, strategies],
  ] as const;
  return given.flatMap(([field, value, known]) =>
    value === undefined || value === null || known.includes(text(value) ?? "")
      ? []
      : [{ path: `spec.${field}`, message: `${JSON.stringify(value)} is none of ${known.join(", ")}` }],
  );
}

function open(plugin: Resource): readonly Finding[] {
  const fails = specOf(plugin).failStrategy === "FAIL_OPEN";
  const idle = !isGlobal(plugin) && activeRules(plugin).length === 0;
  return [
    ...(fails ? [{ path: "spec.failStrategy", message: "lets every request pass while the plugin fails" }] : []),
    ...(idle ? [{ path: "spec.defaultConfigDisable", message: "leaves no request that the plugin guards" }] : []),
  ];
}

/** The controller drops the whole plugin for one of these (higress v2.2.4, pkg/ingress/config/ingress_config.go:1158-1250). */
const aimless = (plugin: Resource): readonly Finding[] =>
  matchRules(plugin)
    .filter(({ rule }) => selectors.every((selector) => list(rule[selector]).length === 0))
    .map(({ path }) => ({ path, message: "selects no requests, for which the controller drops the whole plugin" }));

const environment = (plugin: Resource): readonly Finding[] =>
  variables(plugin)
    .filter(({ value }) => record(value).valueFrom === "HOST")
    .map(({ path }) => ({ path: `${path}.valueFrom`, message: "shows the plugin the gateway's own environment" }));
