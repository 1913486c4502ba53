import { extended, set, type Mutations, type Place } from "./mutation.ts";

export const entry = ({ facts, one, other, host, release, route }: Place): Mutations => ({
  "host-required": set(route, "spec.defaultBackend", {
    resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
  }),
  "host-exclusive": extended(`Ingress ${facts.entry.namespace}/${other.id}`, "spec.tls", {
    hosts: [`${host}.`],
    secretName: `${other.id}-tls`,
  }),
  "host-owner-matches": set(`Ingress ${one.namespace}`, "spec.rules[0].host", "shop.example.org"),
  "tls-required-and-redirect": set(route, 'metadata.annotations["higress.io/ssl-redirect"]', "false"),
  "host-isolation-values": set(release, "values.gateway.service", undefined),
});
