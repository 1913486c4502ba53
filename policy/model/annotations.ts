/** Annotations that an Ingress controller reads, and what those of Higress mean (higress v2.2.4, pkg/ingress/kube/annotations). */
import type { Resource } from "../rule.ts";
import { at, record, text } from "./shape.ts";

/** Prefixes that Higress reads, the second for those who come from ingress-nginx. */
export const prefixes = ["higress.io", "nginx.ingress.kubernetes.io"] as const;

export interface Annotation {
  /** `higress.io` */
  readonly prefix: string;
  /** `ssl-redirect` */
  readonly key: string;
  /** Where it stands: `metadata.annotations.higress.io/ssl-redirect`. */
  readonly path: string;
}

export const annotationPath = (key: string): string => `metadata.annotations.${key}`;

/** Those under one of the two prefixes, by name alone. */
export function gatewayAnnotations(resource: Resource): readonly Annotation[] {
  return annotationNames(resource).flatMap((name) => {
    const [prefix = "", key] = name.split("/");
    if (key === undefined || !prefixes.some((known) => known === prefix.toLowerCase())) return [];
    return [{ prefix, key, path: annotationPath(name) }];
  });
}

/** Value of one annotation by its full name. */
export const annotation = (resource: Resource, name: string): string | undefined => text(annotationsOf(resource)[name]);

/** Full names of all there are. */
export const annotationNames = (resource: Resource): readonly string[] => Object.keys(annotationsOf(resource));

/** Values under either prefix. The controller prefers that of nginx where it can read it; a rule holds both to what it demands. */
export const either = (resource: Resource, key: string): readonly string[] =>
  prefixes.flatMap((prefix) => annotation(resource, `${prefix}/${key}`) ?? []);

/** What `strconv.ParseBool` of Go takes for true. */
export const isOn = (value: string): boolean => /^(?:1|t|true)$/i.test(value);

const annotationsOf = (resource: Resource) => record(at(resource.props, "metadata", "annotations"));

/**
 * Access control of ingress-nginx that Higress does not know, or no more since 2.0 (annotations/auth.go logs it): the route stays
 * open. `auth-tls-secret` is not among them.
 */
export const isIgnoredControl = (key: string): boolean =>
  /^(?:auth-(?!tls-secret$)|authz-|ext-authz-|enable-global-auth$|satisfy$|denylist-source-range$|blacklist-source-range$)/.test(
    key,
  );

/** Under both prefixes. */
const common = [
  ...["canary", "canary-by-header", "canary-by-header-value", "canary-by-header-pattern", "canary-by-cookie"],
  ...["canary-weight", "canary-weight-total"],
  ...["enable-cors", "cors-allow-origin", "cors-allow-methods", "cors-allow-headers", "cors-expose-headers"],
  ...["cors-allow-credentials", "cors-max-age"],
  ...["auth-tls-secret", "ssl-cipher", "tls-min-protocol-version", "tls-max-protocol-version", "ssl-passthrough"],
  ...["app-root", "temporal-redirect", "permanent-redirect", "permanent-redirect-code"],
  ...["ssl-redirect", "force-ssl-redirect"],
  ...["rewrite-target", "use-regex", "upstream-vhost"],
  ...["backend-protocol", "proxy-ssl-secret", "proxy-ssl-verify", "proxy-ssl-server-name", "proxy-ssl-name"],
  ...["whitelist-source-range"],
  ...["proxy-next-upstream", "proxy-next-upstream-tries", "proxy-next-upstream-timeout"],
  ...["load-balance", "upstream-hash-by", "affinity", "session-cookie-name", "session-cookie-path"],
  ...["session-cookie-max-age", "session-cookie-expires", "mcp-sse-stateful-param-name"],
  ...["default-backend", "custom-http-errors"],
  ...["mirror-target-service", "mirror-percentage"],
  ...["ignore-path-case"],
  ...["mcp-server", "mcp-server-match-rule-domains", "mcp-server-match-rule-type", "mcp-server-match-rule-value"],
  ...["mcp-server-upstream-type", "mcp-server-enable-path-rewrite", "mcp-server-path-rewrite-prefix"],
];

/** Under `higress.io` only. */
const own = [
  ...["destination", "timeout", "rewrite-path", "full-path-regex", "match-method", "rpc-destination-name"],
  ...["route-limit-rpm", "route-limit-rps", "route-limit-burst-multiplier"],
  ...["request-header-control-add", "request-header-control-update", "request-header-control-remove"],
  ...["response-header-control-add", "response-header-control-update", "response-header-control-remove"],
];
const comparisons = ["exact", "prefix", "regex"].flatMap((how) =>
  ["header", "query", "pseudo-header"].map((what) => `${how}-match-${what}-`),
);

/** Every key under which Higress 2.2 reads something; `*` stands for the name of what is compared. */
export const readKeys: readonly string[] = [...common, ...own, ...comparisons.map((begin) => `${begin}*`)];

const known = new Set([
  ...prefixes.flatMap((prefix) => common.map((key) => `${prefix}/${key}`)),
  ...own.map((key) => `${prefixes[0]}/${key}`),
]);

/** Whether Higress 2.2 acts on the annotation. */
export const isRead = ({ prefix, key }: Annotation): boolean =>
  known.has(`${prefix}/${key}`) ||
  (prefix === prefixes[0] && comparisons.some((begin) => key.startsWith(begin) && key.length > begin.length));
