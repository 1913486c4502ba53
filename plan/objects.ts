/** The plan: every desired object of one stack, as plain data, sorted and deterministic. */

export type Strings = Readonly<Record<string, string>>;

export interface Metadata {
  readonly name: string;
  /** Absent for cluster-wide kinds only. */
  readonly namespace?: string;
  readonly labels: Strings;
  readonly annotations?: Strings;
}

interface KubernetesObject<ApiVersion extends string, Kind extends string> {
  readonly apiVersion: ApiVersion;
  readonly kind: Kind;
  readonly metadata: Metadata;
}

export type Namespace = KubernetesObject<"v1", "Namespace">;

export interface ResourceQuota extends KubernetesObject<"v1", "ResourceQuota"> {
  readonly spec: { readonly hard: Strings };
}

export interface LimitRange extends KubernetesObject<"v1", "LimitRange"> {
  readonly spec: {
    readonly limits: readonly {
      readonly type: "Container";
      readonly default: Strings;
      readonly defaultRequest: Strings;
      readonly max: Strings;
    }[];
  };
}

export interface LabelSelector {
  readonly matchLabels?: Strings;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

export interface NetworkPolicyPeer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

export interface NetworkPolicyPort {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

export interface NetworkPolicy extends KubernetesObject<"networking.k8s.io/v1", "NetworkPolicy"> {
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes: readonly ("Ingress" | "Egress")[];
    /** Rules without ports allow every port; a rule never lacks its peers. */
    readonly ingress?: readonly {
      readonly from: readonly NetworkPolicyPeer[];
      readonly ports?: readonly NetworkPolicyPort[];
    }[];
    readonly egress?: readonly {
      readonly to: readonly NetworkPolicyPeer[];
      readonly ports?: readonly NetworkPolicyPort[];
    }[];
  };
}

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

export interface Role extends KubernetesObject<"rbac.authorization.k8s.io/v1", "Role"> {
  readonly rules: readonly PolicyRule[];
}

export interface ClusterRole extends KubernetesObject<"rbac.authorization.k8s.io/v1", "ClusterRole"> {
  readonly rules: readonly PolicyRule[];
}

export type Subject =
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string }
  | { readonly kind: "Group"; readonly name: string; readonly apiGroup: "rbac.authorization.k8s.io" };

interface Binding {
  readonly roleRef: {
    readonly apiGroup: "rbac.authorization.k8s.io";
    readonly kind: "Role" | "ClusterRole";
    readonly name: string;
  };
  readonly subjects: readonly Subject[];
}

export type RoleBinding = KubernetesObject<"rbac.authorization.k8s.io/v1", "RoleBinding"> & Binding;
export type ClusterRoleBinding = KubernetesObject<"rbac.authorization.k8s.io/v1", "ClusterRoleBinding"> & Binding;

export interface PodDisruptionBudget extends KubernetesObject<"policy/v1", "PodDisruptionBudget"> {
  readonly spec: { readonly minAvailable: number; readonly selector: LabelSelector };
}

export interface IngressClass extends KubernetesObject<"networking.k8s.io/v1", "IngressClass"> {
  readonly spec: { readonly controller: string };
}

export interface Ingress extends KubernetesObject<"networking.k8s.io/v1", "Ingress"> {
  readonly spec: {
    readonly ingressClassName: string;
    readonly rules: readonly {
      readonly host: string;
      readonly http: {
        readonly paths: readonly {
          readonly path: string;
          readonly pathType: "Prefix" | "Exact" | "ImplementationSpecific";
          readonly backend: IngressBackend;
        }[];
      };
    }[];
    readonly tls?: readonly { readonly hosts: readonly string[]; readonly secretName: string }[];
  };
}

export type IngressBackend =
  | { readonly service: { readonly name: string; readonly port: { readonly number: number } } }
  | {
      readonly resource: {
        readonly apiGroup: "networking.higress.io";
        readonly kind: "McpBridge";
        readonly name: "default";
      };
    };

export interface McpBridge extends KubernetesObject<"networking.higress.io/v1", "McpBridge"> {
  readonly spec: { readonly registries: readonly Readonly<Record<string, unknown>>[] };
}

export interface CustomResourceDefinition extends KubernetesObject<
  "apiextensions.k8s.io/v1",
  "CustomResourceDefinition"
> {
  readonly spec: Readonly<Record<string, unknown>>;
}

/** A Secret whose values the program invents; the plan holds the keys only. */
export interface GeneratedSecret {
  readonly metadata: Metadata;
  readonly keys: readonly string[];
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
  /** Digests of chart and post-renderer: without them a change of either would not be seen (toolchain.md). */
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
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
  readonly clusterRoleBindings: readonly ClusterRoleBinding[];
  /** Absent when the gateway has one replica: it would only block every eviction. */
  readonly disruptionBudget?: PodDisruptionBudget;
  readonly secrets: readonly GeneratedSecret[];
  readonly release: ReleasePlan;
  /** Absent when there is no registry. */
  readonly bridge?: McpBridge;
  readonly ingresses: readonly Ingress[];
}

/** What the entry holds for one tenant, beside that tenant's registry in its McpBridge. */
export interface EntryRoute {
  readonly tenant: string;
  readonly ingress: Ingress;
  /** Lets the entry's gateway reach this tenant's. */
  readonly networkPolicy: NetworkPolicy;
}

export interface EntryPlan extends InstallationPlan {
  readonly routes: readonly EntryRoute[];
}

/** Cluster-wide objects: they belong to the stack, not to a tenant's release. */
export interface BasePlan {
  readonly customResourceDefinitions: readonly CustomResourceDefinition[];
  readonly ingressClasses: readonly IngressClass[];
  readonly clusterRoles: readonly ClusterRole[];
}

export interface TenantPlan extends InstallationPlan {
  /** Every host that leads to it: the system host, then its own. */
  readonly hosts: readonly string[];
}

export interface Plan {
  readonly environment: string;
  readonly region: string;
  readonly protect: boolean;
  readonly base: BasePlan;
  readonly entry: EntryPlan;
  /** Sorted by id. */
  readonly gateways: readonly InstallationPlan[];
  /** Sorted by id. */
  readonly tenants: readonly TenantPlan[];
}
