/** Gateways and routes of the Gateway API: listeners, what binds to them, and where routes lead. */
import type { Resource } from "../rule.ts";
import { fold } from "./hosts.ts";
import { isGateway, isGatewayApi, isListenerSet } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { at, list, record, text, type Tree } from "./shape.ts";

/**
 * Controllers of the class `higress`; one of another class adds its name (higress v2.2.4,
 * pkg/ingress/kube/gateway/istio/deploymentcontroller.go:52-77).
 */
export const controllerOf = (className: string): string =>
  className === defaultClass ? controller : `${controller}-${className}`;
const controller = "higress.io/gateway-controller";
export const defaultClass = "higress";

export const holdsListeners = (resource: Resource): boolean => isGateway(resource) || isListenerSet(resource);

export interface Listener {
  readonly listener: Tree;
  /** `spec.listeners[0]` */
  readonly path: string;
  /** Folded; empty where none is named. */
  readonly host: string;
}

export const listenersOf = (resource: Resource): readonly Listener[] =>
  list(at(resource.props, "spec", "listeners")).map((each, index) => {
    const listener = record(each);
    return { listener, path: `spec.listeners[${index}]`, host: fold(text(listener.hostname) ?? "") };
  });

/** Routes of every protocol, those included that know no hosts. */
export const isAnyRoute = (resource: Resource): boolean => isGatewayApi(resource) && resource.kind.endsWith("Route");

/** `<namespace>/<name>` */
export const placeOf = (resource: Resource): string =>
  `${namespaceOf(resource) ?? ""}/${text(at(resource.props, "metadata", "name")) ?? ""}`;

export interface Reference {
  readonly reference: Tree;
  /** `spec.rules[0].backendRefs[0]` */
  readonly path: string;
}

export const parentsOf = (route: Resource): readonly Reference[] =>
  list(at(route.props, "spec", "parentRefs")).map((reference, index) => ({
    reference: record(reference),
    path: `spec.parentRefs[${index}]`,
  }));

export interface RouteRule {
  readonly rule: Tree;
  /** `spec.rules[0]` */
  readonly path: string;
}

export const rulesOf = (route: Resource): readonly RouteRule[] =>
  list(at(route.props, "spec", "rules")).map((rule, index) => ({ rule: record(rule), path: `spec.rules[${index}]` }));

/** Backends among which the weights share a rule's requests. */
export const backendsOf = ({ rule, path }: RouteRule): readonly Reference[] =>
  list(rule.backendRefs).map((reference, index) => ({
    reference: record(reference),
    path: `${path}.backendRefs[${index}]`,
  }));

/** Whoever gets a copy of requests, of a rule or of one of its backends. */
export function mirrorsOf(rule: RouteRule): readonly Reference[] {
  const places = [
    { tree: rule.rule, path: rule.path },
    ...backendsOf(rule).map(({ reference, path }) => ({ tree: reference, path })),
  ];
  return places.flatMap(({ tree, path }) =>
    list(tree.filters).flatMap((filter, index) => {
      const mirror = record(filter).requestMirror;
      if ((mirror ?? undefined) === undefined) return [];
      return [
        { reference: record(record(mirror).backendRef), path: `${path}.filters[${index}].requestMirror.backendRef` },
      ];
    }),
  );
}

/** Namespace that a reference leads to: that of the object itself where it names none. */
export const targetNamespace = ({ namespace }: Tree, resource: Resource): string =>
  text(namespace) ?? namespaceOf(resource) ?? "";
