/**
 * What is tried against one statement about isolation. The same vector is judged by the CrossGuard rules (vectors.test.ts, on
 * plain objects) and by the admission policy (test/cluster/admission.test.ts, on a real API server). Both know the fleet of
 * fleets/test.yaml: tenants `acme`, `globex` and `initech`.
 */

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly name?: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

export interface Vector {
  /** What is tried, as the end of a sentence: `a host of another tenant in upper case`. */
  readonly name: string;
  readonly verdict: "accept" | "refuse";
  readonly object: Manifest;
  /**
   * What stands before; makes it an update. The platform creates it, so that no policy stands in the way. With finalizers and a
   * `deletionTimestamp` its deletion has begun.
   */
  readonly before?: Manifest;
  /** `create` (or `update` where there is a before) by default. `apply`: server-side apply. `deletecollection`: all of the kind in the namespace. */
  readonly by?: "create" | "update" | "apply" | "delete" | "deletecollection";
  /** `ephemeralcontainers`, `scale`, `eviction`, `status`, … */
  readonly subresource?: string;
  /**
   * Who tries. `tenant` (default): somebody with every right in the tenant's namespaces, so that only admission can refuse.
   * `platform`: who runs `pulumi up`. Or a full user name: `system:serviceaccount:acme-gateway:higress-controller`.
   */
  readonly as?: string;
  /** Why the rules cannot see it (they judge what the program registers); absent: they must agree with the verdict. */
  readonly unseenByRules?: string;
  /** Why admission cannot see it, likewise. */
  readonly unseenByAdmission?: string;
  /** Other statements that refuse it as well: the API server tells of one, and in no certain order. */
  readonly also?: readonly string[];
}

export interface Table {
  /** Id of the statement in plan/admission/statements. */
  readonly statement: string;
  /** Ids of the rules that say the same; at least one of them must find what is to be refused, none what is to be accepted. */
  readonly rules: readonly string[];
  readonly vectors: readonly Vector[];
}
