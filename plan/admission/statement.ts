/**
 * A statement about isolation that the API server itself enforces, for whatever comes after `pulumi up`: operators, controllers,
 * kubectl. It becomes one ValidatingAdmissionPolicy with one binding (policies.ts).
 *
 * The policies are the same for one tenant and for a thousand: what differs between namespaces stands on the Namespace itself, in
 * labels and annotations that only the platform may change (statement `guard-rails`), and an expression reads it from
 * `namespaceObject`.
 */

/** Kinds that a statement judges, as `matchConstraints.resourceRules` of the API has them. */
export interface Matched {
  /** `""` for the core group. */
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  /** Plural, with subresources where they are judged: `pods`, `pods/ephemeralcontainers`. */
  readonly resources: readonly string[];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE" | "CONNECT")[];
}

/** CEL (kubernetes.io/docs/reference/using-api/cel): `object`, `oldObject`, `request`, `namespaceObject`, `variables`, `authorizer`. */
export type Expression = string;

export interface Validation {
  /** Must be true. */
  readonly expression: Expression;
  /** What is refused and what to do, in one or two sentences; for people who never read the fleet file. */
  readonly message: string;
  /** Gives the message with the value at fault; `message` counts when it fails. Never quotes what may be secret. */
  readonly messageExpression?: Expression;
}

/**
 * Where it holds: in the namespaces of tenants, of the entry, or of all installations; `cluster`: in every namespace;
 * `namespaces`: for the Namespaces of installations themselves. Kinds of a namespace and Namespaces do not go into one statement, since the API server has no
 * selector for both: of a Namespace it sees the labels that an update leaves, even if it just took them away.
 */
export type Scope = "tenants" | "entry" | "installations" | "cluster" | "namespaces";

export interface Exemption {
  /** Kebab-case; the policy's match condition is this with `not-` before it. */
  readonly name: string;
  /** True for whoever is exempt; `object`, `oldObject`, `request` and `authorizer` only. */
  readonly expression: Expression;
}

export interface Statement {
  /** Kebab-case; the file name, and the policy's name with `higress-fleet-` before it. */
  readonly id: string;
  /** One line: what holds. */
  readonly title: string;
  readonly scope: Scope;
  /** Whether there is a reason for it only where a gateway watches all namespaces: otherwise it binds nobody. */
  readonly isForWatchAll?: true;
  readonly matches: readonly Matched[];
  /** Who else is not bound, beside the platform: parts of the cluster that cannot do their work otherwise. */
  readonly exempt?: readonly Exemption[];
  /** Evaluated in this order, each once and when first asked for; later ones may use earlier ones as `variables.<name>`. */
  readonly variables?: readonly { readonly name: string; readonly expression: Expression }[];
  readonly validations: readonly Validation[];
}
