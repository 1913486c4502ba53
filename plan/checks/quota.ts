/** Quota overrides: known keys, legal amounts, and never so small that Higress itself could not roll out. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet, Quota, Size, Tenant } from "../model.ts";
import { parseQuantity } from "../quantity.ts";
import { rolloutPeak } from "../sizes.ts";
import { quote, quoteAll } from "./check.ts";

/** Somebody with a quota. */
interface Holder {
  readonly what: string;
  readonly size: Size;
  readonly quota: Quota;
  readonly path: FleetPath;
  readonly kind: "tenant" | "inside" | "load-balancer";
}

const holders = ({ entry, gateways, tenants }: Fleet): readonly Holder[] => [
  { what: "the entry", size: entry.size, quota: entry.quota, path: ["entry", "quota"], kind: "load-balancer" },
  ...gateways.map(({ id, size, quota, exposure }, at): Holder => {
    const kind = exposure === "load-balancer" ? exposure : "inside";
    return { what: `gateway ${quote(id)}`, size, quota, path: ["gateways", at, "quota"], kind };
  }),
  ...tenants.map(({ id, size, quota }: Tenant, at): Holder => {
    return { what: `tenant ${quote(id)}`, size, quota, path: ["tenants", at, "quota"], kind: "tenant" };
  }),
];

/** Every key of a holder's quota, with the amount it gives in thousandths. */
const eachKey =
  (
    check: (
      key: string,
      given: string,
      amount: bigint | undefined,
      holder: Holder,
    ) => Omit<Finding, "path"> | undefined,
  ) =>
  (fleet: Fleet): readonly Finding[] =>
    holders(fleet).flatMap((holder) =>
      Object.entries(holder.quota).flatMap(([key, given]) => {
        const problem = check(key, given, parseQuantity(given), holder);
        return problem === undefined ? [] : [{ path: [...holder.path, key], ...problem }];
      }),
    );

const computeKeys = ["requests.cpu", "requests.memory", "limits.cpu", "limits.memory"] as const;
const storageKeys = ["requests.storage", "requests.ephemeral-storage", "limits.ephemeral-storage"] as const;
const countKeys = [
  "pods",
  "services",
  "services.loadbalancers",
  "services.nodeports",
  "secrets",
  "configmaps",
  "persistentvolumeclaims",
  "replicationcontrollers",
] as const;

/** Kubernetes' own kinds. Custom kinds: until the quota controller has learned one, the API server refuses every object of it. */
const objectCount =
  /^count\/[a-z]+(\.(apps|autoscaling|batch|policy|(coordination|discovery|networking|rbac\.authorization)\.k8s\.io))?$/;
/** GPUs and the like, and storage by class. */
const vendorKey = /^(requests\.[a-z0-9.-]+\/[a-z0-9._-]+|[a-z0-9.-]+\.storageclass\.storage\.k8s\.io\/[a-z.]+)$/;

const knownKeys: readonly string[] = [...computeKeys, ...storageKeys, ...countKeys];

const isKnown = (key: string): boolean => knownKeys.includes(key) || objectCount.test(key) || vendorKey.test(key);
const isCount = (key: string): boolean => countKeys.some((each) => each === key) || objectCount.test(key);

export const quotaKeysAreKnown = eachKey((key, _given, _amount, { what }) => {
  if (isKnown(key)) return undefined;
  const longer = [`requests.${key}`, `limits.${key}`].filter((each) => knownKeys.includes(each));
  return {
    message: `${what} has a quota for ${quote(key)}, which is no key for one`,
    remedy:
      longer.length > 0
        ? `Write ${longer.map(quote).join(" or ")}.`
        : `Use ${quoteAll(knownKeys)}, or "count/…" of a kind of Kubernetes' own.`,
  };
});

export const quotaAmountsAreLegal = eachKey((key, given, amount, { what }) => {
  if (!isKnown(key)) return undefined;
  const wanted = isCount(key) ? "a whole number" : key.endsWith("cpu") ? "cores" : "whole bytes";
  if (amount !== undefined && (wanted === "cores" || amount % 1000n === 0n)) return undefined;
  const example = isCount(key) ? "20" : key.endsWith("cpu") ? "2500m" : "4Gi";
  return {
    message: `${what} has quota ${quote(key)} of ${quote(given)}, which is not ${wanted}`,
    remedy: `Write a Kubernetes quantity such as ${quote(example)}.`,
  };
});

/** The least that the release needs; quota.ts computes a little more. */
function least(key: string, { size, kind }: Holder): string | undefined {
  const peak = rolloutPeak(size);
  if (key === "pods") return String(peak.pods);
  if (key === "services") return "2";
  if (key === "requests.cpu" || key === "limits.cpu") return peak.cpu;
  if (key === "requests.memory" || key === "limits.memory") return peak.memory;
  if (kind !== "load-balancer") return undefined;
  // A LoadBalancer Service takes a node port for each of its two ports (quota evaluator of Kubernetes).
  return key === "services.loadbalancers" ? "1" : key === "services.nodeports" ? "2" : undefined;
}

export const quotaHoldsTheGateway = eachKey((key, given, amount, holder) => {
  const needed = least(key, holder);
  const floor = needed === undefined ? undefined : parseQuantity(needed);
  if (needed === undefined || floor === undefined || amount === undefined || amount >= floor) return undefined;
  return {
    message: `${holder.what} has quota ${quote(key)} of ${quote(given)}, but a gateway of size ${quote(holder.size)} needs ${quote(needed)} while it rolls out`,
    remedy: `Raise it to at least ${quote(needed)}, choose a smaller size, or remove the key to have it computed.`,
  };
});

/** Past the entry, a tenant would be reachable without TLS, and by whatever host it likes. */
export const tenantsStayBehindTheEntry = eachKey((key, given, amount, { what, kind }) =>
  kind === "tenant" && (key === "services.loadbalancers" || key === "services.nodeports") && amount !== 0n
    ? {
        message: `${what} has quota ${quote(key)} of ${quote(given)}, but the entry is the only way in to a tenant`,
        remedy: "Remove it; for a gateway with an address of its own, add one under gateways.",
      }
    : undefined,
);
