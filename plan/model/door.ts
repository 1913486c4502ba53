/** How the entry lets clients in: what it speaks with them, and what it asks of them before a request reaches a tenant. */

import type { LoadBalancer } from "./gateway.ts";

/** Versions of TLS that there are ciphers and clients for; older ones are broken (RFC 8996). */
export type TlsVersion = "TLSv1.2" | "TLSv1.3";

/** Cipher suites of TLS 1.2 by OpenSSL's names, which Envoy knows them by; those of TLS 1.3 nobody can choose. */
export type Cipher =
  | "ECDHE-ECDSA-AES128-GCM-SHA256"
  | "ECDHE-RSA-AES128-GCM-SHA256"
  | "ECDHE-ECDSA-AES256-GCM-SHA384"
  | "ECDHE-RSA-AES256-GCM-SHA384"
  | "ECDHE-ECDSA-CHACHA20-POLY1305"
  | "ECDHE-RSA-CHACHA20-POLY1305";

/** The entry's own: the floor under every tenant's. */
export interface EntryTls {
  readonly minVersion: TlsVersion;
  /** Absent: the latest that Envoy speaks. */
  readonly maxVersion?: TlsVersion;
  /** In order of preference; absent: Envoy's own, which are all of these. */
  readonly ciphers?: readonly Cipher[];
}

/** A tenant's, where it wants more than the entry asks. */
export interface TenantTls {
  readonly minVersion?: TlsVersion;
  readonly ciphers?: readonly Cipher[];
}

/** Requests that each of the tenant's hosts may get through each pod of the entry; more are answered with 429. */
export interface RateLimit {
  readonly requests: number;
  readonly per: "second" | "minute";
  /** How many times as many may come at once, after a pause. */
  readonly burst: number;
}

export interface ForwardedFor {
  /** How many proxies stand one behind the other; the client is so many places from the end of the header. */
  readonly hops: number;
  readonly from: readonly string[];
}

/** What the entry does for everybody. */
export interface EntryDoor {
  /** Clients that may reach the entry; `0.0.0.0/0` and `::/0` when the file names none. */
  readonly sourceCidrs: readonly string[];
  /** Annotations of the entry's LoadBalancer Service, for the cloud's controller. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
  readonly loadBalancer?: LoadBalancer;
  readonly tls: EntryTls;
  /** Whether tenants may answer over plain HTTP as well, without a redirect to HTTPS. */
  readonly allowPlainHttp: boolean;
  /** `false`: HTTP/1.1 alone is offered in TLS. */
  readonly http2?: boolean;
  /** Set where load balancers write the client's address before each connection; `from` are theirs, and none else may connect. */
  readonly proxyProtocol?: { readonly from: readonly string[] };
  /**
   * Set where clients come by way of HTTP proxies, each of which writes whom it heard from behind what `X-Forwarded-For` has; `from` are
   * the addresses of the nearest.
   */
  readonly forwardedFor?: ForwardedFor;
}

/** What the entry does for one tenant's hosts. */
export interface Door {
  readonly tls: TenantTls;
  /** `false`: its hosts answer over plain HTTP as well, where the entry allows that. */
  readonly redirect: boolean;
  /** Clients that may reach the tenant, among those that may reach the entry; empty: all of them. */
  readonly sourceCidrs: readonly string[];
  readonly rateLimit?: RateLimit;
}
