/** The world of world.ts, and in it a console of tenant `acme` as the program registers it. */
import type { Facts } from "../../policy/facts.ts";
import { change, type Sketch } from "./harness.ts";
import { facts, pick, replace, world } from "./world.ts";

const site = { id: "acme", role: "tenant", namespace: "acme-gateway", ingressClass: "higress-acme" } as const;
const { namespace } = site;
const account = { kind: "ServiceAccount", name: "higress-console", namespace };
const rbac = "rbac.authorization.k8s.io";
const pods = {
  matchLabels: { "app.kubernetes.io/name": "higress-console", "app.kubernetes.io/instance": "higress-console" },
};
const controllers = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };
const byName = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const compute = { cpu: "500m", memory: "1Gi" };

/** Who may reach it, by the fleet file. */
export const consoleFacts = (change: Partial<Facts["tenants"][number]> = {}): Facts =>
  facts({
    tenants: facts().tenants.map((tenant) =>
      tenant.id === "acme"
        ? { ...tenant, console: { sourceCidrs: ["192.0.2.0/24"], namespaces: ["monitoring"] }, ...change }
        : tenant,
    ),
  });

const like = (name: string, thing: string, props: Sketch["props"]): Sketch => {
  const sketch = pick(name);
  return { ...sketch, name: `acme.${thing}`, props: { ...sketch.props, ...props } };
};

const labels = (pick("acme.quota").props.metadata as { readonly labels: unknown }).labels;
const metadata = (name: string) => ({ name, namespace, labels });

export const consoleRelease: Sketch = {
  ...like("acme.release", "console", {
    name: "higress-console",
    chart: "higress-console",
    values: {
      global: {
        ingressClass: site.ingressClass,
        watchNamespace: namespace,
        proxy: { clusterDomain: "cluster.local" },
        hub: "registry.example.com/mirror",
      },
      image: { repository: "registry.example.com/mirror/higress/console" },
      resources: { requests: compute, limits: compute },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    },
  }),
  protect: false,
};

/** Beside its release. */
export const consoleObjects: readonly Sketch[] = [
  like("acme.controller-role", "role.console", {
    metadata: metadata("higress-console"),
    rules: [
      { apiGroups: [""], resources: ["secrets"], resourceNames: ["higress-console"], verbs: ["get"] },
      { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["get", "list", "create", "update"] },
    ],
  }),
  like("acme.controller-binding", "binding.console", {
    metadata: metadata("higress-console"),
    roleRef: { apiGroup: rbac, kind: "Role", name: "higress-console" },
    subjects: [account],
  }),
  {
    ...pick("acme.quota"),
    type: "kubernetes:core/v1:Secret",
    name: "acme.secret.higress-console",
    props: { apiVersion: "v1", kind: "Secret", metadata: metadata("higress-console") },
  },
  like("acme.network.dns", "network.console", {
    metadata: metadata("console"),
    spec: {
      podSelector: pods,
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ ipBlock: { cidr: "192.0.2.0/24" } }, byName("monitoring")], ports: tcp(8080) }],
      egress: [
        { to: [{ podSelector: controllers }], ports: tcp(15014) },
        { to: [{ ipBlock: { cidr: "10.2.0.1/32" } }], ports: tcp(443, 6443) },
      ],
    },
  }),
  like("acme.network.dns", "network.controller-console", {
    metadata: metadata("controller-console"),
    spec: {
      podSelector: controllers,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: pods }], ports: tcp(15014) }],
    },
  }),
];

/** Room for it and what a rollout adds. */
const quota = ["requests.cpu", "limits.cpu", "requests.memory", "limits.memory", "pods"].reduce(
  (sketch, key) => change(sketch, `spec.hard["${key}"]`, key === "pods" ? "8" : key.endsWith("cpu") ? "11" : "18Gi"),
  pick("acme.quota"),
);

export const consoleWorld = (...instead: readonly Sketch[]): readonly Sketch[] =>
  instead.reduce<readonly Sketch[]>(
    (all, one) => replace(all, one.name ?? "", one),
    [...replace(world(), "acme.quota", quota), ...consoleObjects, consoleRelease],
  );
