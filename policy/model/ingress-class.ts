/** Value of a release that says which Ingresses its controller serves. */
export const ingressClassPath = "global.ingressClass";

/**
 * Without a class the controller serves every Ingress of the cluster; with `nginx` those without a class too
 * (reference: higress ingressv1/controller.go). Null removes the chart's default.
 */
export const isCatchAll = (ingressClass: unknown): boolean =>
  typeof ingressClass !== "string" || ["", "nginx"].includes(ingressClass.trim());
