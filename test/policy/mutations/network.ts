import { added, extended, set, type Mutations, type Place } from "./mutation.ts";

export const network = ({ facts, one }: Place): Mutations => ({
  "netpol-default-deny": set(`NetworkPolicy ${one.namespace}/default-deny`, "spec.ingress", [
    { from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": facts.entry.namespace } } }] },
  ]),
  "netpol-policytypes-explicit": set(`NetworkPolicy ${one.namespace}/default-deny`, "spec.policyTypes", undefined),
  "netpol-no-open-peer": set(`NetworkPolicy ${one.namespace}/controller`, "spec.ingress[0].from", undefined),
  "netpol-trusted-selectors": set(
    `NetworkPolicy ${one.namespace}/controller`,
    "spec.ingress[0].from[0].namespaceSelector",
    {
      matchLabels: { type: "monitoring" },
    },
  ),
  "netpol-cidr-safe": extended(`NetworkPolicy ${one.namespace}/controller`, "spec.egress", {
    to: [{ ipBlock: { cidr: "100.64.0.0/10" } }],
    ports: [{ protocol: "TCP", port: 443 }],
  }),
  "service-exposure": added(
    "Service",
    { name: "shop", namespace: one.namespace },
    { type: "NodePort", ports: [{ port: 80 }] },
  ),
});
