import { expect } from "chai";
import { sizes, sizingOf } from "../../plan/sizes.ts";
import { planValues } from "../../plan/values.ts";
import { installation, site } from "./planned.ts";

const sysctls = [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }];
const seccompProfile = { type: "RuntimeDefault" };
const same = (cpu: string, memory: string) => ({ requests: { cpu, memory }, limits: { cpu, memory } });
const spread = (topologyKey: string) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: "ScheduleAnyway",
  labelSelector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
});

const open = { type: "load-balancer", sourceCidrs: ["0.0.0.0/0", "::/0"], serviceAnnotations: {} } as const;

const part = (values: Readonly<Record<string, unknown>>, key: string) => values[key] as Record<string, unknown>;

describe("The values of a release", () => {
  it("of a tenant keep it in its namespace, behind the entry, with numbers for every container", () => {
    expect(planValues(installation())).to.deep.equal({
      global: {
        ingressClass: "higress-acme",
        createIngressClass: false,
        watchNamespace: "acme-gateway",
        enableStatus: false,
        enableGatewayAPI: false,
        enableIstioAPI: false,
        proxy: { clusterDomain: "cluster.local" },
      },
      meshConfig: { rootNamespace: "acme-gateway" },
      gateway: {
        autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 4, targetCPUUtilizationPercentage: 70 },
        rollingMaxSurge: 1,
        resources: same("500m", "512Mi"),
        rbac: { enabled: false },
        serviceAccount: { create: false, name: "higress-gateway" },
        service: { type: "ClusterIP" },
        securityContext: { sysctls, seccompProfile },
        // The chart's own say true, and nobody could read what they point to.
        podAnnotations: { "prometheus.io/scrape": "false" },
        topologySpreadConstraints: [spread("kubernetes.io/hostname"), spread("topology.kubernetes.io/zone")],
      },
      controller: {
        resources: same("250m", "512Mi"),
        automaticHttps: { enabled: false },
        podSecurityContext: { runAsNonRoot: true, seccompProfile },
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      },
      pilot: { resources: same("250m", "512Mi"), env: { PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" } },
    });
  });

  it("ask for several controllers where the size does", () => {
    const sizing = sizingOf({}, { size: "s", resources: { controller: { replicas: 3 } } });
    expect(part(planValues(installation({ sizing })), "controller")).to.include({ replicas: 3 });
    expect(part(planValues(installation()), "controller")).not.to.have.property("replicas");
  });

  it("of a gateway that serves the Gateway API give it a class of its own, and bound what it reads to what it watches", () => {
    const serving = { id: "shared", role: "gateway", namespace: "higress-shared", gatewayApi: true } as const;
    const env = { ISTIO_WATCH_NAMESPACE: "higress-shared" };
    const own = planValues(installation(serving));
    expect(part(own, "global")).to.include({
      enableGatewayAPI: true,
      gatewayClass: "higress-shared",
      enableIstioAPI: false,
    });
    expect(part(own, "controller")["env"]).to.deep.equal(env);
    expect(part(own, "pilot")["env"]).to.deep.equal({ PILOT_SCOPE_GATEWAY_TO_NAMESPACE: "true" });
    const all = planValues(installation({ ...serving, watch: "all" }));
    expect(part(all, "global")).to.include({ enableGatewayAPI: true, gatewayClass: "higress-shared" });
    expect(part(all, "controller")).not.to.have.property("env");
    expect(part(planValues(installation()), "global")).not.to.have.property("gatewayClass");
  });

  it("spread no single pod", () => {
    expect(part(planValues(installation({ sizing: sizes.xs })), "gateway")).not.to.have.property(
      "topologySpreadConstraints",
    );
  });

  it("of an open load balancer keep the client's address and write Ingress status", () => {
    const values = planValues(installation({ exposure: open }));
    expect(part(values, "gateway").service).to.deep.equal({ type: "LoadBalancer", externalTrafficPolicy: "Local" });
    expect(part(values, "global").enableStatus).to.equal(true);
  });

  it("of a load balancer for some clients name them to the cloud too, with the file's annotations", () => {
    const exposure = { ...open, sourceCidrs: ["0.0.0.0/0", "2001:db8::/32"], serviceAnnotations: { "lb/type": "nlb" } };
    expect(part(planValues(installation({ exposure })), "gateway").service).to.deep.equal({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerSourceRanges: ["0.0.0.0/0", "2001:db8::/32"],
      annotations: { "lb/type": "nlb" },
    });
  });

  it("of a gateway that watches every namespace name none, and write no status outside its own", () => {
    const globals = part(planValues(installation({ watch: "all", exposure: open })), "global");
    expect(globals).not.to.have.property("watchNamespace");
    expect(globals.enableStatus).to.equal(false);
  });

  it("take images from the private registry, with its Secrets where the chart reads them", () => {
    const higress = { ...site.higress, hub: "registry.example.com", imagePullSecrets: ["pull-a", "pull-b"] };
    const values = planValues(installation({ site: { ...site, higress } }));
    const imagePullSecrets = [{ name: "pull-a" }, { name: "pull-b" }];
    expect(part(values, "global")).to.deep.include({ hub: "registry.example.com" });
    expect(part(values, "gateway")).to.deep.include({ imagePullSecrets });
    expect(part(values, "controller")).to.deep.include({ imagePullSecrets });
  });
});
