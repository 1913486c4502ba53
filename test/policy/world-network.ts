/** NetworkPolicies of the world: exactly the flows that plan/network allows. */
import type { Sketch } from "./harness.ts";
import { object } from "./world-installation.ts";
import type { Site } from "./world-installation.ts";

const pods = (labels: Readonly<Record<string, string>>) => ({ podSelector: { matchLabels: labels } });
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));

const controller = { app: "higress-controller", higress: "higress-controller" };
const gateway = ({ namespace }: Site) => ({ app: "higress-gateway", higress: `${namespace}-higress-gateway` });

const policy = (site: Site, name: string, spec: Readonly<Record<string, unknown>>): Sketch =>
  object(site, `network.${name}`, ["networking.k8s.io/v1", "NetworkPolicy", name], { spec });

const entryPods = { app: "higress-gateway", higress: "higress-system-higress-gateway" };
const world = [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }];

export function networkPolicies(site: Site): Sketch[] {
  const clients = site.role === "tenant" ? [{ ...inNamespace("higress-system"), ...pods(entryPods) }] : world;
  return [
    policy(site, "default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }),
    policy(site, "dns", {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ...inNamespace("kube-system"), ...pods({ "k8s-app": "kube-dns" }) }],
          ports: [{ protocol: "UDP", port: 53 }, ...tcp(53)],
        },
      ],
    }),
    policy(site, "gateway", {
      ...pods(gateway(site)),
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: clients, ports: site.role === "tenant" ? tcp(80) : tcp(80, 443) },
        { from: [inNamespace("monitoring")], ports: tcp(15020) },
      ],
      egress: [{ to: [pods(controller)], ports: tcp(15012) }],
    }),
    policy(site, "controller", {
      ...pods(controller),
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        { from: [pods(gateway(site))], ports: tcp(15012) },
        { from: [inNamespace("monitoring")], ports: tcp(15014) },
      ],
      egress: [{ to: [{ ipBlock: { cidr: "10.2.0.1/32" } }], ports: tcp(6443) }],
    }),
  ];
}

/** Lets the entry's gateway reach one tenant's. */
export const toTenant = (tenant: Site): Sketch => {
  const name = `to-${tenant.id}`;
  const labels = { "higress-fleet.io/tenant": tenant.id };
  const from: Site = { id: "entry", role: "entry", namespace: "higress-system", ingressClass: "higress-entry" };
  return object(from, name, ["networking.k8s.io/v1", "NetworkPolicy", name], {
    metadata: { name, namespace: from.namespace, labels },
    spec: {
      ...pods(entryPods),
      policyTypes: ["Egress"],
      egress: [{ to: [{ ...inNamespace(tenant.namespace), ...pods(gateway(tenant)) }], ports: tcp(80) }],
    },
  });
};

/** Ways to a registry's networks, and to what the tenant's file allows. */
export const declaredWays = (
  tenant: Site,
  ways: Readonly<Record<"registry" | "allowance", { readonly cidr: string; readonly ports: readonly number[] }>>,
): Sketch[] => {
  const egress = ({ cidr, ports }: { readonly cidr: string; readonly ports: readonly number[] }) => ({
    policyTypes: ["Egress"],
    egress: [{ to: [{ ipBlock: { cidr } }], ports: tcp(...ports) }],
  });
  return [
    policy(tenant, "registries", { ...pods(controller), ...egress(ways.registry) }),
    policy(tenant, "allowed-egress", { ...pods(gateway(tenant)), ...egress(ways.allowance) }),
  ];
};
