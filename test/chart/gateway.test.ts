import { expect } from "chai";
import { render } from "./helm.ts";
import { container, controller, find, gateway, numbers } from "./workload.ts";

describe("the stand-in's gateway", function () {
  this.timeout(30_000);

  it("has the pods that selectors and network policies look for", () => {
    const { selector, template } = gateway().spec;
    expect(selector.matchLabels).to.deep.equal({ app: "higress-gateway", higress: "acme-gateway-higress-gateway" });
    expect(template.metadata.labels).to.include(selector.matchLabels);
    expect(template.spec.containers.map(({ name }) => name)).to.deep.equal(["higress-gateway"]);
  });

  it("listens where the ports say, while its Service keeps 80 and 443", () => {
    const values = { gateway: { httpPort: 8080, httpsPort: 8443 } };
    const ports = container(gateway(values), "higress-gateway").ports.map(({ name, containerPort }) => [
      name,
      containerPort,
    ]);
    expect(ports).to.deep.equal([
      ["http", 8080],
      ["https", 8443],
      ["istio-prom", 15020],
      ["status", 15021],
      ["http-envoy-prom", 15090],
    ]);
    expect(find("Service", "higress-gateway", values)["spec"]).to.deep.equal({
      type: "LoadBalancer",
      selector: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" },
      ports: [
        { name: "http2", port: 80, protocol: "TCP", targetPort: 80 },
        { name: "https", port: 443, protocol: "TCP", targetPort: 443 },
      ],
    });
    expect(container(controller(values), "higress-core").args).to.include("--gatewayHttpPort=8080");
  });

  it("has other ports between networks", () => {
    const { ports } = find("Service", "higress-gateway", { gateway: { networkGateway: "south" } })["spec"] as {
      ports: readonly { port: number }[];
    };
    expect(ports.map(({ port }) => port)).to.deep.equal([15021, 15443, 15012, 15017]);
  });

  it("asks for two processors and two gigabytes, twice, and doubles in a rollout", () => {
    const { spec } = gateway();
    const both = numbers("2000m", "2048Mi");
    expect(container(gateway(), "higress-gateway").resources).to.deep.equal({ requests: both, limits: both });
    expect(spec.replicas).to.equal(2);
    expect(spec.strategy).to.deep.equal({ rollingUpdate: { maxSurge: "100%", maxUnavailable: "25%" } });
  });

  it("lacks only a seccomp profile for the restricted level", () => {
    const pod = gateway().spec.template.spec;
    expect(pod["securityContext"]).to.deep.equal({
      sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
    });
    expect(container(gateway(), "higress-gateway").securityContext).to.include({
      allowPrivilegeEscalation: false,
      runAsNonRoot: true,
    });
  });

  it("replaces its security context as a whole", () => {
    const securityContext = { seccompProfile: { type: "RuntimeDefault" } };
    const pod = gateway({ gateway: { securityContext } }).spec.template.spec;
    expect(pod["securityContext"]).to.deep.equal(securityContext);
  });

  it("runs as root where low ports need it", () => {
    for (const values of [{ unprivilegedPortSupported: false }, { hostNetwork: true }]) {
      const pod = gateway({ gateway: values });
      expect(pod.spec.template.spec["securityContext"]).to.equal(undefined);
      expect(container(pod, "higress-gateway").securityContext).to.deep.include({
        runAsUser: 0,
        capabilities: { add: ["NET_BIND_SERVICE"], drop: ["ALL"] },
      });
    }
  });

  it("shrinks to one pod with host ports and no resource numbers anywhere on a local cluster", () => {
    const values = { global: { local: true, enablePluginServer: true } };
    const workload = gateway(values);
    expect(workload.spec.replicas).to.equal(1);
    const hostPorts = container(workload, "higress-gateway").ports.filter((port) => "hostPort" in port);
    expect(hostPorts.map(({ hostPort }) => hostPort)).to.deep.equal([80, 443]);
    expect(render(values)).not.to.match(/^ *(requests|limits):/m);
  });

  it("pulls with secrets that values.yaml does not declare, and with no global ones", () => {
    const secrets = [{ name: "registry" }];
    const own = gateway({ gateway: { imagePullSecrets: secrets } });
    expect(own.spec.template.spec["imagePullSecrets"]).to.deep.equal(secrets);
    const global = { global: { imagePullSecrets: secrets } };
    expect(gateway(global).spec.template.spec["imagePullSecrets"]).to.equal(undefined);
    expect(controller(global).spec.template.spec["imagePullSecrets"]).to.equal(undefined);
  });
});
