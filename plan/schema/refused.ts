/** Settings that people look for, since charts or other documents have them, and that there are not: why, and what does it instead. */
import type { FleetPath } from "../fault.ts";
import { otherTypes, registryRefusals } from "./refused-registries.ts";

export interface Refusal {
  /** What is wrong, read after the setting's path. */
  readonly message: string;
  /** The way out. */
  readonly remedy: string;
}

const ownNamespace: Refusal = {
  message:
    "a gateway has a namespace of its own and shares it with no other Higress: two in one would want the same 28 of the chart's 29 objects, " +
    "one root certificate, one McpBridge and all plugins of the namespace",
  remedy:
    "Remove it: the namespace is higress-<id>. Gateways for external and internal clients are two items with two ids, " +
    "and each serves the Ingresses of its own class.",
};

const otherNamespace: Refusal = {
  message: "a Higress watches its own namespace or all: with any other its gateway never starts",
  remedy: 'Remove it, and write "watch: own" or "watch: all".',
};

const ownGatewayApi: Refusal = {
  message:
    "only a gateway under `gateways` may serve the Gateway API: its controller writes to GatewayClasses, which the whole cluster shares, " +
    "and tenants share nothing",
  remedy: "Remove it here; give a gateway under `gateways` the setting, with `higress.gatewayApi` for the CRDs.",
};

const latestTls: Refusal = {
  message: "the latest TLS version is the same for all tenants",
  remedy: "Remove it; the platform sets `entry.tls.maxVersion` in the fleet file.",
};

const canary: Refusal = {
  message: "a canary is a weight, or a variant of the route",
  remedy:
    "Give the new version a share under backend.destinations, or write variants: [{ name: canary, when: …, backend: … }].",
};

const clientAddress: Refusal = {
  message: "a tenant's gateway sees the address of the entry's pod, which every client has",
  remedy:
    "Remove it; whom the entry lets in the tenant says under `entry.sourceCidrs`, for all its hosts, and plugin ip-restriction for some routes.",
};

const tlsAtTheEntry: Refusal = {
  message: "TLS with clients ends at the entry, and behind it a route is asked over plain HTTP",
  remedy:
    "Remove it; the tenant says it under `entry.tls`. What is spoken with the backend is `protocol` and `backendTls`.",
};

const noAuthentication: Refusal = {
  message: "Higress ignores the annotations that ask clients who they are, and leaves the route open",
  remedy: "Remove it, and have a plugin ask them: basic-auth, key-auth or jwt-auth under `plugins` of the tenant.",
};

const rawAnnotations: Refusal = {
  message:
    "nobody writes annotations: half of what a route may say by them Higress ignores or takes for something else",
  remedy: "Remove it; what Higress can do with a route has a setting of its own (docs/routes.md).",
};

const otherNamespaces: Refusal = {
  message: "a tenant's routes lead to Services of its own namespace: what is in another has an owner of its own",
  remedy:
    "Remove it. A Service that the platform lets tenants call is a dns registry, with its full name under domains, and the route names that.",
};

/** Where a route of a tenant says what it leads to. */
const targets = ["backend", "variants[].backend"].flatMap((backend) =>
  ["", ".destinations[]", ".blue", ".green"].map((target) => `${backend}${target}`),
);

const besideTheGateway: Refusal = {
  message: "copies, and what answers in place of a backend, stay in the gateway's own namespace",
  remedy: "Remove it, and name a Service beside the gateway.",
};

const ofRoutes: Readonly<Record<string, Refusal>> = {
  sourceCidrs: clientAddress,
  tls: tlsAtTheEntry,
  clientCertificates: tlsAtTheEntry,
  auth: noAuthentication,
  annotations: rawAnnotations,
  canary,
};

/** By the setting's path, with `[]` for each item of a list. */
const refusals: Readonly<Record<string, Refusal>> = {
  "gateways[].namespace": ownNamespace,
  "gateways[].watchNamespace": otherNamespace,
  "gateways[].watchNamespaces": otherNamespace,
  "entry.gatewayApi": ownGatewayApi,
  "tenants[].gatewayApi": ownGatewayApi,
  "tenants[].entry.tls.maxVersion": latestTls,
  // In a tenant's own file.
  "entry.tls.maxVersion": latestTls,
  gatewayApi: ownGatewayApi,
  ...registryRefusals,
  ...Object.fromEntries(
    ["tenants[].routes[].", "routes[]."].flatMap((route) => [
      ...Object.entries(ofRoutes).map(([key, why]) => [`${route}${key}`, why] as const),
      ...targets.map((target) => [`${route}${target}.namespace`, otherNamespaces] as const),
    ]),
  ),
  ...Object.fromEntries(
    ["tenants[].routes[].", "routes[].", "gateways[].routes[]."].flatMap((route) =>
      ["mirror", "fallback"].map((field) => [`${route}${field}.namespace`, besideTheGateway] as const),
    ),
  ),
};

/** Why there is no such setting at the path, where more is known than that; undefined otherwise. */
export function refusal(path: FleetPath): Refusal | undefined {
  const pattern = path
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .slice(1);
  return Object.hasOwn(refusals, pattern) ? refusals[pattern] : undefined;
}

/** The way out for a type of registry or key that other documents name; undefined where nothing is known of it. */
export function otherType(value: unknown, path: FleetPath): string | undefined {
  if (value === "oct" && path.at(-1) === "kty") {
    return "Have the issuer sign with a key pair, and write its public half: a symmetric key is a secret, by which every reader could make tokens.";
  }
  return typeof value === "string" && path.at(-3) === "registries" && Object.hasOwn(otherTypes, value)
    ? otherTypes[value]
    : undefined;
}
