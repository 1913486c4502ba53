import { expect } from "chai";
import rule from "../../../policy/rules/wasm-scope-own.ts";
import type { Sketch } from "../harness.ts";
import { change, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { pick, replace, world } from "../world.ts";

const plugin = pick("acme.plugin");
const judged = (sketch: Sketch) => found(rule, replace(world(), "acme.plugin", sketch));
const set = (path: string, value: unknown) => judged(change(plugin, path, value));
const namespace = ["metadata.namespace"];
/** Of the platform: no tenant's label, no hosts. */
const platforms = (at: string) =>
  change(change(change(plugin, "metadata.namespace", at), "metadata.labels", {}), "spec.matchRules", []);

describe("wasm-scope-own", () => {
  it("refuses a tenant's plugin in a gateway of the platform, and accepts the platform's own", () => {
    for (const at of ["higress-system", "higress-shared"]) {
      const theirs = change(platforms(at), "metadata.labels", { "higress-fleet.io/tenant": "acme" });
      expect(judged(theirs), at).to.deep.equal(namespace);
      expect(judged(platforms(at)), at).to.deep.equal([]);
    }
  });

  it("refuses a plugin that no controller reads", () => {
    expect(judged(platforms("monitoring"))).to.deep.equal(namespace);
    expect(found(rule, replace(world(), "acme.release", undefined))).to.deep.equal(namespace);
    const elsewhere = change(pick("acme.release"), "values.global.watchNamespace", "other");
    expect(found(rule, replace(world(), "acme.release", elsewhere))).to.deep.equal(namespace);
  });

  it("refuses hosts of others, of nobody, and stars that reach further", () => {
    for (const host of [
      "web.globex.aigw.example.com",
      "*.aigw.example.com",
      "*",
      "api.acme.*",
      "api.acme.example.evil",
      "",
    ]) {
      expect(set("spec.matchRules[0].domain", ["api.acme.example", host]), host).to.deep.equal([
        "spec.matchRules[0].domain[1]",
      ]);
    }
    const other = change(plugin, "spec.matchRules[0].domain", ["web.globex.aigw.example.com"]);
    expect(messages(rule, replace(world(), "acme.plugin", other))).to.deep.equal([
      '"web.globex.aigw.example.com" belongs to tenant globex',
    ]);
  });

  it("accepts the tenant's hosts in every spelling, and its own wildcard", () => {
    expect(
      set("spec.matchRules[0].domain", ["API.acme.example.", "*.acme.aigw.example.com", "a.acme.aigw.example.com"]),
    ).to.deep.equal([]);
  });

  it("refuses names of routes that match none: with a star, or with the namespace before them", () => {
    for (const name of ["apps/external-*", "order*", "acme-gateway/orders", "globex-gateway/web"]) {
      expect(set("spec.matchRules[1].ingress", ["orders", name]), name).to.deep.equal([
        "spec.matchRules[1].ingress[1]",
      ]);
    }
  });

  it("refuses Services of other namespaces", () => {
    for (const host of ["web.globex-gateway.svc.cluster.local", "web.globex-gateway", "kubernetes.default.svc"]) {
      expect(set("spec.matchRules[1].service", [host]), host).to.deep.equal(["spec.matchRules[1].service[0]"]);
    }
    const own = ["shop.acme-gateway.svc.cluster.local", "orders.static", "shop"];
    expect(set("spec.matchRules[1].service", own)).to.deep.equal([]);
  });

  it("refuses Secrets of other namespaces, wherever the configuration takes them", () => {
    const foreign = "a ${secret.globex-gateway/ai.token}";
    expect(set("spec.defaultConfig.provider", { tokens: ["${secret.acme-gateway/ai.token}", foreign] })).to.deep.equal([
      "spec.defaultConfig.provider.tokens[1]",
    ]);
    expect(set("spec.matchRules[1].config.note", foreign)).to.deep.equal(["spec.matchRules[1].config.note"]);
  });

  it("refuses them in whatever else of the plugin the controller reads, keys included", () => {
    const foreign = "${secret.globex-gateway/ai.token}";
    expect(set("spec.defaultConfig", { a: [{ [foreign]: 1 }] })).to.deep.equal([`spec.defaultConfig.a[0].${foreign}`]);
    for (const field of ["pluginName", "verificationKey", "imagePullSecret", "url", "sha256"]) {
      expect(set(`spec.${field}`, foreign), field).to.deep.equal([`spec.${field}`]);
    }
    expect(set("spec.vmConfig", { env: [{ name: "A", value: foreign }] })).to.deep.equal([
      "spec.vmConfig.env[0].value",
    ]);
  });

  it("refuses Secrets without a namespace, and those that Higress keeps for itself", () => {
    for (const reference of [
      ...["ai.token", "acme-gateway/istio-ca-secret.ca-key.pem", "acme-gateway/higress-console.adminPassword"],
      ...["acme-gateway/higress-gateway-ca.key", "istio-ca-secret.root"],
    ]) {
      const template = `\${secret.${reference}}`;
      expect(set("spec.defaultConfig", { a: template }), template).to.deep.equal(["spec.defaultConfig.a"]);
    }
    expect(set("spec.defaultConfig", { a: "${secret.acme-gateway/higress.token} ${x}" })).to.deep.equal([]);
  });

  it("refuses a plugin for every request where two gateways load it", () => {
    const second = { ...pick("acme.release"), name: "acme.internal" };
    const everywhere = change(plugin, "spec.defaultConfigDisable", undefined);
    expect(found(rule, [...replace(world(), "acme.plugin", everywhere), second])).to.deep.equal([
      "spec.defaultConfigDisable",
    ]);
    expect(found(rule, [...world(), second])).to.deep.equal([]);
    expect(judged(everywhere)).to.deep.equal([]);
  });

  it("finds nothing in the world, and has nothing to say without plugins", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, replace(world(), "acme.plugin", undefined))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(set("spec.matchRules[0].domain", [unknown])).to.deep.equal(["spec.matchRules[0].domain[0]"]);
    expect(set("metadata.namespace", unknown)).to.deep.equal(namespace);
  });
});
