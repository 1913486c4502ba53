/** What the fleet says of the clients of an Ingress of the entry, and whether the Ingress says it too. */
import ipaddr from "ipaddr.js";
import type { DoorFacts, Facts } from "../facts.ts";
import type { Finding, Resource } from "../rule.ts";
import { annotation, annotationPath, either, prefixes } from "./annotations.ts";

/** Of the tenants by id; one without is held to nothing. */
export const doorsOf = (tenants: readonly string[], facts: Facts): readonly DoorFacts[] =>
  facts.tenants.filter(({ id }) => tenants.includes(id)).flatMap(({ door }) => door ?? []);

/** Clients and requests that the Ingress lets in beyond those of the door. */
export const beyond = (ingress: Resource, door: DoorFacts): readonly Finding[] => [
  ...strangers(ingress, door.sourceCidrs),
  ...excess(ingress, door.rateLimit),
];

function strangers(ingress: Resource, allowed: readonly string[]): readonly Finding[] {
  if (allowed.length === 0) return [];
  const key = "whitelist-source-range";
  const lists = either(ingress, key);
  if (lists.length === 0)
    return ingress.isPatch ? [] : [finding(key, `is missing: only ${allowed.join(", ")} may come`)];
  return lists
    .flatMap((list) => list.split(","))
    .map((network) => network.trim())
    .filter((network) => !allowed.some((block) => holds(block, network)))
    .map((network) => finding(key, `${JSON.stringify(network)} is not among ${allowed.join(", ")}`));
}

/** Whether every address of the network, or the one address, is in the block. */
function holds(block: string, network: string): boolean {
  if (!ipaddr.isValidCIDR(block)) return false;
  const [base, bits] = ipaddr.parseCIDR(block);
  const inner = ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : undefined;
  const single = ipaddr.isValid(network) ? ipaddr.parse(network) : undefined;
  const address = inner?.[0] ?? single;
  if (address === undefined || address.kind() !== base.kind()) return false;
  return (inner?.[1] ?? bits) >= bits && address.match(base, bits);
}

/** Only this prefix works, requests per minute win, and a number that is wrong takes the limit away (annotations/local_rate_limit.go). */
function excess(ingress: Resource, limit: DoorFacts["rateLimit"]): readonly Finding[] {
  if (limit === undefined) return [];
  const written = (key: string) => annotation(ingress, `${prefixes[0]}/route-limit-${key}`);
  const [perMinute, perSecond] = [written("rpm"), written("rps")];
  if (ingress.isPatch && (perMinute ?? perSecond ?? written("burst-multiplier")) === undefined) return [];
  const unit = limit.per === "second" ? "rps" : "rpm";
  const value = unit === "rps" && perMinute !== undefined ? undefined : unit === "rps" ? perSecond : perMinute;
  const count = (text: string | undefined): number => (/^\d{1,9}$/.test(text ?? "") ? Number(text) : 0);
  const [requests, burst] = [count(value), count(written("burst-multiplier") ?? "5")];
  return [
    ...(requests > 0 && requests <= limit.requests
      ? []
      : [finding(`route-limit-${unit}`, `does not limit requests to ${limit.requests} per ${limit.per}`)]),
    ...(burst > 0 && burst <= limit.burst
      ? []
      : [finding("route-limit-burst-multiplier", `does not limit bursts to ${limit.burst} times as many`)]),
  ];
}

const finding = (key: string, message: string): Finding => ({ path: annotationPath(`${prefixes[0]}/${key}`), message });
