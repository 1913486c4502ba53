/** What answers the requests of a route. */

export type Backend = ServiceBackend | { readonly destinations: readonly Destination[] };

/** A Service of the tenant's namespace, by its bare name. */
export interface ServiceBackend {
  readonly service: string;
  readonly port: number;
}

/** A host that a registry of the tenant produces (higress v2.2.4, registry). */
export interface HostBackend {
  readonly host: string;
  /** Absent: the one that the registry knows. */
  readonly port?: number;
}

export type Target = ServiceBackend | HostBackend;

/** Weight in percent; the weights of one backend add up to 100. */
export type Destination = Target & { readonly weight: number };

/** Two of which one answers, so that a release and the way back are one word. */
export interface BlueGreen {
  readonly active: "blue" | "green";
  readonly blue: Target;
  readonly green: Target;
  /** Whose requests the other one answers. */
  readonly preview?: When;
}

/** Requests that have one value, by which they are known from one to the next. */
export type When =
  { readonly header: string; readonly value: string } | { readonly cookie: string; readonly value: string };

/** Requests of a route that something else answers: a canary, a group of an A/B test. */
export interface Variant {
  /** Unique in the route. */
  readonly name: string;
  readonly when: When;
  readonly backend: Backend;
}
