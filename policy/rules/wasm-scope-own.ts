import type { Facts } from "../facts.ts";
import { labelKeys } from "../demands.ts";
import { fold } from "../model/hosts.ts";
import { isWasmPlugin } from "../model/kinds.ts";
import { installationOf, installations, namespaceOf, type Installation } from "../model/ownership.ts";
import { isGlobal, matchRules, specOf, type MatchRule } from "../model/plugin.ts";
import { effective, isHigressRelease } from "../model/release.ts";
import { holderOf, owns } from "../model/routing.ts";
import { clusterService } from "../model/service-name.ts";
import { at, list, text } from "../model/shape.ts";
import { foreignTo, templatesIn, type Template } from "../model/templates.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "wasm-scope-own",
  number: 65,
  title: "A plugin works on its owner's requests only, and is where a controller reads it",
  why: "In the entry it would see every tenant's requests; elsewhere a rule that matches nothing leaves a route unguarded.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Register it in its owner's namespace, with the owner's hosts in domain, bare names of its Ingresses in ingress, and Secrets of that namespace, by `${secret.<namespace>/<name>.<key>}`, that are not Higress's.",
  url: ruleUrl("wasm-scope-own"),
  check(resources, facts) {
    const plugins = resources.filter(isWasmPlugin);
    if (plugins.length === 0) return undefined;
    const releases = Map.groupBy(resources.filter(isHigressRelease), namespaceOf);
    return plugins.flatMap((plugin) =>
      judge(plugin, releases.get(namespaceOf(plugin)) ?? [], facts).map((finding): Finding => ({
        ...finding,
        urn: plugin.urn,
      })),
    );
  },
});

/** @param releases those of the plugin's namespace */
function judge(plugin: Resource, releases: readonly Resource[], facts: Facts): readonly Finding[] {
  const installation = installationOf(plugin, facts);
  const namespace = namespaceOf(plugin) ?? "";
  if (installation === undefined) {
    return [
      { path: "metadata.namespace", message: `no gateway loads plugins of namespace ${JSON.stringify(namespace)}` },
    ];
  }
  const rules = matchRules(plugin);
  return [
    ...place(plugin, installation, releases),
    ...(installation.role === "tenant" ? rules.flatMap((rule) => domains(rule, installation, facts)) : []),
    ...rules.flatMap((rule) => [...routes(rule, namespace), ...services(rule, namespace, facts)]),
    ...references(plugin, namespace),
  ];
}

function place(plugin: Resource, { role, namespace }: Installation, own: readonly Resource[]): readonly Finding[] {
  const tenant = at(plugin.props, "metadata", "labels", labelKeys.tenant);
  if (role !== "tenant" && tenant !== undefined) {
    const message = `tenant ${JSON.stringify(tenant)} has no business in a gateway of the platform`;
    return [{ path: "metadata.namespace", message }];
  }
  if (!own.some((release) => ["", namespace].includes(text(effective(release, "global.watchNamespace")) ?? ""))) {
    return [{ path: "metadata.namespace", message: "no release here watches this namespace, so nothing loads it" }];
  }
  if (own.length < 2 || !isGlobal(plugin)) return [];
  return [{ path: "spec.defaultConfigDisable", message: "is not set, and every gateway in this namespace loads it" }];
}

/** Stars count as the controller reads them, at either end; hosts of the tenant cover both readings of a wildcard. */
const domains = ({ path, rule }: MatchRule, { id }: Installation, facts: Facts): readonly Finding[] =>
  list(rule.domain).flatMap((written, index) => {
    const host = fold(text(written) ?? "");
    const tenant = facts.tenants.find((one) => one.id === id);
    if (tenant !== undefined && owns(tenant, host, facts)) return [];
    const message = `${JSON.stringify(written)} belongs to ${host.endsWith("*") ? "whoever takes it" : holderOf(host, facts)}`;
    return [{ path: `${path}.domain[${index}]`, message }];
  });

/**
 * Names are compared as they are: those of the controller's own namespace are bare (higress v2.2.4,
 * pkg/ingress/kube/common/tool.go:337).
 */
const routes = ({ path, rule }: MatchRule, namespace: string): readonly Finding[] =>
  list(rule.ingress).flatMap((written, index) => {
    const name = text(written) ?? "";
    const at = `${path}.ingress[${index}]`;
    if (name.includes("*"))
      return [{ path: at, message: `${JSON.stringify(name)} is taken by the letter and matches no route` }];
    if (name.startsWith(`${namespace}/`))
      return [{ path: at, message: "matches no route: write the name without the namespace" }];
    return name.includes("/") ? [{ path: at, message: `${JSON.stringify(name)} is of another namespace` }] : [];
  });

const services = ({ path, rule }: MatchRule, namespace: string, facts: Facts): readonly Finding[] =>
  list(rule.service).flatMap((written, index) => {
    const isNamespace = (label: string) => installations(facts).has(label) || facts.platformNamespaces.includes(label);
    const found = clusterService(fold(text(written) ?? ""), facts.dnsDomain, isNamespace);
    if ((found?.namespace ?? namespace) === namespace) return [];
    return [{ path: `${path}.service[${index}]`, message: `${JSON.stringify(written)} is of another namespace` }];
  });

/** One for each text: what else is wrong in it shows when that is mended. */
const references = (plugin: Resource, namespace: string): readonly Finding[] => {
  const found = templatesIn(specOf(plugin), "spec").flatMap(({ path, ...template }): readonly Finding[] => {
    const message = misuse(template, namespace);
    return message === undefined ? [] : [{ path, message }];
  });
  return found.filter(({ path }, index) => found.findIndex((other) => other.path === path) === index);
};

const misuse = (template: Omit<Template, "path">, namespace: string): string | undefined =>
  foreignTo(template, namespace) ??
  (/^(istio-ca-secret\.|higress-)/.test(template.name) ? "takes a Secret that Higress keeps for itself" : undefined);
