import { added, extended, set, type Mutations, type Place } from "./mutation.ts";

export const network = ({ facts, one, release }: Place): Mutations => ({
  "netpol-default-deny": {
    mutate: set(`NetworkPolicy ${one.namespace}/default-deny`, "spec.ingress", [
      { from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": facts.entry.namespace } } }] },
    ]),
    // The entry is let through to more than the gateway.
    also: ["netpol-connectivity-matrix"],
  },
  "netpol-policytypes-explicit": set(`NetworkPolicy ${one.namespace}/default-deny`, "spec.policyTypes", undefined),
  "netpol-no-open-peer": {
    mutate: set(`NetworkPolicy ${one.namespace}/controller`, "spec.ingress[0].from", undefined),
    also: ["netpol-connectivity-matrix"],
  },
  // The gateway that was meant is not among them any more.
  "netpol-trusted-selectors": {
    mutate: set(`NetworkPolicy ${one.namespace}/controller`, "spec.ingress[0].from[0].namespaceSelector", {
      matchLabels: { type: "monitoring" },
    }),
    also: ["netpol-connectivity-matrix"],
  },
  "netpol-cidr-safe": {
    mutate: extended(`NetworkPolicy ${one.namespace}/controller`, "spec.egress", {
      to: [{ ipBlock: { cidr: "100.64.0.0/10" } }],
      ports: [{ protocol: "TCP", port: 443 }],
    }),
    also: ["netpol-egress-coherent"],
  },
  // 15010 hands out routes and tokens to whoever asks.
  "netpol-connectivity-matrix": extended(`NetworkPolicy ${one.namespace}/controller`, "spec.ingress", {
    from: facts.platformNamespaces.map((name) => ({
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
    })),
    ports: [{ protocol: "TCP", port: 15010 }],
  }),
  "netpol-egress-coherent": extended(`NetworkPolicy ${one.namespace}/controller`, "spec.egress", {
    to: [{ ipBlock: { cidr: "192.0.2.248/29" } }],
    ports: [{ protocol: "TCP", port: 8848 }],
  }),
  // The pods of the entry are let in, which write no addresses.
  "proxy-protocol-peers": set(release, "values.global.enableProxyProtocol", true),
  "service-exposure": added(
    "Service",
    { name: "shop", namespace: one.namespace },
    { type: "NodePort", ports: [{ port: 80 }] },
  ),
});
