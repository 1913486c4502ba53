import { expect } from "chai";
import { objects, render, type Manifest, type Values } from "./helm.ts";

const namespace = "acme-gateway";

const rendered = (values: Values = {}): readonly Manifest[] => objects(render(values, namespace));

const id = ({ apiVersion, kind, metadata }: Manifest): string => `${apiVersion} ${kind} ${metadata.name}`;

const ids = (values: Values = {}): readonly string[] => rendered(values).map(id).sort();

/** Everything chart 2.2.4 renders without values, less what the console's chart adds. */
const always = [
  "apps/v1 Deployment higress-controller",
  "apps/v1 Deployment higress-gateway",
  "networking.istio.io/v1alpha3 EnvoyFilter higress-gateway-global-custom-response",
  "networking.k8s.io/v1 IngressClass higress",
  "rbac.authorization.k8s.io/v1 ClusterRole higress-controller-acme-gateway",
  "rbac.authorization.k8s.io/v1 ClusterRole higress-gateway-acme-gateway",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding higress-controller-acme-gateway",
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding higress-gateway-acme-gateway",
  "rbac.authorization.k8s.io/v1 Role higress-controller",
  "rbac.authorization.k8s.io/v1 Role higress-gateway",
  "rbac.authorization.k8s.io/v1 RoleBinding higress-controller",
  "rbac.authorization.k8s.io/v1 RoleBinding higress-gateway",
  "v1 ConfigMap higress-config",
  "v1 Service higress-controller",
  "v1 Service higress-gateway",
  "v1 ServiceAccount higress-controller",
  "v1 ServiceAccount higress-gateway",
];

const clusterWide = ["ClusterRole", "ClusterRoleBinding", "IngressClass"];

describe("the stand-in's objects", function () {
  this.timeout(30_000);

  it("are the real chart's seventeen without values", () => {
    expect(ids()).to.deep.equal(always);
  });

  it("are in the release's namespace, unless they belong to the cluster", () => {
    const wrong = rendered().filter(({ kind, metadata }) =>
      clusterWide.includes(kind) ? metadata.namespace !== undefined : metadata.namespace !== namespace,
    );
    expect(wrong.map(id)).to.deep.equal([]);
  });

  it("carry the chart's labels", () => {
    const byName = new Map(rendered().map((manifest) => [id(manifest), manifest.metadata.labels]));
    expect(byName.get("apps/v1 Deployment higress-gateway")).to.deep.equal({
      app: "higress-gateway",
      higress: "acme-gateway-higress-gateway",
      "app.kubernetes.io/managed-by": "Helm",
      "app.kubernetes.io/name": "higress-gateway",
      "app.kubernetes.io/version": "2.2.4",
      "helm.sh/chart": "higress-core-2.2.4",
    });
    expect(byName.get("apps/v1 Deployment higress-controller")).to.deep.equal({
      app: "higress-controller",
      higress: "higress-controller",
      "app.kubernetes.io/managed-by": "Helm",
      "app.kubernetes.io/name": "higress-controller",
      "app.kubernetes.io/version": "2.2.4",
      "helm.sh/chart": "higress-core-2.2.4",
    });
  });

  const optional: readonly { when: string; values: Values; adds: readonly string[]; drops?: readonly string[] }[] = [
    {
      when: "gateway.kind is DaemonSet",
      values: { gateway: { kind: "DaemonSet" } },
      adds: ["apps/v1 DaemonSet higress-gateway"],
      drops: ["apps/v1 Deployment higress-gateway"],
    },
    {
      when: "gateway.autoscaling.enabled",
      values: { gateway: { autoscaling: { enabled: true } } },
      adds: ["autoscaling/v2 HorizontalPodAutoscaler higress-gateway"],
    },
    {
      when: "gateway.metrics.enabled",
      values: { gateway: { metrics: { enabled: true } } },
      adds: ["monitoring.coreos.com/v1 PodMonitor higress-gateway-metrics"],
    },
    {
      when: "gateway.metrics.provider is VictoriaMetrics",
      values: { gateway: { metrics: { enabled: true, provider: "operator.victoriametrics.com" } } },
      adds: ["operator.victoriametrics.com/v1beta1 VMPodScrape higress-gateway-metrics"],
    },
    {
      when: "global.enablePluginServer",
      values: { global: { enablePluginServer: true } },
      adds: ["apps/v1 Deployment higress-plugin-server", "v1 Service higress-plugin-server"],
    },
    {
      when: "global.enableRedis",
      values: { global: { enableRedis: true } },
      adds: [
        "apps/v1 StatefulSet redis-stack-server",
        "v1 ConfigMap redis-stack-server",
        "v1 Service redis-stack-server",
      ],
    },
    {
      when: "redis keeps its data",
      values: { global: { enableRedis: true }, redis: { redis: { persistence: { enabled: true } } } },
      adds: [
        "apps/v1 StatefulSet redis-stack-server",
        "v1 ConfigMap redis-stack-server",
        "v1 PersistentVolumeClaim redis-stack-server",
        "v1 Service redis-stack-server",
      ],
    },
    {
      when: "global.o11y.enabled",
      values: { global: { o11y: { enabled: true } } },
      adds: ["v1 ConfigMap higress-promtail"],
    },
    {
      when: "traces go to skywalking",
      values: { tracing: { enable: true, skywalking: { service: "skywalking" } } },
      adds: ["v1 ConfigMap higress-custom-bootstrap"],
    },
    {
      when: "global.enableGatewayAPIDeploymentController",
      values: { global: { enableGatewayAPIDeploymentController: true } },
      adds: ["v1 ConfigMap istio-sidecar-injector"],
    },
    {
      when: "gateway.rbac.enabled is off",
      values: { gateway: { rbac: { enabled: false } } },
      adds: [],
      drops: always.filter((object) => /Role(Binding)? higress-gateway/.test(object)),
    },
    {
      when: "global.createIngressClass is off",
      values: { global: { createIngressClass: false } },
      adds: [],
      drops: ["networking.k8s.io/v1 IngressClass higress"],
    },
    {
      when: "global.ingressClass is empty",
      values: { global: { ingressClass: "" } },
      adds: [],
      drops: ["networking.k8s.io/v1 IngressClass higress"],
    },
    {
      when: "gateway.service.type is None",
      values: { gateway: { service: { type: "None" } } },
      adds: [],
      drops: ["v1 Service higress-gateway"],
    },
    {
      when: "the service accounts are someone else's",
      values: {
        gateway: { serviceAccount: { create: false, name: "higress-gateway" } },
        controller: { serviceAccount: { create: false, name: "higress-controller" } },
      },
      adds: [],
      drops: ["v1 ServiceAccount higress-controller", "v1 ServiceAccount higress-gateway"],
    },
  ];

  for (const { when, values, adds, drops = [] } of optional) {
    const effect = [
      adds.length > 0 ? `add ${adds.join(", ")}` : "",
      drops.length > 0 ? `leave out ${String(drops.length)}` : "",
    ];
    it(`${effect.filter(Boolean).join(" and ")} when ${when}`, () => {
      expect(ids(values)).to.deep.equal([...always.filter((object) => !drops.includes(object)), ...adds].sort());
    });
  }

  it("have no more than one that no value turns off for the whole cluster, with its binding", () => {
    const values = { gateway: { rbac: { enabled: false } }, global: { createIngressClass: false } };
    const left = rendered({ ...values, controller: { rbac: { create: false } } });
    expect(left.filter(({ kind }) => clusterWide.includes(kind)).map(id)).to.deep.equal([
      "rbac.authorization.k8s.io/v1 ClusterRole higress-controller-acme-gateway",
      "rbac.authorization.k8s.io/v1 ClusterRoleBinding higress-controller-acme-gateway",
    ]);
  });
});
