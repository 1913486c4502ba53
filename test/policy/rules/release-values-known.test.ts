import { expect } from "chai";
import rule from "../../../policy/rules/release-values-known.ts";
import { known, leaves, put } from "../../chart/values.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));
const withValues = (values: unknown, chart = "higress-core") =>
  found(rule, change(change(release, "chart", chart), "values", values));

describe("release-values-known", () => {
  it("refuses keys that are no values of the chart, as people take them from other charts", () => {
    for (const path of [
      ...["gateway.replicaCount", "global.imageRegistry", "global.imageTag", "global.enableHigressIstio"],
      ...[
        "pilot.replicaCount",
        "console",
        "pluginServer.replicaCount",
        "gateway.service.typ",
        "controller.rbac.enabled",
      ],
      // Removed in 2.2.0.
      ...["pilot.autoscaleEnabled", "pilot.nodeSelector"],
    ]) {
      expect(withValue(path, 1)).to.deep.equal([`values.${path}`]);
    }
  });

  it("refuses values of the inner chart under its name, where there is no umbrella, and the other way round", () => {
    expect(withValues({ "higress-core": { gateway: { replicas: 3 } } })).to.deep.equal(["values.higress-core"]);
    expect(withValues({ gateway: { replicas: 3 } }, "higress")).to.deep.equal(["values.gateway"]);
  });

  it("refuses a path written as one key", () => {
    expect(withValues({ "gateway.replicas": 3 })).to.deep.equal(['values["gateway.replicas"]']);
    expect(withValues({ gateway: { "rbac.enabled": false } })).to.deep.equal(['values.gateway["rbac.enabled"]']);
  });

  it("refuses a map for a value and a value for a map", () => {
    expect(withValues({ gateway: { replicas: { min: 1 } } })).to.deep.equal(["values.gateway.replicas"]);
    expect(withValues({ gateway: { rbac: false }, global: [] })).to.deep.equal([
      "values.gateway.rbac",
      "values.global",
    ]);
    expect(withValues("text")).to.deep.equal(["values"]);
  });

  it("is not misled by what every object has", () => {
    expect(withValues(JSON.parse('{"constructor": {"name": "x"}, "global": {"toString": 1}}'))).to.deep.equal([
      ...["values.constructor", "values.global.toString"],
    ]);
  });

  it("accepts every value of the chart, declared or only read", () => {
    const all = known.values.reduce(
      (values, { path, default: value, alter }) => put(values, path.split("."), alter ?? value ?? "x"),
      {},
    );
    // Dots in a key of an annotation made paths of it; annotations are free.
    expect(withValues(all)).to.deep.equal([]);
    expect(leaves(all).length).to.be.greaterThan(250);
  });

  it("accepts any key where maps are copied into objects", () => {
    for (const open of known.open) expect(withValue(open, { "any.key/at-all": { below: 1 } }), open).to.deep.equal([]);
  });

  it("accepts null, which takes a default away", () => {
    expect(withValues({ gateway: { resources: null, service: null }, pilot: null })).to.deep.equal([]);
  });

  it("judges the umbrella's values by the charts inside it, its globals by both", () => {
    const lawful = {
      global: { hub: "registry.example.com", o11y: { grafana: { port: 1 } }, pvc: { rwxSupported: true } },
      "higress-core": { gateway: { replicas: 2 }, global: { local: false } },
      "higress-console": { replicaCount: 0, podEnvs: { A: "1" } },
    };
    expect(withValues(lawful, "higress")).to.deep.equal([]);
    const strange = { global: { o11y: { tempo: {} } }, "higress-core": { replicaCount: 0 }, "higress-console": 1 };
    expect(withValues(strange, "higress")).to.deep.equal([
      "values.global.o11y.tempo",
      "values.higress-core.replicaCount",
      "values.higress-console",
    ]);
  });

  it("says how to add a version that the pack does not know", () => {
    const newer = change(release, "version", "2.3.0");
    expect(found(rule, newer)).to.deep.equal(["values"]);
    expect(messages(rule, newer)?.[0]).to.include("only 2.2.4").and.include("npm run chart:values");
    expect(found(rule, change(newer, "chart", "higress"))).to.deep.equal(["values"]);
  });

  it("refuses values in files, which nobody here can read", () => {
    expect(found(rule, change(release, "valueYamlFiles", ["values.yaml"]))).to.deep.equal(["valueYamlFiles"]);
    for (const none of [[], null, undefined]) {
      expect(found(rule, change(release, "valueYamlFiles", none))).to.deep.equal([]);
    }
  });

  it("accepts what its settings add", () => {
    const sketch = change(change(release, "values.gateway.extraVolumes", [{ name: "x" }]), "values.gateway.extra", 1);
    const verdict = judge(rule, resource(sketch), facts(), { alsoKnown: ["gateway.extraVolumes"] });
    expect(verdict?.map(({ path }) => path)).to.deep.equal(["values.gateway.extra"]);
  });

  it("judges the releases of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    for (const name of judged(rule)) expect(found(rule, pick(name ?? ""))).to.deep.equal([]);
    expect(found(rule, change(release, "values", undefined))).to.deep.equal([]);
    expect(found(rule, change(change(release, "chart", "grafana"), "namespace", "monitoring"))).to.equal(undefined);
  });

  it("does not pass what cannot be known, but for a value below a known key", () => {
    expect(cannotKnow(rule, change(release, "values", unknown), "values")).to.equal(true);
    expect(cannotKnow(rule, change(release, "values.gateway", unknown), "values.gateway")).to.equal(true);
  });
});
