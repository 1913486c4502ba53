/** Lawful objects of tenant `acme` (fleets/test.yaml), to be spoiled by vectors. */
import type { Manifest } from "./vector.ts";

/** What every Ingress of the tenant may have, under another name than the program's own. */
export const ingress = (spec: object, metadata: object = {}): Manifest => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { name: "tried", namespace: "acme-gateway", ...metadata },
  spec: { ingressClassName: "higress-acme", ...spec },
});

const paths = [{ path: "/", pathType: "Prefix", backend: { service: { name: "storefront", port: { number: 8080 } } } }];

/** A rule that leads to a Service of the tenant; without a host when there is none. */
export const rule = (host?: string) => ({ ...(host !== undefined && { host }), http: { paths } });

/** An Ingress for hosts of which none needs to be the tenant's. */
export const ingressFor = (...hosts: readonly string[]): Manifest => ingress({ rules: hosts.map(rule) });
