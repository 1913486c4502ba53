/** Quota overrides: known keys, legal amounts, and never so small that Higress itself could not roll out. */
import { parseQuantity } from "../quantity.ts";
import { notAnAmount, type Unit } from "./amounts.ts";
import { found, quote, type Check, type Problem } from "./check.ts";
import { holders, type Holder } from "./holders.ts";
import { needOf } from "./needs.ts";

const eachKey =
  (check: (key: string, given: string, holder: Holder) => Problem | undefined): Check =>
  (fleet) =>
    holders(fleet).flatMap((holder) =>
      Object.entries(holder.quota).flatMap(([key, given]) => found([...holder.path, key], check(key, given, holder))),
    );

/** Those of Kubernetes that bound something by themselves; `cpu` and `memory` are second names for requests. */
const knownKeys: readonly string[] = [
  "requests.cpu",
  "requests.memory",
  "limits.cpu",
  "limits.memory",
  "requests.storage",
  "requests.ephemeral-storage",
  "limits.ephemeral-storage",
  "pods",
  "services",
  "services.loadbalancers",
  "services.nodeports",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "replicationcontrollers",
];

/**
 * Kinds of Kubernetes' own. Not custom ones: the API server of 1.35 refuses every object of a custom kind while the quota has not
 * been counted, seen for more than 40 s after its start, and the first `up` would fail.
 */
const objectCount =
  /^count\/[a-z]+(\.(apps|autoscaling|batch|policy|(coordination|discovery|networking|rbac\.authorization)\.k8s\.io))?$/;

/** GPUs and the like, and storage by class. */
const vendorKey = /^(requests\.[a-z0-9.-]+\/[a-z0-9._-]+|[a-z0-9.-]+\.storageclass\.storage\.k8s\.io\/[a-z.]+)$/;

const isKnown = (key: string): boolean => knownKeys.includes(key) || objectCount.test(key) || vendorKey.test(key);

export const quotaKeysAreKnown = eachKey((key, _given, { what }) => {
  if (isKnown(key)) return undefined;
  if (key.startsWith("count/")) {
    return {
      message: `${what} has a quota for ${quote(key)}: while the quota of a custom kind is not yet counted, Kubernetes refuses every object of the kind`,
      remedy: "Remove it; kinds of Kubernetes' own can be counted.",
    };
  }
  const longer = [`requests.${key}`, `limits.${key}`].filter((each) => knownKeys.includes(each));
  return {
    message: `${what} has a quota for ${quote(key)}, which is no key of one`,
    remedy: `Use ${(longer.length > 0 ? longer : knownKeys).map(quote).join(", ")}.`,
  };
});

const unitOf = (key: string): Unit => (key.endsWith("cpu") ? "cpu" : /(memory|storage)$/.test(key) ? "bytes" : "count");

export const quotaAmountsAreLegal = eachKey((key, given, { what }) => {
  const problem = isKnown(key) ? notAnAmount(given, unitOf(key)) : undefined;
  return problem && { ...problem, message: `${what} has a quota ${quote(key)} that is no amount: ${problem.message}` };
});

/** Of the counts, a quota has that of Ingresses by itself (plan/quota.ts). */
const isComputed = (key: string): boolean => !key.startsWith("count/") || key === "count/ingresses.networking.k8s.io";

/** An override that is too small makes Helm wait until its time is out, or the API server refuse the tenant's own fences. */
export const quotaHoldsTheGateway = eachKey((key, given, holder) => {
  const need = needOf(key, holder);
  if (need === undefined || notAnAmount(given, unitOf(key)) !== undefined) return undefined;
  if ((parseQuantity(given) ?? 0n) >= (parseQuantity(need.amount) ?? 0n)) return undefined;
  return {
    message: `${holder.what} has quota ${quote(key)} of ${quote(given)}, but ${need.why}`,
    remedy: `Raise it to at least ${quote(need.amount)}, or remove the key${isComputed(key) ? " to have it computed" : ""}.`,
  };
});

/** Past the entry, a tenant would be reachable without TLS, and by whatever host it likes. */
export const tenantsStayBehindTheEntry = eachKey((key, given, { what, kind }) =>
  kind === "tenant" && (key === "services.loadbalancers" || key === "services.nodeports") && parseQuantity(given) !== 0n
    ? {
        message: `${what} has quota ${quote(key)} of ${quote(given)}, but the entry is the only way in to a tenant`,
        remedy: "Remove it; for a gateway with an address of its own, add one under gateways.",
      }
    : undefined,
);
