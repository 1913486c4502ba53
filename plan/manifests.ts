/** Kubernetes objects as the plan writes them: the fields the program sets, and no others. */

export type Strings = Readonly<Record<string, string>>;

export interface Metadata {
  readonly name: string;
  /** Absent for cluster-wide kinds only. */
  readonly namespace?: string;
  readonly labels: Strings;
  readonly annotations?: Strings;
}

export interface KubernetesObject<ApiVersion extends string, Kind extends string> {
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
  /** Absent: objects of every name. */
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export interface ServiceAccount extends KubernetesObject<"v1", "ServiceAccount"> {
  readonly automountServiceAccountToken: boolean;
}

export interface Role extends KubernetesObject<"rbac.authorization.k8s.io/v1", "Role"> {
  readonly rules: readonly PolicyRule[];
}

export interface ClusterRole extends KubernetesObject<"rbac.authorization.k8s.io/v1", "ClusterRole"> {
  readonly rules: readonly PolicyRule[];
}

export type Subject =
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string }
  | { readonly kind: "Group" | "User"; readonly name: string; readonly apiGroup: "rbac.authorization.k8s.io" };

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
  readonly spec: { readonly maxUnavailable: number; readonly selector: LabelSelector };
}

export interface IngressClass extends KubernetesObject<"networking.k8s.io/v1", "IngressClass"> {
  readonly spec: { readonly controller: string };
}

export interface GatewayClass extends KubernetesObject<"gateway.networking.k8s.io/v1", "GatewayClass"> {
  readonly spec: { readonly controllerName: string };
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

export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

export interface ValidatingAdmissionPolicy extends KubernetesObject<
  "admissionregistration.k8s.io/v1",
  "ValidatingAdmissionPolicy"
> {
  readonly spec: {
    readonly failurePolicy: "Fail";
    readonly matchConstraints: {
      readonly resourceRules: readonly {
        readonly apiGroups: readonly string[];
        readonly apiVersions: readonly string[];
        readonly resources: readonly string[];
        readonly operations: readonly string[];
      }[];
    };
    readonly matchConditions: readonly MatchCondition[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly validations: readonly {
      readonly expression: string;
      readonly message: string;
      readonly messageExpression?: string;
      readonly reason: "Forbidden";
    }[];
  };
}

export interface ValidatingAdmissionPolicyBinding extends KubernetesObject<
  "admissionregistration.k8s.io/v1",
  "ValidatingAdmissionPolicyBinding"
> {
  readonly spec: {
    readonly policyName: string;
    readonly validationActions: readonly ["Deny"];
    /** Absent: every namespace, and what lies in none. */
    readonly matchResources?: { readonly namespaceSelector: LabelSelector };
  };
}
