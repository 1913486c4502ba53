/** Host algebra: when two names can both answer one request. */
import { domainToASCII } from "node:url";

/** Characters that `domainToASCII` takes for the end of the host. */
const endsHost = /[/\\?#]/;

/** One spelling per host: lower case, ASCII (punycode), without port and final dot. */
export function fold(host: string): string {
  const bare = host
    .replace(/(?:\.|:\d+|\s)+$/, "")
    .trimStart()
    .toLowerCase();
  // Empty when the text is no domain name at all; it then stands for itself, so that equal texts still meet.
  const ascii = endsHost.test(bare) ? "" : domainToASCII(bare).replace(/\.+$/, "");
  return ascii === "" ? bare : ascii;
}

/**
 * Whether whoever holds `claim` answers for `host`. A wildcard answers for any number of labels, as Envoy and nginx
 * match (Envoy: VirtualHost.domains; nginx.org/en/docs/http/server_names.html), though a certificate and the Ingress
 * specification count one.
 */
export function within(host: string, claim: string): boolean {
  return claim.startsWith("*") ? host.endsWith(claim.slice(1)) : host === claim;
}

/**
 * Whether a certificate for `name` serves `host`, both folded. Here a wildcard stands for exactly one label (RFC 6125 6.4.3), and a
 * wildcard host needs the very same wildcard.
 */
export function covers(name: string, host: string): boolean {
  if (name === host) return true;
  return name.startsWith("*.") && !host.startsWith("*") && name.slice(1) === host.slice(host.indexOf("."));
}

/** A folded host and who lays claim to it. */
export interface Claim {
  readonly host: string;
  readonly owner: string;
  /** Where the claim stands. */
  readonly urn: string;
  readonly path: string;
}

export interface Conflict {
  /** The narrower claim; of two equal ones that of the later owner. */
  readonly claim: Claim;
  readonly other: Claim;
}

/**
 * Claims of different owners that meet, each claim once against the first other owner. Looks up the names above each
 * host instead of comparing pairs, so that the cost grows with the number of claims.
 */
export function conflicts(claims: readonly Claim[]): readonly Conflict[] {
  const index = new Map<string, readonly Claim[]>();
  const distinct = new Map<string, Claim>();
  for (const claim of claims.toSorted(byOwner)) {
    const key = JSON.stringify([claim.owner, claim.host]);
    if (distinct.has(key)) continue;
    distinct.set(key, claim);
    // One of two is another's, whoever asks; with all of them a host that everybody claims would cost the square.
    const held = index.get(claim.host) ?? [];
    if (held.length < 2) index.set(claim.host, [...held, claim]);
  }
  return [...distinct.values()].flatMap((claim) => {
    const equal = index.get(claim.host)?.[0];
    const rivals = [equal, ...wildcardsAbove(claim.host).flatMap((host) => index.get(host) ?? [])];
    const other = rivals.find((rival) => rival !== undefined && rival.owner !== claim.owner);
    return other === undefined ? [] : [{ claim, other }];
  });
}

/** Every wildcard that answers for the host, itself not among them: `*.b.c`, `*.c`, `*` for `a.b.c`. */
function wildcardsAbove(host: string): readonly string[] {
  const labels = host.split(".");
  return labels.map((_, taken) => ["*", ...labels.slice(taken + 1)].join(".")).filter((wildcard) => wildcard !== host);
}

const byOwner = (a: Claim, b: Claim): number =>
  compare(a.owner, b.owner) || compare(a.host, b.host) || compare(a.urn, b.urn) || compare(a.path, b.path);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
