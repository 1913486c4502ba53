/**
 * What the rules must know of the fleet and cannot learn from the resources alone: who owns what.
 * It reaches the pack as policy configuration (`--policy-pack-config`), generated from the fleet file.
 */

/** The policy in whose configuration they stand. */
export const briefingId = "fleet-facts";
/** The one level at which the SDK asks a policy before it mends, judges a resource or judges the stack. */
export const briefingLevel = "remediate";

export interface Facts {
  readonly environment: string;
  /** What the environment is for, `prod` or `test`: its floor counts where the environment has none of its own. Absent: nobody says. */
  readonly profile?: string;
  readonly region: string;
  readonly domain: string;
  readonly dnsDomain: string;
  /** Pod and service networks and the API server: no allowance may reach into them by address. */
  readonly clusterCidrs: readonly string[];
  /** The API server's among them, which controllers call by address. */
  readonly apiServerCidrs: readonly string[];
  readonly platformNamespaces: readonly string[];
  /** Whose pods may read the metrics of gateways and controllers; absent: nobody's. */
  readonly monitoring?: MonitoringFacts;
  /** What the cluster has for all quotas together, as Kubernetes quantities; absent: nobody says. */
  readonly capacity?: { readonly cpu: string; readonly memory: string; readonly pods?: string };
  /** The environment's namespaces, roots of tenants' data, are protected from deletion. */
  readonly protect: boolean;
  /** Ids of gateways and tenants that are on their way out, and so are not protected any more. Absent: none. */
  readonly retiring?: readonly string[];
  /** User name of cert-manager's account, which may write TLS Secrets beside the entry; absent: nobody's may. */
  readonly certManager?: string;
  readonly chart: ChartFacts;
  /** Registry that holds the images; absent: those of the chart. */
  readonly hub?: string;
  /** Registries that plugins may come from besides; absent: there are none. */
  readonly pluginRegistries?: readonly string[];
  /** Who runs `pulumi up`: exempt from what binds tenants. */
  readonly platform: { readonly groups: readonly string[]; readonly users: readonly string[] };
  readonly entry: InstallationFacts;
  readonly gateways: readonly (PinnedFacts & {
    readonly watch: "own" | "all";
    readonly exposure: "cluster" | "load-balancer" | "node-port";
    /** Namespaces outside the fleet that its pods may call, on every port. */
    readonly backendNamespaces: readonly string[];
    /** Those of its pods that clients are let in by: 80, 443 or both. */
    readonly ports: readonly number[];
    /** Hosts that it answers for, and whose routes may; absent: whatever its users give it. */
    readonly listeners?: readonly ListenerFacts[];
    /** Class of the Gateway API that it serves; absent: it does not. */
    readonly gatewayClass?: string;
  })[];
  readonly tenants: readonly TenantFacts[];
  readonly waivers: readonly Waiver[];
}

export interface ListenerFacts {
  readonly hosts: readonly string[];
  /** Whose routes may attach, beside its own namespace's; absent: nobody's. */
  readonly namespace?: string;
}

/** Whoever is not the entry: they may have another chart than the fleet's, and a console. */
export interface PinnedFacts extends InstallationFacts {
  readonly chart?: ChartFacts;
  readonly console?: ConsoleFacts;
}

/** Who may reach a console. */
export interface ConsoleFacts {
  /** Blocks of addresses outside the cluster. */
  readonly sourceCidrs: readonly string[];
  /** Namespaces of the platform. */
  readonly namespaces: readonly string[];
}

export interface TenantFacts extends PinnedFacts {
  readonly hosts: readonly string[];
  /** Those of its hosts that must not be served, since nobody has proven whose they are. Absent: there are none. */
  readonly withheld?: readonly string[];
  /** TLS Secrets of the entry's namespace that are this tenant's, with the names on each certificate. */
  readonly certificates: readonly {
    readonly secret: string;
    readonly names: readonly string[];
    /** Secret with the authority that has signed the certificates of its hosts' clients; absent: these show none. */
    readonly clientAuthority?: string;
    /** The stack fills that Secret with the authority. */
    readonly fillsAuthority?: boolean;
    /** The stack fills the Secret from files, and can do so again. */
    readonly fromFile?: boolean;
    /** Issuer of cert-manager that signs it; absent: the Secret comes otherwise. */
    readonly issuer?: { readonly name: string; readonly kind: "ClusterIssuer" | "Issuer" };
  }[];
  /** Registries it may ask; `server` is a name or an address, `namespace` that of Nacos or Consul. */
  readonly registries: readonly {
    readonly name: string;
    readonly type: string;
    readonly server?: string;
    readonly namespace?: string;
    /** Networks that answer for the registry's names, since a NetworkPolicy knows no names. */
    readonly cidrs: readonly string[];
  }[];
  /** What is open to its gateway pods beyond what every tenant has: who may call them, and whom they may call. */
  readonly network: {
    readonly ingress: readonly AllowanceFacts[];
    readonly egress: readonly AllowanceFacts[];
  };
  /** None of its pods run for now, and it has no autoscaler and no disruption budget. Absent: they run. */
  readonly suspended?: boolean;
  /** Address of the page that the entry sends its clients to for now. Absent: its gateway answers. */
  readonly maintenance?: string;
  /** The page server answers its clients for now, by routes with this SHA-256 of their JSON. Absent: it does not. */
  readonly answered?: string;
  /** Groups of the identity provider that have access to its namespace. */
  readonly groups: readonly string[];
  /** What its routes at the entry hold clients to, beyond what holds for every tenant's. */
  readonly door?: DoorFacts;
}

export interface DoorFacts {
  /** Oldest version of TLS. */
  readonly minTls: "TLSv1.2" | "TLSv1.3";
  /** Whether its hosts may answer over plain HTTP too. */
  readonly plainHttp: boolean;
  /** Networks of the only clients that may come; empty: everybody. */
  readonly sourceCidrs: readonly string[];
  /** The most requests; absent: any number. */
  readonly rateLimit?: { readonly requests: number; readonly per: "second" | "minute"; readonly burst: number };
  /** Headers in lower case that say who a client is, which no client may write. Absent: there are none. */
  readonly identityHeaders?: readonly string[];
  /** Header in lower case in which the entry says a client's address, over whatever stands there. Absent: in none. */
  readonly addressHeader?: string;
}

export interface MonitoringFacts {
  /** One of the platform's namespaces. */
  readonly namespace: string;
  /** Labels that its pods must have for it; none: every pod there. */
  readonly pods: Readonly<Record<string, string>>;
}

export interface AllowanceFacts {
  /** A block of addresses outside the cluster, or one of the platform's namespaces. */
  readonly peer: { readonly cidr: string } | { readonly namespace: string };
  readonly protocol: "TCP" | "UDP";
  readonly ports: readonly number[];
}

/** An exception from one rule, granted by the platform and never by what it is granted to. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** Whose findings: of one tenant, one namespace or one resource. */
  readonly scope: { readonly tenant: string } | { readonly namespace: string } | { readonly urn: string };
  readonly reason: string;
  /** Who answers for it: a mail address or a chat channel. */
  readonly owner: string;
  /** Last day, `2026-12-31`; at most 90 days ahead. */
  readonly expires: string;
}

/** As the release has it: a chart's name, an OCI reference, or a path. */
export interface ChartFacts {
  readonly name: string;
  readonly repository?: string;
  readonly version?: string;
}

export interface InstallationFacts {
  readonly id: string;
  readonly namespace: string;
  readonly ingressClass: string;
  /** What runs beside its gateway, as its owner asked; absent: nothing. */
  readonly servers?: readonly Server[];
}

/** `page-server`: of the entry alone; it answers for tenants that are away. */
export type Server = "plugin-server" | "redis" | "page-server";
