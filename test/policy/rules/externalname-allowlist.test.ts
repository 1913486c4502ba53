import { expect } from "chai";
import rule from "../../../policy/rules/externalname-allowlist.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { alias } from "../world-routes.ts";

const target = "spec.externalName";
const leadsTo = (value: unknown) => change(alias, target, value);
const bridge = pick("entry.bridge");
const registry = (key: string, value: unknown) => change(bridge, `spec.registries[1].${key}`, value);

describe("externalname-allowlist", () => {
  const refused = [
    "localhost",
    "127.0.0.1",
    "169.254.169.254",
    "kubernetes.default",
    "kubernetes.default.svc.cluster.local",
    "metadata.google.internal",
    "www.example.com",
    "higress-gateway.acme-gateway",
    "higress-gateway.acme-gateway.svc",
    "higress-gateway.acme-gateway.svc.cluster.example",
    "higress-controller.acme-gateway.svc.cluster.local",
    "higress-gateway.higress-system.svc.cluster.local",
    "higress-gateway.initech-gateway.svc.cluster.local",
    "x.higress-gateway.acme-gateway.svc.cluster.local",
    "",
    undefined,
  ];
  for (const value of refused) {
    it(`refuses an alias for ${value === undefined ? "nothing" : JSON.stringify(value)}`, () => {
      expect(found(rule, leadsTo(value))).to.deep.equal([target]);
    });
  }

  for (const value of ["localhost", "kubernetes.default.svc", "higress-gateway.acme-gateway.svc.cluster.local.", ""]) {
    it(`refuses a registry of the entry for ${JSON.stringify(value)}`, () => {
      expect(found(rule, registry("domain", value))).to.deep.equal(["spec.registries[1].domain"]);
    });
  }

  it("refuses one wrong name in a list", () => {
    const names = "higress-gateway.acme-gateway.svc.cluster.local,localhost";
    expect(messages(rule, registry("domain", names))).to.deep.equal([
      "\"localhost\" is no tenant's gateway, which would be higress-gateway.<tenant's namespace>.svc.cluster.local",
    ]);
  });

  it("refuses registries of the entry that are no names", () => {
    expect(found(rule, registry("type", "static"))).to.deep.equal(["spec.registries[1].type"]);
    expect(found(rule, registry("type", undefined))).to.deep.equal(["spec.registries[1].type"]);
  });

  it("refuses another port", () => {
    expect(found(rule, change(alias, "spec.ports", [{ port: 80 }, { port: 15020 }]))).to.deep.equal([
      "spec.ports[1].port",
    ]);
    expect(found(rule, registry("port", 443))).to.deep.equal(["spec.registries[1].port"]);
    expect(found(rule, registry("port", undefined))).to.deep.equal(["spec.registries[1].port"]);
  });

  it("refuses an alias elsewhere than in the entry's namespace, wherever it leads", () => {
    const elsewhere = change(alias, "metadata.namespace", "globex-gateway");
    expect(found(rule, elsewhere)).to.deep.equal(["spec.type"]);
    expect(found(rule, change(elsewhere, target, "localhost"))).to.deep.equal(["spec.type", target]);
  });

  it("accepts the gateway of a tenant in full, in any spelling, with or without ports", () => {
    expect(found(rule, alias)).to.deep.equal([]);
    expect(found(rule, leadsTo("Higress-Gateway.globex-gateway.svc.cluster.local."))).to.deep.equal([]);
    expect(found(rule, change(alias, "spec.ports", undefined))).to.deep.equal([]);
    const other = leadsTo("higress-gateway.acme-gateway.svc.k8s.example");
    expect(found(rule, other, facts({ dnsDomain: "k8s.example" }))).to.deep.equal([]);
  });

  it("has nothing against Services that are no alias, and leaves tenants' registries alone", () => {
    expect(found(rule, change(alias, "spec.type", "ClusterIP"))).to.deep.equal([]);
    expect(found(rule, pick("acme.bridge"))).to.equal(undefined);
  });

  it("judges the entry's bridge in the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.bridge"]);
    expect(found(rule, bridge)).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, leadsTo(unknown), target)).to.equal(true);
    expect(cannotKnow(rule, registry("domain", unknown), "spec.registries[1].domain")).to.equal(true);
    expect(cannotKnow(rule, change(alias, "spec.type", unknown), "spec.type")).to.equal(true);
  });

  it("accepts the entry's page server in its McpBridge, on its port and where the fleet asks for one", () => {
    const asked = facts({ entry: { ...facts().entry, servers: ["page-server"] } });
    const domain = "higress-fleet-pages.higress-system.svc.cluster.local";
    const pages = (port: unknown, name = domain) => change(registry("domain", name), "spec.registries[1].port", port);
    expect(found(rule, pages(8080), asked)).to.deep.equal([]);
    expect(found(rule, pages(8080))).to.deep.equal(["spec.registries[1].domain", "spec.registries[1].port"]);
    expect(found(rule, pages(80), asked)).to.deep.equal(["spec.registries[1].domain"]);
    expect(found(rule, pages(8080, `${domain},localhost`), asked)).to.include("spec.registries[1].domain");
    expect(found(rule, change(leadsTo(domain), "spec.ports[0].port", 8080), asked)).to.include("spec.externalName");
  });
});
