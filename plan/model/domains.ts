/** Whose a host is, who says so in DNS, and what DNS is told. */

export interface Domains {
  /** `required`: a host that is not proven is planned and not served. `none`: whoever reviews the fleet file decides. */
  readonly proof: "required" | "none";
}

export interface Dns {
  /** Absent: nothing is said to ExternalDNS. */
  readonly externalDns?: ExternalDns;
}

/** What the entry's Ingresses tell ExternalDNS (kubernetes-sigs), which makes a record of each host that is served. */
export interface ExternalDns {
  /** What the records point to; absent: the address in the status of the Ingress. */
  readonly target?: string;
  /** Seconds that others may keep a record; absent: ExternalDNS decides. */
  readonly ttl?: number;
}

/** What DNS once said of a tenant's own host. A host without is pending. */
export interface Proof {
  readonly host: string;
  readonly tenant: string;
  /** Name of the TXT record, and the text that was in it. */
  readonly record: string;
  readonly value: string;
  /** `expired`: the record is gone, or says something else. */
  readonly state: "verified" | "expired";
  /** Day on which the state began: `2026-11-21`. */
  readonly since: string;
  /** Of a verified one: the first day on which the record was not there. It is served until it has expired. */
  readonly missing?: string;
}

/** A host of a tenant's own that is not served, since nobody has proven whose it is. */
export interface Withheld {
  readonly host: string;
  readonly state: "pending" | "expired";
}
