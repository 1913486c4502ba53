/** Objects of the Gateway API as the plan writes them, v1 of its standard channel: the fields the program sets, and no others. */
import type { KubernetesObject, LabelSelector } from "../manifests.ts";

type ApiVersion = "gateway.networking.k8s.io/v1";

export interface ApiListener {
  /** Unique in its Gateway; routes name it. */
  readonly name: string;
  /** Exact, or `*.` in front for any number of labels. */
  readonly hostname: string;
  /** One of the gateway's Service. */
  readonly port: number;
  readonly protocol: "HTTP" | "HTTPS";
  readonly tls?: { readonly mode: "Terminate"; readonly certificateRefs: readonly { readonly name: string }[] };
  readonly allowedRoutes: {
    readonly namespaces: { readonly from: "Same" } | { readonly from: "Selector"; readonly selector: LabelSelector };
  };
}

export interface ApiGateway extends KubernetesObject<ApiVersion, "Gateway"> {
  readonly spec: { readonly gatewayClassName: string; readonly listeners: readonly ApiListener[] };
}

/** The listener of a Gateway of the route's namespace. */
export interface ParentReference {
  readonly name: string;
  readonly sectionName: string;
}

export interface BackendReference {
  readonly name: string;
  /** Absent: the route's. */
  readonly namespace?: string;
  readonly port: number;
  /** Of the sum of all; absent beside no other. */
  readonly weight?: number;
}

/** A whole value, or a regular expression (RE2) that it fits from end to end. */
export interface ConditionOn {
  readonly type: "Exact" | "RegularExpression";
  readonly name: string;
  readonly value: string;
}

/** All of it must be so. */
export interface Conditions {
  readonly method?: string;
  readonly headers?: readonly ConditionOn[];
  readonly queryParams?: readonly ConditionOn[];
}

export interface HttpMatch extends Conditions {
  readonly path: { readonly type: "Exact" | "PathPrefix" | "RegularExpression"; readonly value: string };
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

export interface HeaderModifier {
  readonly set?: readonly NamedValue[];
  readonly add?: readonly NamedValue[];
  readonly remove?: readonly string[];
}

export type PathModifier =
  | { readonly type: "ReplacePrefixMatch"; readonly replacePrefixMatch: string }
  | { readonly type: "ReplaceFullPath"; readonly replaceFullPath: string };

export type HttpFilter =
  | { readonly type: "RequestHeaderModifier"; readonly requestHeaderModifier: HeaderModifier }
  | { readonly type: "ResponseHeaderModifier"; readonly responseHeaderModifier: HeaderModifier }
  | {
      readonly type: "RequestMirror";
      readonly requestMirror: { readonly backendRef: BackendReference; readonly percent: number };
    }
  | {
      readonly type: "RequestRedirect";
      readonly requestRedirect: {
        readonly scheme: "https";
        /** Absent: the one that the client asked. */
        readonly hostname?: string;
        /** Absent: the scheme's. */
        readonly port?: number;
        /** Absent: the one that the client asked. */
        readonly path?: PathModifier;
        readonly statusCode: number;
      };
    }
  | {
      readonly type: "URLRewrite";
      readonly urlRewrite: { readonly hostname?: string; readonly path?: PathModifier };
    };

export interface HttpRule {
  readonly matches: readonly HttpMatch[];
  readonly filters?: readonly HttpFilter[];
  /** None beside a redirect. */
  readonly backendRefs?: readonly BackendReference[];
  /** As a duration, `30s`. */
  readonly timeouts?: { readonly request: string };
}

export interface HttpRoute extends KubernetesObject<ApiVersion, "HTTPRoute"> {
  readonly spec: {
    readonly parentRefs: readonly ParentReference[];
    readonly hostnames: readonly string[];
    readonly rules: readonly HttpRule[];
  };
}

/** Every method of a service, or one of them; absent: everything. */
export interface GrpcMatch {
  readonly method?: { readonly type: "Exact"; readonly service: string; readonly method?: string };
  readonly headers?: readonly ConditionOn[];
}

export interface GrpcRoute extends KubernetesObject<ApiVersion, "GRPCRoute"> {
  readonly spec: {
    readonly parentRefs: readonly ParentReference[];
    readonly hostnames: readonly string[];
    readonly rules: readonly {
      readonly matches?: readonly GrpcMatch[];
      /** Changes of headers alone. */
      readonly filters?: readonly HttpFilter[];
      readonly backendRefs: readonly BackendReference[];
    }[];
  };
}

/**
 * Lets routes of one namespace lead to one Service of its own. In v1beta1, which Higress reads; v1 came with Gateway API v1.5, and the
 * CRDs of older charts have this alone.
 */
export interface ReferenceGrant extends KubernetesObject<"gateway.networking.k8s.io/v1beta1", "ReferenceGrant"> {
  readonly spec: {
    readonly from: readonly {
      readonly group: "gateway.networking.k8s.io";
      readonly kind: (HttpRoute | GrpcRoute)["kind"];
      readonly namespace: string;
    }[];
    readonly to: readonly { readonly group: ""; readonly kind: "Service"; readonly name: string }[];
  };
}

/** What stands in a gateway's own namespace, but for grants, which stand where the Service does. */
export type GatewayApiObject = ApiGateway | HttpRoute | GrpcRoute | ReferenceGrant;
