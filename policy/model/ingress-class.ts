/** Which Ingresses a controller takes. */
import { nginxClass } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { annotation } from "./annotations.ts";
import { isIngress } from "./kinds.ts";
import { installations, namespaceOf, type Installation } from "./ownership.ts";
import { at, text } from "./shape.ts";

/** Names the class of an Ingress too, and wins over the field (in the place below). */
export const legacyClass = "kubernetes.io/ingress.class";

/** Value of a release that says which Ingresses its controller serves. */
export const ingressClassPath = "global.ingressClass";

/**
 * Without a class the controller serves every Ingress of the cluster; with `nginx` those without a class too
 * (higress v2.2.4, pkg/ingress/kube/ingressv1/controller.go:1286-1340). Null removes the chart's default.
 */
export const isCatchAll = (ingressClass: unknown): boolean =>
  typeof ingressClass !== "string" || ["", nginxClass].includes(ingressClass.trim());

/** Whether the release is that of the one gateway which takes over from ingress-nginx; where the facts name two, neither is. */
export function takesOverNginx(release: Resource, ingressClass: unknown, facts: Facts): boolean {
  if (ingressClass !== nginxClass) return false;
  const [first, ...others] = [...installations(facts).values()].filter((one) => one.ingressClass === nginxClass);
  return first?.role === "gateway" && others.length === 0 && first.namespace === namespaceOf(release);
}

/** The gateway that looks into all namespaces and serves the Ingress's class, or Ingresses without one. */
export function servingFromAfar(resource: Resource, facts: Facts): Installation | undefined {
  if (!isIngress(resource)) return undefined;
  const named = annotation(resource, legacyClass) ?? text(at(resource.props, "spec", "ingressClassName")) ?? "";
  const served = named === "" ? nginxClass : named;
  const gateway = facts.gateways.find(({ ingressClass, watch }) => watch === "all" && ingressClass === served);
  return gateway && { ...gateway, role: "gateway" };
}
