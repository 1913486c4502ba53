/** Whom a gateway of the platform serves, and by what its clients reach it. */

export interface Serving {
  /** `own`: only its namespace. `all`: Ingresses of its class in every namespace, which means it can read every Secret of the cluster. */
  readonly watch: "own" | "all";
  /** Whether it serves Gateways and routes of the Gateway API too, in the namespaces that it watches. */
  readonly gatewayApi: boolean;
  /** In place of its own class: that of ingress-nginx, from which its Ingresses are moving. One gateway of a fleet at the most. */
  readonly ingressClass?: "nginx";
  /** Namespaces outside the fleet that its routes lead into, beside the region's `platformNamespaces`; with `watch: all` only. */
  readonly backendNamespaces: readonly string[];
  /** `cluster`: ClusterIP. `load-balancer`: an address of its own. `node-port`: a port of every node. */
  readonly exposure: "cluster" | "load-balancer" | "node-port";
  readonly ports: ServicePorts;
  readonly nodePorts: NodePorts;
  /** Annotations of its LoadBalancer Service, for the cloud's controller. */
  readonly serviceAnnotations: Readonly<Record<string, string>>;
  readonly loadBalancer?: LoadBalancer;
  /** Clients that may reach it. */
  readonly sourceCidrs: readonly string[];
}

/** Which controller gives a LoadBalancer Service its address, and which address that shall be. */
export interface LoadBalancer {
  /** `spec.loadBalancerClass`; absent: the cluster's default controller. Kubernetes lets nobody change it afterwards. */
  readonly class?: string;
  /** `spec.loadBalancerIP`, where the controller knows it; absent: one that it picks. */
  readonly address?: string;
}

/** What clients dial, on its Service; `false`: nobody can. Its pods have 80 and 443 whatever stands here. */
export interface ServicePorts {
  readonly http: number | false;
  readonly https: number | false;
}

/** The same on every node, where the Service is open there; absent: the cluster picks one. */
export interface NodePorts {
  readonly http?: number;
  readonly https?: number;
}
