import { expect } from "chai";
import { render, type Manifest, type Values } from "./helm.ts";
import { container, controller, find, numbers, type Container } from "./workload.ts";

const variable = ({ env }: Container, name: string): string | undefined =>
  env.find((each) => each.name === name)?.value;

describe("the stand-in's controller", function () {
  this.timeout(30_000);

  it("has one pod with two containers and their probes", () => {
    const { selector, template, replicas } = controller().spec;
    expect(replicas).to.equal(1);
    expect(selector.matchLabels).to.deep.equal({ app: "higress-controller", higress: "higress-controller" });
    expect(template.metadata.labels).to.include(selector.matchLabels);
    const probes = template.spec.containers.map(({ name, readinessProbe }) => [name, readinessProbe.httpGet]);
    expect(probes).to.deep.equal([
      ["higress-core", { path: "/ready", port: 8888 }],
      ["discovery", { path: "/ready", port: 8080 }],
    ]);
  });

  it("offers configuration, readiness and metrics on its Service", () => {
    const { ports } = find("Service", "higress-controller")["spec"] as {
      ports: readonly { port: number; targetPort?: number }[];
    };
    expect(ports.map(({ port, targetPort }) => [port, targetPort ?? port])).to.deep.equal([
      [8888, 8888],
      [8889, 8889],
      [15051, 15051],
      [15010, 15010],
      [15012, 15012],
      [443, 15017],
      [15014, 15014],
    ]);
  });

  it("has limits for higress-core and none for discovery", () => {
    expect(container(controller(), "higress-core").resources).to.deep.equal({
      requests: numbers("500m", "2048Mi"),
      limits: numbers("1000m", "2048Mi"),
    });
    expect(container(controller(), "discovery").resources).to.deep.equal({ requests: numbers("500m", "2048Mi") });
  });

  it("cannot meet the restricted level, whatever the values", () => {
    const securityContext = { allowPrivilegeEscalation: false };
    const pod = controller({ controller: { securityContext, podSecurityContext: { runAsNonRoot: true } } });
    expect(container(pod, "higress-core").securityContext).to.deep.equal(securityContext);
    expect(container(pod, "discovery").securityContext).not.to.have.property("allowPrivilegeEscalation");
  });

  it("finds its gateway by label and watches one namespace only when told", () => {
    expect(container(controller(), "higress-core").args).to.include(
      "--gatewaySelectorValue=acme-gateway-higress-gateway",
    );
    expect(container(controller(), "higress-core").args.filter((each) => /watch/.test(each))).to.deep.equal([]);
    const scoped = controller({ global: { watchNamespace: "acme-gateway" } });
    expect(container(scoped, "higress-core").args).to.include("--watchNamespace=acme-gateway");
    expect(variable(container(scoped, "discovery"), "ISTIO_WATCH_NAMESPACE")).to.equal("acme-gateway");
    expect(variable(container(scoped, "higress-core"), "ISTIO_WATCH_NAMESPACE")).to.equal(undefined);
  });

  it("only loses its replicas to autoscaling", () => {
    expect(controller({ controller: { autoscaling: { enabled: true } } }).spec.replicas).to.equal(undefined);
  });

  it("may do nearly everything, in the whole cluster", () => {
    const { rules } = find("ClusterRole", "higress-controller-acme-gateway") as Manifest & {
      rules: readonly { resources: readonly string[]; verbs: readonly string[] }[];
    };
    const may = (resource: string): readonly string[] =>
      rules.filter(({ resources }) => resources.includes(resource)).flatMap(({ verbs }) => verbs);
    for (const resource of ["secrets", "services", "serviceaccounts", "deployments", "ingresses", "mcpbridges"]) {
      expect(may(resource), resource).to.include.members(["get", "list", "watch", "create", "update", "delete"]);
    }
    expect(may("wasmplugins")).to.deep.equal(["get", "list", "watch"]);
    expect(may("mutatingwebhookconfigurations")).to.include("update");
    expect(may("signers")).to.deep.equal(["approve"]);
  });

  it("is not alone: the gateway may read every Secret of the cluster", () => {
    const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }];
    expect(find("ClusterRole", "higress-gateway-acme-gateway")["rules"]).to.deep.equal(rules);
    expect(find("Role", "higress-gateway")["rules"]).to.deep.equal(rules);
  });

  it("has its permissions bound to its own account", () => {
    for (const [kind, scope] of [
      ["ClusterRole", "-acme-gateway"],
      ["Role", ""],
    ] as const) {
      for (const account of ["higress-controller", "higress-gateway"]) {
        expect(find(`${kind}Binding`, account + scope)).to.deep.include({
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name: account + scope },
          subjects: [{ kind: "ServiceAccount", name: account, namespace: "acme-gateway" }],
        });
      }
    }
  });
});

describe("the stand-in's images and configuration", function () {
  this.timeout(30_000);

  it("come from {hub}/higress, at the chart's version", () => {
    const values = { global: { hub: "registry.example/mirror", enablePluginServer: true, enableRedis: true } };
    const images = [...render(values).matchAll(/image: "?([^"\s]+)/g)].map(([, image]) => image).sort();
    expect(images).to.deep.equal([
      "registry.example/mirror/higress/gateway:2.2.4",
      "registry.example/mirror/higress/higress:2.2.4",
      "registry.example/mirror/higress/pilot:2.2.4",
      "registry.example/mirror/higress/plugin-server:2.2.4",
      "registry.example/mirror/higress/redis-stack-server:7.4.0-v3",
    ]);
  });

  const mesh = (values: Values): string | undefined =>
    (find("ConfigMap", "higress-config", values)["data"] as Readonly<Record<string, string>>)["mesh"];

  it("name no root namespace until a value does", () => {
    expect(mesh({})).to.include("rootNamespace: null");
    expect(mesh({ meshConfig: { rootNamespace: "acme-gateway" } })).to.include("rootNamespace: acme-gateway");
  });

  it("read the Kubernetes API's Istio kinds until both APIs are off", () => {
    expect(mesh({})).to.include("k8s://");
    expect(mesh({ global: { enableGatewayAPI: false } })).to.include("k8s://");
    expect(mesh({ global: { enableGatewayAPI: false, enableIstioAPI: false } })).not.to.include("k8s://");
  });
});
