/** The plan: every desired object of one stack, as plain data, sorted and deterministic. */
import type { AuthoritySecret } from "./authorities.ts";
import type { HorizontalPodAutoscaler } from "./autoscaling.ts";
import type { IssuedCertificate } from "./issuance.ts";
import type { Installed } from "./versions/installed.ts";
import type {
  ClusterRole,
  ClusterRoleBinding,
  CustomResourceDefinition,
  GatewayClass,
  Ingress,
  IngressClass,
  LimitRange,
  McpBridge,
  Metadata,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  ResourceQuota,
  Role,
  RoleBinding,
  ServiceAccount,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "./manifests.ts";
import type { Withheld } from "./model/domains.ts";
import type { PageServerPlan } from "./page-server.ts";
import type { PemPlace } from "./pairs.ts";
import type { PodMonitor } from "./scrape.ts";
import type { WasmPlugin } from "./plugins/object.ts";
import type { GatewayApiObject } from "./manifests/gateway-api.ts";
import type { DnsRecord } from "./records.ts";

/** A Secret whose values the program invents; the plan holds the keys only. */
export interface GeneratedSecret {
  readonly metadata: Metadata;
  readonly keys: readonly string[];
  /** Characters of those keys that have not 32. */
  readonly lengths?: Readonly<Record<string, number>>;
  /** What it has beside them that is no secret. */
  readonly known?: Readonly<Record<string, string>>;
}

/** A TLS Secret whose values the edge reads; the plan holds the places only, never a key. */
export interface PairSecret {
  readonly metadata: Metadata;
  readonly certificate: PemPlace;
  readonly key: PemPlace;
}

/** Arguments of `helm.v3.Release`, less those that are the same for every release. */
export interface ReleasePlan {
  readonly name: string;
  readonly namespace: string;
  /** Chart name, OCI reference or path, as Helm takes it. */
  readonly chart: string;
  /** Repository URL; absent for OCI and paths. */
  readonly repository?: string;
  /** Exact version; absent for a path. */
  readonly version?: string;
  /** Digests of chart and post-renderer: without them a change of either would not be seen (docs/architecture.md). */
  readonly description: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** One Higress installation and its namespace. */
export interface InstallationPlan {
  readonly id: string;
  readonly role: "entry" | "gateway" | "tenant";
  readonly namespace: Namespace;
  readonly quota: ResourceQuota;
  readonly limits: LimitRange;
  readonly networkPolicies: readonly NetworkPolicy[];
  /** What tells Prometheus of the pods; none where annotations do, or nobody reads metrics. */
  readonly podMonitors: readonly PodMonitor[];
  readonly gatewayAccount: ServiceAccount;
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
  /** Absent when the gateway has one replica: it would only block every eviction. */
  readonly disruptionBudget?: PodDisruptionBudget;
  /** Absent when the number of gateway pods is fixed. */
  readonly autoscaler?: HorizontalPodAutoscaler;
  readonly secrets: readonly GeneratedSecret[];
  readonly release: ReleasePlan;
  /** Its console; absent: it has none. */
  readonly console?: ReleasePlan;
  /** Absent when there is no registry. */
  readonly bridge?: McpBridge;
  readonly plugins: readonly WasmPlugin[];
  readonly ingresses: readonly Ingress[];
  /** Its Gateways and their routes, and grants in other namespaces; none but gateways of the platform have some. */
  readonly gatewayApi: readonly GatewayApiObject[];
}

/** What the entry holds for one tenant, beside that tenant's registry in its McpBridge. */
export interface EntryRoute {
  readonly tenant: string;
  /** One, or more where some hosts are served otherwise than the rest: an Ingress has one set of annotations. */
  readonly ingresses: readonly Ingress[];
  /** Lets the entry's gateway reach this tenant's. */
  readonly networkPolicy: NetworkPolicy;
  /** What cert-manager makes for it. */
  readonly certificates: readonly IssuedCertificate[];
  /** What the program fills from files. */
  readonly pairs: readonly PairSecret[];
  /** Authorities of its clients, as the fleet file has them. */
  readonly authorities: readonly AuthoritySecret[];
}

export interface EntryPlan extends InstallationPlan {
  /** Absent where the entry has none. */
  readonly pageServer?: PageServerPlan;
  readonly routes: readonly EntryRoute[];
}

/** Cluster-wide objects: they belong to the stack, not to a tenant's release. */
export interface BasePlan {
  readonly customResourceDefinitions: readonly CustomResourceDefinition[];
  readonly ingressClasses: readonly IngressClass[];
  /** Of gateways that serve the Gateway API. */
  readonly gatewayClasses: readonly GatewayClass[];
  readonly clusterRoles: readonly ClusterRole[];
  /** Binds whoever runs the fleet to their ClusterRole; none when only cluster administrators do. */
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
  readonly admissionPolicies: readonly ValidatingAdmissionPolicy[];
  readonly admissionPolicyBindings: readonly ValidatingAdmissionPolicyBinding[];
}

export interface TenantPlan extends InstallationPlan {
  /** Every host that leads to it: the system host, then its own. */
  readonly hosts: readonly string[];
  /** Whether none of its pods run. */
  readonly suspended: boolean;
  /** Hosts of its own that are not served. */
  readonly withheld: readonly Withheld[];
  /** What people create in DNS for them. */
  readonly records: readonly DnsRecord[];
}

export interface Plan {
  readonly environment: string;
  readonly region: string;
  /** Regions of the fleet that take no requests. Sorted. */
  readonly drained: readonly string[];
  /** Whether what must not be lost is protected from deletion; all but what `retiring` names. */
  readonly protect: boolean;
  /** Ids of gateways and tenants that are on their way out: unprotected, and otherwise as ever (retire.ts). Sorted. */
  readonly retiring: readonly string[];
  readonly installed: Installed;
  readonly base: BasePlan;
  readonly entry: EntryPlan;
  /** Sorted by id. */
  readonly gateways: readonly InstallationPlan[];
  /** Sorted by id. */
  readonly tenants: readonly TenantPlan[];
}
