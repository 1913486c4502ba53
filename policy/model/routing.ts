/** What an Ingress claims and where it leads. */
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { fold, within } from "./hosts.ts";
import { at, list, record, text } from "./shape.ts";

export interface PlacedHost {
  readonly host: string;
  readonly path: string;
}

/** Hosts of the rules, folded. A rule without one is the business of host-required. */
export const ruleHosts = (ingress: Resource): readonly PlacedHost[] =>
  list(record(ingress.props.spec).rules).flatMap((rule, index) =>
    placed(record(rule).host, `spec.rules[${index}].host`),
  );

/** Hosts that get a certificate, folded. */
export const tlsHosts = (ingress: Resource): readonly PlacedHost[] =>
  list(record(ingress.props.spec).tls).flatMap((tls, index) =>
    list(record(tls).hosts).flatMap((host, nth) => placed(host, `spec.tls[${index}].hosts[${nth}]`)),
  );

function placed(value: unknown, path: string): readonly PlacedHost[] {
  const host = fold(text(value) ?? "");
  return host === "" ? [] : [{ host, path }];
}

/** Names the destination; only this prefix works (higress.md 4.3). */
export const destinationKey = "higress.io/destination";

/** Hosts that the annotation names, each once: lines of `[weight%] [scheme://]host[:port] [subset]`. */
export function destinations(ingress: Resource): readonly string[] {
  const annotation = text(at(ingress.props, "metadata", "annotations", destinationKey)) ?? "";
  const hosts = annotation.split("\n").map((line) => {
    const [host = ""] = line
      .trim()
      .replace(/^\d+%\s*/, "")
      .replace(/^https?:\/\//, "")
      .split(/\s+/);
    return fold(host);
  });
  return [...new Set(hosts.filter((host) => host !== ""))];
}

/** Tenant behind a host that the entry's McpBridge produces: `<id>.dns`. */
export const tenantOf = (destination: string, facts: Facts): string | undefined =>
  facts.tenants.find(({ id }) => `${id}.dns` === destination)?.id;

/** Whether the tenant may answer for a folded host: below the fleet's domain its label decides, elsewhere its hosts. */
export function owns({ id, hosts }: Facts["tenants"][number], host: string, facts: Facts): boolean {
  const domain = fold(facts.domain);
  const claims = hosts.map(fold);
  if (!within(host, `*.${domain}`)) return claims.some((claim) => within(host, claim));
  return within(host, `*.${id}.${domain}`) || (host === `${id}.${domain}` && claims.includes(host));
}
