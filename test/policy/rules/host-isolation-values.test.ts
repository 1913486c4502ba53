import { expect } from "chai";
import rule from "../../../policy/rules/host-isolation-values.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));

describe("host-isolation-values", () => {
  it("refuses HTTP/3, whose port the chart opens on the node", () => {
    expect(found(rule, change(release, "values.global.enableH3", true))).to.deep.equal(["values.global.enableH3"]);
    expect(found(rule, change(release, "values.global.enableH3", false))).to.deep.equal([]);
  });

  it("accepts the local mode where the setting allows it, and nothing else of the node", () => {
    const local = change(change(release, "values.global.local", true), "values.global.kind", true);
    const judged = (sketch: Sketch) =>
      judge(rule, resource(sketch), facts(), { allowLocal: true })?.map((finding) => finding.path);
    expect(judged(local)).to.deep.equal([]);
    expect(judged(change(local, "values.gateway.hostNetwork", true))).to.deep.equal(["values.gateway.hostNetwork"]);
    expect(found(rule, local)).to.deep.equal(["values.global.local", "values.global.kind"]);
  });

  it("refuses what opens the node, the text that a template takes for true included", () => {
    for (const path of ["global.local", "global.kind", "global.volumeWasmPlugins", "gateway.hostNetwork"]) {
      expect(withValue(path, true)).to.deep.equal([`values.${path}`]);
      expect(withValue(path, "false")).to.deep.equal([`values.${path}`]);
    }
    expect(withValue("gateway.kind", "DaemonSet")).to.deep.equal(["values.gateway.kind"]);
  });

  it("refuses a tenant's gateway that is no ClusterIP, which is the chart's default", () => {
    for (const type of ["LoadBalancer", "NodePort", "None", "clusterip"]) {
      expect(withValue("gateway.service.type", type)).to.deep.equal(["values.gateway.service.type"]);
    }
    expect(withValue("gateway.service.type", undefined)).to.deep.equal(["values.gateway.service.type"]);
    expect(messages(rule, change(release, "values", undefined))).to.deep.equal(['"LoadBalancer" is not ClusterIP']);
  });

  it("refuses to show controller and cache, in the entry too", () => {
    const entry = pick("entry.release");
    for (const path of ["values.controller.service.type", "values.redis.redis.service.type"]) {
      expect(found(rule, change(entry, path, "LoadBalancer"))).to.deep.equal([path]);
    }
  });

  it("looks below the name of the inner chart in the umbrella, and at globals above it", () => {
    const umbrella = change(change(release, "chart", "higress"), "values", {
      global: { local: true },
      gateway: { service: { type: "ClusterIP" } },
    });
    expect(found(rule, umbrella)).to.deep.equal(["values.global.local", "values.higress-core.gateway.service.type"]);
  });

  it("lets the gateways that serve clients have a load balancer, but no node port", () => {
    for (const name of ["entry.release", "shared.release"]) {
      expect(found(rule, change(pick(name), "values.gateway.service", undefined))).to.deep.equal([]);
      expect(found(rule, change(pick(name), "values.gateway.service.type", "ClusterIP"))).to.deep.equal([]);
      expect(found(rule, change(pick(name), "values.gateway.service.type", "NodePort"))).to.have.length(1);
    }
    const inner = facts().gateways.map((gateway) => ({ ...gateway, exposure: "cluster" as const }));
    expect(found(rule, pick("shared.release"), facts({ gateways: inner }))).to.have.length(1);
  });

  it("holds a gateway to what the fleet shows of it: the Service's type, and the ports of its pods", () => {
    const shared = pick("shared.release");
    const told = (exposure: "cluster" | "node-port", ports: readonly number[], of: object) => {
      const gateways = facts().gateways.map((gateway) => ({ ...gateway, exposure, ports }));
      return messages(rule, change(shared, "values.gateway.service", of), facts({ gateways }));
    };
    const http = { name: "http2", port: 8080, targetPort: 80, nodePort: 30080 };
    expect(told("node-port", [80], { type: "NodePort", ports: [http] })).to.deep.equal([]);
    expect(told("node-port", [80], { type: "LoadBalancer", ports: [http] })).to.deep.equal([
      '"LoadBalancer" is not ClusterIP or NodePort',
    ]);
    expect(told("cluster", [80], { type: "ClusterIP", ports: [http] })).to.deep.equal(["opens a port on every node"]);
    expect(told("node-port", [80], { type: "NodePort" })).to.deep.equal([
      "leads to port 443 of its pods, which is not 80",
    ]);
    const administration = { name: "http2", port: 80, targetPort: 15000 };
    expect(told("cluster", [80, 443], { type: "ClusterIP", ports: [administration] })).to.deep.equal([
      "leads to port 15000 of its pods, which is not 80 or 443",
    ]);
    expect(told("cluster", [80, 443], { type: "ClusterIP", ports: [{ name: "admin", port: 15000 }] })).to.have.length(
      1,
    );
  });

  it("accepts switches that are off in every spelling a template takes for off", () => {
    for (const value of [false, undefined, null, "", 0]) expect(withValue("global.local", value)).to.deep.equal([]);
  });

  it("judges the releases of the world and finds nothing", () => {
    const names = judged(rule);
    expect(names).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    expect(
      found(
        rule,
        names.map((name) => pick(name ?? "")),
      ),
    ).to.deep.equal([]);
  });

  it("judges any chart in a tenant's namespace, and leaves the platform's other charts alone", () => {
    expect(found(rule, change(change(release, "chart", "nginx"), "values", {}))).to.have.length(1);
    const grafana = change(change(release, "chart", "grafana"), "namespace", "monitoring");
    expect(found(rule, grafana)).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(withValue("gateway.service.type", unknown)).to.deep.equal(["values.gateway.service.type"]);
    expect(withValue("gateway", unknown)).to.deep.equal(["values.gateway"]);
    expect(found(rule, change(release, "values", unknown))).to.deep.equal(["values"]);
  });
});
