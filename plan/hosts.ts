/**
 * Host names as sets. Two readings of `*.example.com`:
 * routing (Envoy, and so Higress): any number of labels before `example.com`; certificates (RFC 6125): exactly one.
 * Isolation goes by the first, TLS by the second (Envoy: VirtualHost.domains; nginx.org/en/docs/http/server_names.html). All
 * functions but `foldHost` take folded hosts.
 */
import { domainToASCII } from "node:url";
import { getPublicSuffix } from "tldts";
import { dnsLabel } from "./names.ts";

/** RFC 1035 2.3.4, less the root's dot. */
const maxHostLength = 253;
const maxLabelLength = 63;

/** Characters that `domainToASCII` takes for the end of the host, or drops, and would so make another host of the text. */
const notInHosts = /[\s\p{Cc}\p{Cf}/\\?#@:%[\]<>^|]/u;

const wildcard = "*.";

/**
 * One spelling for what DNS holds equal: lower case, ASCII (punycode). A wildcard keeps its leading `*.`.
 * Undefined when the text is no host: ports, addresses, a trailing dot, `*` anywhere else, labels over 63 characters.
 */
export function foldHost(text: string): string | undefined {
  const prefix = text.startsWith(wildcard) ? wildcard : "";
  const name = text.slice(prefix.length);
  if (notInHosts.test(name)) return undefined;
  const ascii = domainToASCII(name);
  const labels = ascii.split(".");
  const legal = labels.every((label) => label.length <= maxLabelLength && dnsLabel.test(label));
  // A last label of digits makes an IPv4 address of the whole (WHATWG URL), and no top-level domain has one.
  if (!legal || /^\d+$/.test(labels.at(-1) ?? "")) return undefined;
  return prefix.length + ascii.length <= maxHostLength ? prefix + ascii : undefined;
}

export const isWildcard = (host: string): boolean => host.startsWith(wildcard);

/** The host without its first label: `example.com` of `api.example.com` and of `*.example.com`; empty for one label. */
export const parentOf = (host: string): string => host.split(".").slice(1).join(".");

/**
 * Every pattern that routes all of what `host` routes, the host itself first, then ever wider wildcards. Looking these up in
 * a map finds each overlap without comparing all pairs: of two overlapping hosts, one is always among those of the other.
 */
export function enclosing(host: string): readonly string[] {
  const labels = host.split(".");
  const wider = labels.slice(1).map((_, at) => wildcard + labels.slice(at + 1).join("."));
  return isWildcard(host) ? wider : [host, ...wider];
}

/** Whether some request's host is routed by both, a wildcard standing for one label or more. */
export const overlaps = (a: string, b: string): boolean => enclosing(a).includes(b) || enclosing(b).includes(a);

/** Whether a certificate for `name` serves `host`; a wildcard host needs the very same wildcard. */
export const covers = (name: string, host: string): boolean =>
  name === host || (!isWildcard(host) && isWildcard(name) && parentOf(name) === parentOf(host));

/** Whether `host` is `domain` or below it. */
export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/**
 * Whether anybody may register names directly below this domain, as with `com.cn` or `github.io` (publicsuffix.org, private
 * section included; an unknown top-level domain counts as one). For a wildcard, what follows `*.` is judged.
 */
export function isPublicSuffix(host: string): boolean {
  const name = isWildcard(host) ? parentOf(host) : host;
  return getPublicSuffix(name, { allowPrivateDomains: true }) === name;
}
