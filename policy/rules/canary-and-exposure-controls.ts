import ipaddr from "ipaddr.js";
import type { Facts } from "../facts.ts";
import { entryAliases, tenantsBehind } from "../model/alias.ts";
import { annotation, annotationPath, either, gatewayAnnotations, isOn, prefixes } from "../model/annotations.ts";
import { beyond, doorsOf } from "../model/door.ts";
import { fold } from "../model/hosts.ts";
import { isIngress } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { isChallenge } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

const levels = ["internal", "public", "admin", "sensitive"];

export default stackRule({
  id: "canary-and-exposure-controls",
  number: 46,
  title: "A canary stands beside its primary, and a route is guarded as the fleet and its exposure demand",
  why: "A canary alone takes all requests of its host, and a route that is public or for administrators only needs more than a host.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Give a canary a primary of the same host and path, and the same `match-` annotations; limit the rate of public routes, list who may reach those of administrators, " +
    "ask sensitive ones for client certificates, name the origins that may send credentials, and let a tenant's routes at the entry " +
    "say what the fleet file does.",
  url: ruleUrl("canary-and-exposure-controls"),
  settings: {
    exposureLabel: {
      type: "string",
      description: `Label of an Ingress that says who is to reach it: ${levels.join(", ")}.`,
      default: "higress-fleet.io/exposure",
    },
    requireLabel: {
      type: "boolean",
      description: "Whether Ingresses of tenants must have the label.",
      default: false,
    },
    minPrefix: {
      type: "number",
      description: "Shortest prefix, in bits, of a network that may reach routes of administrators.",
      default: 8,
    },
  },
  check(resources, facts, { exposureLabel, requireLabel, minPrefix }) {
    const ingresses = resources.filter(isIngress);
    if (ingresses.length === 0) return undefined;
    const aliases = entryAliases(resources, facts);
    const primaries = new Set(
      ingresses.filter((one) => !isCanary(one)).flatMap((one) => places(one).map(([key]) => key)),
    );
    return ingresses.flatMap((ingress) => {
      const level = text(at(ingress.props, "metadata", "labels", exposureLabel));
      const isMissing = requireLabel && level === undefined && installationOf(ingress, facts)?.role === "tenant";
      const path = `metadata.labels.${exposureLabel}`;
      return [
        ...(isCanary(ingress) ? places(ingress).flatMap(([key, place]) => alone(primaries.has(key), place)) : []),
        ...(isMissing ? [{ path, message: `is missing: it is one of ${levels.join(", ")}` }] : []),
        ...(level === undefined || levels.includes(level)
          ? []
          : [{ path, message: `${JSON.stringify(level)} is none of ${levels.join(", ")}` }]),
        ...guards(ingress, level, minPrefix),
        ...openOrigins(ingress),
        ...undeclared(ingress, aliases, facts),
      ].map((finding) => ({ ...finding, urn: ingress.urn }));
    });
  },
});

/** At the entry each tenant's routes hold clients to what the fleet says of them. */
function undeclared(ingress: Resource, aliases: ReadonlyMap<string, Resource>, facts: Facts): readonly Finding[] {
  if (installationOf(ingress, facts)?.role !== "entry" || isChallenge(ingress)) return [];
  return doorsOf(tenantsBehind(ingress, aliases, facts), facts).flatMap((door) => beyond(ingress, door));
}

const isCanary = (ingress: Resource): boolean => either(ingress, "canary").some(isOn);

/**
 * Namespace, class, host, path and conditions that a canary shares with its primary, each with where it stands; one that shares
 * less the controller leaves out (higress v2.2.4, pkg/ingress/kube/ingressv1/controller.go, isCanaryRoute).
 */
const places = (ingress: Resource): readonly (readonly [key: string, path: string])[] =>
  list(at(ingress.props, "spec", "rules")).flatMap((rule, nth) =>
    list(at(rule, "http", "paths")).map((each, mth) => {
      const { path, pathType } = record(each);
      const host = fold(text(record(rule).host) ?? "");
      const ingressClass = at(ingress.props, "spec", "ingressClassName");
      const where = [namespaceOf(ingress), ingressClass ?? null, host, pathType ?? null, path ?? null];
      const key = JSON.stringify([...where, ...conditions(ingress)]);
      return [key, `spec.rules[${nth}].http.paths[${mth}]`] as const;
    }),
  );

/** Annotations that say which requests the Ingress is for, sorted. */
const conditions = (ingress: Resource): readonly string[] =>
  gatewayAnnotations(ingress)
    .filter(({ prefix, key }) => prefix === prefixes[0] && /^match-method$|^(?:exact|prefix|regex)-match-/.test(key))
    .map(({ prefix, key }) => `${key}=${annotation(ingress, `${prefix}/${key}`) ?? ""}`)
    .toSorted();

const alone = (hasPrimary: boolean, path: string): readonly Finding[] =>
  hasPrimary ? [] : [{ path, message: "is a canary without a primary of the same class, host, path and conditions" }];

function guards(ingress: Resource, level: string | undefined, minPrefix: number): readonly Finding[] {
  if (level === "admin") return openNetworks(ingress, minPrefix);
  const isKnown = either(ingress, "auth-tls-secret").some((value) => value.trim() !== "");
  return [
    ...(level === "public" && !isLimited(ingress)
      ? [finding("route-limit-rps", "sets no limit to a public route")]
      : []),
    ...(level === "sensitive" && !isKnown
      ? [finding("auth-tls-secret", "asks clients of a sensitive route for no certificate")]
      : []),
  ];
}

/** Only this prefix works, requests per minute win, and a number that is wrong takes the limit away (annotations/local_rate_limit.go). */
function isLimited(ingress: Resource): boolean {
  const limit = (key: string) => annotation(ingress, `${prefixes[0]}/route-limit-${key}`);
  const isCount = (value: string): boolean => /^0*[1-9]\d*$/.test(value);
  return isCount(limit("rpm") ?? limit("rps") ?? "") && isCount(limit("burst-multiplier") ?? "1");
}

function openNetworks(ingress: Resource, minPrefix: number): readonly Finding[] {
  const networks = either(ingress, "whitelist-source-range")
    .flatMap((value) => value.split(","))
    .map((network) => network.trim());
  if (networks.length === 0) return [finding("whitelist-source-range", "is missing on a route of administrators")];
  return networks
    .filter((network) => !isNarrow(network, minPrefix))
    .map((network) =>
      finding("whitelist-source-range", `${JSON.stringify(network)} is wider than /${minPrefix} or no network`),
    );
}

const isNarrow = (network: string, minPrefix: number): boolean =>
  ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network)[1] >= minPrefix : ipaddr.isValid(network);

/** Without the other two annotations the controller lets every origin send credentials (annotations/cors.go). */
function openOrigins(ingress: Resource): readonly Finding[] {
  if (!either(ingress, "enable-cors").some(isOn)) return [];
  const origins = either(ingress, "cors-allow-origin").flatMap((value) => value.split(","));
  const isOpen = origins.length === 0 || origins.some((origin) => /^\s*(?:[\w+.-]+:\/\/)?\*(?::\d+)?\s*$/.test(origin));
  const refuses = either(ingress, "cors-allow-credentials");
  if (!isOpen || (refuses.length > 0 && refuses.every((value) => /^(?:0|f|false)$/i.test(value)))) return [];
  return [finding("cors-allow-origin", "lets every origin send credentials")];
}

const finding = (key: string, message: string): Finding => ({ path: annotationPath(`${prefixes[0]}/${key}`), message });
