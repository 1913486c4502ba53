/** Settings that people look for, since charts or other documents have them, and that there are not: why, and what does it instead. */
import type { FleetPath } from "../fault.ts";

interface Refusal {
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
};

/** Why there is no such setting at the path, where more is known than that; undefined otherwise. */
export function refusal(path: FleetPath): Refusal | undefined {
  const pattern = path
    .map((step) => (typeof step === "number" ? "[]" : `.${step}`))
    .join("")
    .slice(1);
  return Object.hasOwn(refusals, pattern) ? refusals[pattern] : undefined;
}
