/** What a Pulumi type token says about a Kubernetes object. */
export interface Token {
  /** `core/v1`, `networking.k8s.io/v1`; empty for what is no Kubernetes object. */
  readonly apiVersion: string;
  /** `Namespace`, for `NamespacePatch` too; empty likewise. */
  readonly kind: string;
  /** Whether it changes an object that somebody else made, instead of making one. */
  readonly isPatch: boolean;
}

/** Components of the Kubernetes SDK: they group objects and are none; each child is registered and judged by itself. */
const components = /^(?:yaml(?:\/v2)?:.*|kustomize(?:\/v2)?:.*|helm\.sh\/v\d+:Chart)$/;

const nothing: Token = { apiVersion: "", kind: "", isPatch: false };

/**
 * Custom resources have the token `kubernetes:<apiVersion>:<Kind>` of their own kind, and so has a built-in kind that
 * is registered as one: `kubernetes:v1:Secret` is a Secret.
 */
export function parseToken(type: string): Token {
  const [prefix, apiVersion, kind, ...rest] = type.split(":");
  if (prefix !== "kubernetes" || apiVersion === undefined || kind === undefined || rest.length > 0) return nothing;
  if (components.test(`${apiVersion}:${kind}`)) return nothing;
  const isPatch = kind.length > "Patch".length && kind.endsWith("Patch");
  return {
    apiVersion: apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`,
    kind: isPatch ? kind.slice(0, -"Patch".length) : kind,
    isPatch,
  };
}
