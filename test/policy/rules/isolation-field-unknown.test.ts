import { expect } from "chai";
import rule from "../../../policy/rules/isolation-field-unknown.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, judged } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const hidden = (name: string, ...paths: readonly string[]): Sketch =>
  paths.reduce((sketch, path) => change(sketch, path, unknown), pick(name));
const withSettings = (sketch: Sketch, given: Readonly<Record<string, readonly string[]>>) =>
  (judge(rule, resource(sketch), facts(), given) ?? []).map(({ path }) => path);

describe("isolation-field-unknown", () => {
  it("names every unknown field that keeps tenants apart, at any depth", () => {
    expect(found(rule, hidden("entry.acme", "spec.rules[0].host", "spec.tls", "metadata.annotations"))).to.deep.equal([
      "metadata.annotations",
      "spec.rules[0].host",
      "spec.tls",
    ]);
    expect(found(rule, hidden("acme.network.gateway", "spec.podSelector.matchLabels.app"))).to.deep.equal([
      "spec.podSelector.matchLabels.app",
    ]);
    expect(found(rule, hidden("acme.gateway-binding", "subjects[0].namespace", "roleRef.name"))).to.deep.equal([
      "roleRef.name",
      "subjects[0].namespace",
    ]);
    expect(found(rule, hidden("acme.release", "values.global.watchNamespace", "namespace"))).to.deep.equal([
      "namespace",
      "values.global.watchNamespace",
    ]);
  });

  it("names the whole where nothing of it is known, once", () => {
    expect(found(rule, hidden("acme.namespace", "metadata"))).to.deep.equal(["metadata"]);
    expect(found(rule, hidden("acme.quota", "spec"))).to.deep.equal(["spec"]);
  });

  it("knows where an object of any kind stands", () => {
    const widget = { type: "kubernetes:example.com/v1:Widget", props: { metadata: { name: "w", namespace: unknown } } };
    expect(found(rule, widget)).to.deep.equal(["metadata.namespace"]);
  });

  it("knows what lets a pod out of its namespace, in a template too", () => {
    const spec = { hostNetwork: unknown, serviceAccountName: unknown, containers: [{ image: unknown }] };
    const metadata = { name: "p", namespace: "acme-gateway" };
    const pod = { type: "kubernetes:core/v1:Pod", props: { metadata, spec } };
    expect(found(rule, pod)).to.deep.equal(["spec.hostNetwork", "spec.serviceAccountName"]);
    const template = { metadata: { labels: unknown }, spec };
    const deployment = { type: "kubernetes:apps/v1:Deployment", props: { metadata, spec: { template } } };
    expect(found(rule, deployment)).to.deep.equal([
      "spec.template.metadata.labels",
      "spec.template.spec.hostNetwork",
      "spec.template.spec.serviceAccountName",
    ]);
  });

  it("judges a patch, and a custom resource of a built-in kind", () => {
    const props = { metadata: { name: "acme-gateway", labels: { "higress-fleet.io/tenant": unknown } } };
    for (const type of ["kubernetes:core/v1:NamespacePatch", "kubernetes:v1:Namespace"]) {
      expect(found(rule, { type, props }), type).to.deep.equal(['metadata.labels["higress-fleet.io/tenant"]']);
    }
  });

  it("leaves alone what keeps nobody apart", () => {
    expect(found(rule, pick("acme.orders-credentials")), "the value of a Secret").to.deep.equal([]);
    expect(found(rule, pick("acme.release")), "what the release will have made").to.deep.equal([]);
    expect(found(rule, hidden("acme.quota", "metadata.annotations", "status"))).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
  });

  it("takes further fields, and leaves out others", () => {
    const config = { type: "kubernetes:core/v1:ConfigMap", props: { metadata: { name: "c" }, data: { a: unknown } } };
    expect(withSettings(config, {})).to.deep.equal([]);
    expect(withSettings(config, { extraPaths: ["ConfigMap data", "Secret data"] })).to.deep.equal(["data.a"]);
    const release = hidden("acme.release", "values.global.hub", "values.global.watchNamespace");
    expect(withSettings(release, { ignoredPaths: ["Release values.global.hub"] })).to.deep.equal([
      "values.global.watchNamespace",
    ]);
    const others = [
      "Ingress values",
      "Release values.global.hu",
      "values",
      "Release ..",
      "Release values.global.hub.x",
    ];
    expect(withSettings(release, { ignoredPaths: others })).to.have.length(2);
    expect(withSettings(release, { ignoredPaths: ["* values.*.hub", "* values.global.watchNamespace"] })).to.be.empty;
  });

  it("does not apply to components", () => {
    expect(found(rule, pick("acme"))).to.equal(undefined);
    expect(judged(rule)).to.not.include.members(["acme", "globex"]);
  });
});
