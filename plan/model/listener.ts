/** What a gateway of the platform answers for, and how its routes are written. */

/** Hosts with one certificate: of one team, one tenant of a team's own, one purpose. */
export interface Listener {
  /** Unique in the gateway; name of its Gateway, where routes are written for the Gateway API. */
  readonly name: string;
  /** Each exact or with `*` for one label. No other listener of the gateway has them, and no tenant. */
  readonly hosts: readonly string[];
  /** TLS Secret of the gateway's namespace. Absent: they are answered over plain HTTP alone. */
  readonly secret?: string;
  /** From where routes may attach, beside the gateway's own namespace. Absent: from nowhere else. */
  readonly namespace?: string;
}

/** `ingress`: Ingresses of the gateway's class. `gateway-api`: Gateways, HTTPRoutes. */
export type RoutesAs = "ingress" | "gateway-api";
