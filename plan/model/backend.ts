/** What answers the requests of a route. */

export type Backend = ServiceBackend | Spread;

/** Several that share the requests: by weights that are written, or by where they stand. */
export type Spread = { readonly destinations: readonly Destination[] } | Shared;

/** A Service by its bare name. */
export interface ServiceBackend {
  readonly service: string;
  /** Of a gateway of the platform alone. Absent: its own, or the tenant's. */
  readonly namespace?: string;
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
export type Destination = Target & {
  readonly weight: number;
  /** Where it stands; absent: nobody says, and no region that is drained takes it away. */
  readonly region?: string;
};

/** How many of the requests each of them gets depends on the region that the gateway is in (shares.ts). */
export interface Shared {
  readonly destinations: readonly (Target & { readonly region: string })[];
  readonly shares: Shares;
}

/** How far a destination is from the gateway: in its region, in one that is `near`, or in any other. */
export type Distance = "local" | "near" | "remote";

/** Percent of the requests; they add up to 100, and a distance without a share has no destination. */
export type Shares = Readonly<Partial<Record<Distance, number>>>;

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
