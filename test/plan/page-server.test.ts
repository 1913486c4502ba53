import { expect } from "chai";
import type { Fleet, Tenant } from "../../plan/model.ts";
import type { Region } from "../../plan/model.ts";
import { differences } from "./differences.ts";
import { changeTenant, validFleet, validTenant } from "./fleet.ts";
import { planned, policyNamed } from "./planned.ts";

const server = { replicas: 2, cpu: "100m", memory: "128Mi" };
const answer = { body: "Back at noon.", type: "text", retryAfter: 600 } as const;
const shown = { active: false, shown: { answer } };

const withServer = (fleet: Fleet = validFleet(), change: object = {}): Fleet => ({
  ...fleet,
  entry: { ...fleet.entry, pageServer: { ...server, ...change } },
});
/** A tenant with words for when it is away. */
const ready = changeTenant(withServer(), "globex", { maintenance: shown });
const away = (change: Partial<Tenant>, before = ready): Fleet => changeTenant(before, "globex", change);
const serverIn = (fleet: Fleet, region?: string) => {
  const { pageServer } = planned(fleet, region).entry;
  if (pageServer === undefined) throw new Error("the entry has no page server");
  return pageServer;
};
const podIn = (fleet: Fleet) => serverIn(fleet).deployment.spec.template.spec;
const imageIn = (fleet: Fleet) => podIn(fleet).containers[0]?.image;

describe("The page server", () => {
  it("is not there unless the entry asks for it", () => {
    const { entry } = planned();
    expect(entry).to.not.have.property("pageServer");
    expect(entry.networkPolicies.map(({ metadata }) => metadata.name).join()).to.not.contain("page-server");
  });

  it("adds its own three objects, its two policies and room for its pods, and changes nothing else", () => {
    const kinds = new Set(differences(validFleet(), withServer()).map((place) => place.replace(/ [^ ]*$/, "")));
    expect([...kinds]).to.deep.equal([
      "higress-system ConfigMap",
      "higress-system Deployment",
      "higress-system NetworkPolicy/gateway-page-server",
      "higress-system NetworkPolicy/page-server",
      "higress-system ResourceQuota",
      "higress-system Service",
    ]);
    const [before, after] = [validFleet(), withServer()].map((fleet) =>
      Number(planned(fleet).entry.quota.spec.hard.pods),
    );
    // Two, one more while they roll out, and one that is ending.
    expect((after ?? 0) - (before ?? 0)).to.equal(4);
  });

  it("runs under every restriction, with nothing but its file", () => {
    expect(podIn(withServer())).to.deep.include({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1337,
        runAsGroup: 1337,
        seccompProfile: { type: "RuntimeDefault" },
      },
      volumes: [{ name: "pages", configMap: { name: "higress-fleet-pages" } }],
    });
    const [container] = podIn(withServer()).containers;
    expect(container).to.deep.include({
      command: ["/usr/local/bin/envoy"],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "100m", memory: "128Mi" } },
    });
    expect(container?.args).to.include("/etc/higress-fleet-pages/envoy.json");
    expect(container?.volumeMounts).to.deep.equal([
      { name: "pages", mountPath: "/etc/higress-fleet-pages", readOnly: true },
    ]);
    expect(container?.readinessProbe.httpGet).to.deep.include({
      port: 8080,
      httpHeaders: [{ name: "Host", value: "ready.invalid" }],
    });
  });

  it("has the image of the entry's gateway, of the fleet's registry, or its own", () => {
    const { higress } = validFleet();
    expect(imageIn(withServer())).to.equal(
      `${higress.hub ?? "higress-registry.cn-hangzhou.cr.aliyuncs.com"}/higress/gateway:2.2.4`,
    );
    const mirrored = {
      ...validFleet(),
      higress: { ...higress, hub: "registry.example.com", imagePullSecrets: ["pull"], priorityClass: "gateways" },
    };
    expect(imageIn(withServer(mirrored))).to.equal("registry.example.com/higress/gateway:2.2.4");
    expect(podIn(withServer(mirrored))).to.deep.include({
      imagePullSecrets: [{ name: "pull" }],
      priorityClassName: "gateways",
    });
    expect(imageIn(withServer(mirrored, { image: "other.example.com/envoy:v1.36.0" }))).to.equal(
      "other.example.com/envoy:v1.36.0",
    );
  });

  it("is reached by the entry's gateway on one port, and calls nobody", () => {
    const plan = planned(withServer()).entry;
    const gateways = { matchLabels: { app: "higress-gateway", higress: "higress-system-higress-gateway" } };
    const pages = { matchLabels: { app: "higress-fleet-pages" } };
    const ports = [{ protocol: "TCP", port: 8080 }];
    expect(policyNamed(plan, "page-server").spec).to.deep.equal({
      podSelector: pages,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: gateways }], ports }],
    });
    expect(policyNamed(plan, "gateway-page-server").spec).to.deep.equal({
      podSelector: gateways,
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: pages }], ports }],
    });
  });

  it("listens where its pods have their first address", () => {
    const south = validFleet().regions.south as Region;
    const v6 = { ...south, podCidrs: ["fd00:10:244::/56", "10.244.0.0/16"] };
    const listens = (fleet: Fleet) => serverIn(fleet).pages.data["envoy.json"];
    expect(listens(withServer())).to.contain('"address": "0.0.0.0"');
    expect(listens(withServer({ ...validFleet(), regions: { ...validFleet().regions, south: v6 } }))).to.contain(
      '"address": "::"',
    );
  });
});

describe("A tenant with an answer", () => {
  const maintained = away({ maintenance: { ...shown, active: true } });
  const route = "higress-system Ingress/globex metadata/annotations/higress.io/destination";

  it("changes nothing while it is there", () => {
    expect(differences(withServer(), ready)).to.deep.equal([]);
  });

  it("is led to the page server once it is away, by its own Ingress, and changes nobody else's", () => {
    const places = differences(ready, maintained);
    expect(places.filter((place) => !place.startsWith("higress-system McpBridge "))).to.deep.equal([
      "higress-system ConfigMap data/envoy.json",
      "higress-system Deployment spec/template/metadata/annotations/higress-fleet.io/pages",
      route,
    ]);
    const { ingresses } = planned(maintained).entry.routes.find(({ tenant }) => tenant === "globex") ?? {};
    expect(ingresses?.[0]?.metadata.annotations).to.include({ "higress.io/destination": "entry.dns:8080" });
    expect(ingresses?.[0]?.metadata.annotations).to.not.have.property("higress.io/temporal-redirect");
  });

  it("has the server's registry in the entry's McpBridge, once for all who are away", () => {
    const both = changeTenant(maintained, "initech", { suspend: true, maintenance: shown });
    const pages = (fleet: Fleet) => planned(fleet).entry.bridge?.spec.registries.filter(({ name }) => name === "entry");
    expect(pages(ready)).to.deep.equal([]);
    for (const fleet of [maintained, both]) {
      expect(pages(fleet)).to.deep.equal([
        {
          ...{ name: "entry", type: "dns", port: 8080, protocol: "http" },
          domain: "higress-fleet-pages.higress-system.svc.cluster.local",
        },
      ]);
    }
  });

  it("is answered for while it is suspended, too, and in its own regions alone", () => {
    expect(serverIn(away({ suspend: true })).pages.data["envoy.json"]).to.contain(answer.body);
    expect(validTenant("globex").regions).to.deep.equal(["south"]);
    expect(serverIn(away({ suspend: true }), "north").pages.data["envoy.json"]).to.not.contain(answer.body);
  });

  it("gets its gateway back as it was", () => {
    expect(differences(ready, away({ maintenance: shown }, maintained))).to.deep.equal([]);
  });
});
