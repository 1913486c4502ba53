/**
 * What a WasmPlugin says (higress v2.2.4, api/kubernetes/customresourcedefinitions.gen.yaml:20-143): where its code is from,
 * what it is told, and for which requests.
 */
import type { Resource } from "../rule.ts";
import { at, list, record, text, type Tree } from "./shape.ts";

export interface Placed {
  /** `spec.matchRules[0].config` */
  readonly path: string;
  readonly value: unknown;
}

export interface MatchRule {
  readonly path: string;
  readonly rule: Tree;
}

export const specOf = (plugin: Resource): Tree => record(plugin.props.spec);

export const matchRules = (plugin: Resource): readonly MatchRule[] =>
  list(specOf(plugin).matchRules).map((rule, index) => ({ path: `spec.matchRules[${index}]`, rule: record(rule) }));

/** Rules that are in effect; one with `configDisable` is dropped, and its requests fall through. */
export const activeRules = (plugin: Resource): readonly MatchRule[] =>
  matchRules(plugin).filter(({ rule }) => rule.configDisable !== true);

/** What a rule selects requests by. */
export const selectors = ["ingress", "domain", "service"] as const;

/** Whether it works on every request of the gateway. */
export const isGlobal = (plugin: Resource): boolean => specOf(plugin).defaultConfigDisable !== true;

/** Everything that the plugin is told. */
export const configurations = (plugin: Resource): readonly Placed[] => [
  ...["defaultConfig", "pluginConfig"].map((key) => ({ path: `spec.${key}`, value: specOf(plugin)[key] })),
  ...matchRules(plugin).map(({ path, rule }) => ({ path: `${path}.config`, value: rule.config })),
];

/** Environment variables of its virtual machine. */
export const variables = (plugin: Resource): readonly Placed[] =>
  list(at(specOf(plugin), "vmConfig", "env")).map((value, index) => ({ path: `spec.vmConfig.env[${index}]`, value }));

export interface Source {
  /** `oci`, `https`, `http`, `file`, …; `oci` where none is written. */
  readonly scheme: string;
  /** Behind `<scheme>://`. */
  readonly reference: string;
}

export function sourceOf(plugin: Resource): Source | undefined {
  const url = text(specOf(plugin).url) ?? "";
  const [, scheme = "oci", reference = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(url) ?? [];
  return reference === "" ? undefined : { scheme: scheme.toLowerCase(), reference };
}

/** SHA-256 of the module or of the image's manifest; whatever else stands there holds nothing. */
export const hasChecksum = (plugin: Resource): boolean => /^[0-9a-f]{64}$/.test(text(specOf(plugin).sha256) ?? "");
