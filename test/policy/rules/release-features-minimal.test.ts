import { expect } from "chai";
import rule from "../../../policy/rules/release-features-minimal.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));

describe("release-features-minimal", () => {
  it("refuses what the chart switches on by itself", () => {
    for (const path of ["global.enableGatewayAPI", "global.enableIstioAPI", "controller.automaticHttps.enabled"]) {
      expect(withValue(path, undefined)).to.deep.equal([`values.${path}`]);
    }
    expect(found(rule, change(release, "values", {}))).to.deep.equal([
      "values.global.enableGatewayAPI",
      "values.global.enableIstioAPI",
      "values.controller.automaticHttps.enabled",
      "values.global.enableStatus",
    ]);
  });

  it("refuses what nobody asked for, the text that a template takes for true included", () => {
    for (const path of [
      ...["global.enablePluginServer", "global.enableRedis", "global.o11y.enabled", "global.enableInferenceExtension"],
      ...["global.enableAlphaGatewayAPI", "global.enableGatewayAPIDeploymentController"],
    ]) {
      expect(withValue(path, true)).to.deep.equal([`values.${path}`]);
      expect(withValue(path, "false")).to.deep.equal([`values.${path}`]);
    }
  });

  it("wants status written only by gateways that clients reach, and in their own namespace", () => {
    expect(withValue("global.enableStatus", true)).to.deep.equal(["values.global.enableStatus"]);
    expect(found(rule, change(pick("entry.release"), "values.global.enableStatus", true))).to.deep.equal([]);
    const shared = pick("shared.release");
    expect(found(rule, shared)).to.deep.equal([]);
    const watching = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, watch: "all" as const })) });
    expect(messages(rule, shared, watching)).to.deep.equal(["lets it write to Ingresses of every namespace"]);
    const old = facts({ gateways: facts().gateways.map((gateway) => ({ ...gateway, ingressClass: "nginx" })) });
    expect(messages(rule, shared, old)).to.deep.equal(["lets it write to Ingresses that another controller serves"]);
    const hidden = facts({
      gateways: facts().gateways.map((gateway) => ({ ...gateway, exposure: "cluster" as const })),
    });
    expect(found(rule, shared, hidden)).to.deep.equal(["values.global.enableStatus"]);
  });

  it("lets a gateway serve the Gateway API that the fleet gave it, and only where it watches", () => {
    const on = change(pick("shared.release"), "values.global.enableGatewayAPI", true);
    const own = change(on, "values.controller.env.ISTIO_WATCH_NAMESPACE", "higress-shared");
    const gateways = facts().gateways.map((gateway) => ({ ...gateway, gatewayClass: "higress-shared" }));
    const declared = facts({ gateways });
    const path = ["values.global.enableGatewayAPI"];
    expect(found(rule, own, declared)).to.deep.equal([]);
    expect(found(rule, own), "the fleet gave it none").to.deep.equal(path);
    expect(found(rule, on, declared), "it would read every namespace").to.deep.equal(path);
    const elsewhere = change(on, "values.controller.env.ISTIO_WATCH_NAMESPACE", "acme-gateway");
    expect(found(rule, elsewhere, declared)).to.deep.equal(path);
    const wide = facts({ gateways: gateways.map((gateway) => ({ ...gateway, watch: "all" as const })) });
    expect(found(rule, change(on, "values.global.enableStatus", false), wide)).to.deep.equal([]);
    expect(withValue("global.enableGatewayAPI", true)).to.deep.equal(path);
    const tenant = change(
      change(release, "values.global.enableGatewayAPI", true),
      "values.controller.env.ISTIO_WATCH_NAMESPACE",
      "acme-gateway",
    );
    expect(found(rule, tenant, declared), "a tenant's").to.deep.equal(path);
  });

  it("refuses the umbrella's cert-manager, of which a cluster holds one", () => {
    const umbrella = change(change(release, "chart", "higress"), "values", {
      global: (release.props.values as { readonly global: unknown }).global,
      "higress-core": { controller: { automaticHttps: { enabled: false } } },
      "higress-console": { certmanager: { enabled: true } },
    });
    expect(found(rule, umbrella)).to.deep.equal(["values.higress-console.certmanager.enabled"]);
  });

  it("accepts what its settings allow, for that owner only", () => {
    const path = "global.enablePluginServer";
    const settings = { optIn: { acme: [path], entry: ["global.enableRedis"] } };
    const judged = (sketch: Sketch) =>
      judge(rule, resource(change(sketch, `values.${path}`, true)), facts(), settings)?.map((finding) => finding.path);
    expect(judged(release)).to.deep.equal([]);
    expect(judged(pick("globex.release"))).to.deep.equal([`values.${path}`]);
    expect(judged(pick("entry.release"))).to.deep.equal([`values.${path}`]);
    expect(judged(change(release, "namespace", "monitoring"))).to.deep.equal([`values.${path}`]);
  });

  it("accepts servers that their owner has in the fleet file, and the other one still not", () => {
    const asked = facts({ tenants: facts().tenants.map((tenant) => ({ ...tenant, servers: ["redis" as const] })) });
    const judged = (path: string) => found(rule, change(release, `values.${path}`, true), asked);
    expect(judged("global.enableRedis")).to.deep.equal([]);
    expect(judged("global.enablePluginServer")).to.deep.equal(["values.global.enablePluginServer"]);
  });

  it("judges the releases of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    for (const name of judged(rule)) expect(found(rule, pick(name ?? ""))).to.deep.equal([]);
    const other = change(change(release, "chart", "grafana"), "namespace", "monitoring");
    expect(found(rule, other)).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const path = "values.global.enableGatewayAPI";
    expect(cannotKnow(rule, change(release, path, unknown), path)).to.equal(true);
  });
});
