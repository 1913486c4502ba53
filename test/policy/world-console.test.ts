import { expect } from "chai";
import type { Facts } from "../../policy/facts.ts";
import chartPinned from "../../policy/rules/release-chart-pinned-source.ts";
import guarded from "../../policy/rules/release-console-guarded.ts";
import inEffect from "../../policy/rules/release-narrowed-in-effect.ts";
import matrix from "../../policy/rules/netpol-connectivity-matrix.ts";
import oneRelease from "../../policy/rules/one-release-per-namespace.ts";
import quotaFits from "../../policy/rules/quota-fits-release.ts";
import watched from "../../policy/rules/watch-namespace-own.ts";
import { change, type Sketch } from "./harness.ts";
import { fired, found, messages } from "./verdict.ts";
import { consoleFacts, consoleObjects, consoleRelease, consoleWorld } from "./world-console.ts";
import { facts, pick } from "./world.ts";

const given = consoleFacts();
const part = (name: string): Sketch => {
  const sketch = consoleObjects.find((one) => one.name === name);
  if (sketch === undefined) throw new Error(`the console has no ${name}`);
  return sketch;
};
const release = (path: string, value: unknown): Sketch => change(consoleRelease, path, value);
const guardedWith = (path: string, value: unknown, of: Facts = given) => found(guarded, release(path, value), of);

describe("a console beside a tenant's gateway", () => {
  it("is lawful as the program registers it", () => {
    expect(fired(consoleWorld(), given)).to.deep.equal([]);
  });

  it("is refused where nobody asked for it", () => {
    expect(fired(consoleWorld(), facts())).to.include("release-console-guarded");
    expect(messages(guarded, consoleRelease, facts())).to.deep.equal(["is a console that nobody asked for"]);
  });

  it("must have the program's password, no Ingress and a Service inside the cluster", () => {
    expect(guardedWith("values.admin", { password: "hunter2" })).to.deep.equal(["values.admin.password"]);
    expect(messages(guarded, release("values.admin", { password: "hunter2" }), given)?.join()).not.to.include(
      "hunter2",
    );
    expect(guardedWith("values.ingress", { enabled: true })).to.deep.equal(["values.ingress.enabled"]);
    expect(guardedWith("values.service", { type: "LoadBalancer" })).to.deep.equal(["values.service.type"]);
    expect(guardedWith("values.certmanager", { enabled: true })).to.deep.equal(["values.certmanager.enabled"]);
    expect(guardedWith("values.global.o11y", { enabled: true })).to.deep.equal(["values.global.o11y.enabled"]);
    expect(guardedWith("values.swagger", { enabled: true })).to.deep.equal(["values.swagger.enabled"]);
  });

  it("must have the names that network policies and admission know it by, and ask its own controller", () => {
    expect(guardedWith("name", "higress-core")).to.deep.equal(["name"]);
    expect(guardedWith("values.name", "shop")).to.deep.equal(["values.name"]);
    expect(guardedWith("values.controller", { serviceName: "shop" })).to.deep.equal(["values.controller.serviceName"]);
  });

  it("does not run while its tenant is suspended", () => {
    const suspended = consoleFacts({ suspended: true });
    expect(guardedWith("values.replicaCount", undefined, suspended)).to.deep.equal(["values.replicaCount"]);
    expect(guardedWith("values.replicaCount", 0, suspended)).to.deep.equal([]);
  });

  it("offers the plugins of its own plugin server and of no other", () => {
    const running = consoleFacts({ servers: ["plugin-server"] });
    const own = "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/${name}/${version}/plugin.wasm";
    expect(guardedWith("values.replicaCount", 1, running)).to.deep.equal([
      "values.global.enablePluginServer",
      "values.pluginServer.urlPattern",
    ]);
    const wired = (urlPattern: string) =>
      change(release("values.global.enablePluginServer", true), "values.pluginServer", { urlPattern });
    expect(found(guarded, wired(own), running)).to.deep.equal([]);
    expect(found(guarded, wired(own.replace("acme", "globex")), running)).to.deep.equal([
      "values.pluginServer.urlPattern",
    ]);
    expect(found(guarded, release("values.global.enablePluginServer", true), given)).to.deep.equal([
      "values.pluginServer.urlPattern",
    ]);
  });

  it("watches its own namespace, also where its gateway watches all", () => {
    expect(found(watched, release("values.global.watchNamespace", ""), given)).to.deep.equal([
      "values.global.watchNamespace",
    ]);
    const [shared] = facts().gateways;
    const all = facts({
      gateways: shared ? [{ ...shared, namespace: "acme-gateway", watch: "all" }] : [],
      tenants: [],
    });
    expect(found(watched, change(pick("acme.release"), "values.global.watchNamespace", ""), all)).to.deep.equal([]);
    expect(found(watched, release("values.global.watchNamespace", ""), all)).to.have.length(1);
  });

  it("comes from beside Higress's own chart and in its version", () => {
    expect(found(chartPinned, consoleRelease, given)).to.deep.equal([]);
    expect(found(chartPinned, release("version", "2.2.3"), given)).to.deep.equal(["version"]);
    expect(found(chartPinned, release("repositoryOpts.repo", "https://example.net"), given)).to.have.length(1);
    for (const [core, beside] of [
      ["oci://registry.example.com/charts/higress-core", "oci://registry.example.com/charts/higress-console"],
      ["./charts/higress-core/", "./charts/higress-console"],
    ] as const) {
      const from = { ...given, chart: { name: core } };
      const plain = release("repositoryOpts", undefined);
      expect(found(chartPinned, change(plain, "chart", beside), from), core).to.deep.equal([]);
      expect(found(chartPinned, change(plain, "chart", `./mine/higress-console`), from)).to.deep.equal(["chart"]);
    }
  });

  it("needs a Role and a Secret of the program's, since its own are taken away", () => {
    const message = (name: string) =>
      messages(
        inEffect,
        consoleWorld().filter((one) => one.name !== name),
        given,
      );
    expect(message("acme.binding.console")).to.deep.equal([
      'no Role is bound to higress-console in namespace "acme-gateway"',
    ]);
    expect(message("acme.secret.higress-console")).to.deep.equal([
      'no Secret higress-console is registered in namespace "acme-gateway", and the chart\'s own is taken away',
    ]);
  });

  it("counts in the quota that it shares with its gateway", () => {
    const small = consoleWorld(pick("acme.quota"));
    expect(messages(quotaFits, small, given)).to.deep.equal([
      ...["requests.cpu", "limits.cpu"].map(
        () => '10 is less than the 11 of releases "acme.release" and "acme.console" at their peak',
      ),
      '6 is less than the 8 of releases "acme.release" and "acme.console" at their peak',
    ]);
  });

  it("is one per namespace", () => {
    const second = { ...consoleRelease, name: "acme.second" };
    expect(messages(oneRelease, [...consoleWorld(), second], given)).to.deep.equal([
      'namespace "acme-gateway" already holds a console: "acme.console"',
    ]);
  });

  it("is reached by whom the fleet file names, and asks its controller", () => {
    const open = (name: string, path: string, value: unknown) =>
      messages(matrix, consoleWorld(change(part(name), path, value)), given);
    const from = (peer: unknown) => open("acme.network.console", "spec.ingress[0].from[0]", peer);
    expect(messages(matrix, consoleWorld(), given)).to.deep.equal([]);
    expect(from({ ipBlock: { cidr: "192.0.2.0/23" } })).to.deep.equal([
      "an address outside the cluster can reach the console of tenant acme on TCP 8080",
    ]);
    const own = change(part("acme.network.console"), "spec.ingress[0].from[0]", { podSelector: {} });
    const out = {
      to: [{ podSelector: {} }],
      ports: [
        { protocol: "TCP", port: 8080 },
        { protocol: "TCP", port: 15012 },
      ],
    };
    const byGateway = change(pick("acme.network.gateway"), "spec.egress[0]", out);
    expect(messages(matrix, consoleWorld(own, byGateway), given)).to.include(
      "the gateway of tenant acme can reach the console of tenant acme on TCP 8080",
    );
    expect(from({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "default" } } })?.[0]).to.equal(
      "a pod of namespace default can reach the console of tenant acme on TCP 8080",
    );
    expect(open("acme.network.console", "spec.ingress[0].ports[0].port", 8081)).to.deep.equal([
      "a pod of namespace monitoring cannot reach the console of tenant acme on TCP 8080",
      "an address outside the cluster and 1 more can reach the console of tenant acme on TCP 8081",
    ]);
    expect(open("acme.network.controller-console", "spec.ingress[0].ports[0].port", 15010)).to.include(
      "the console of tenant acme cannot reach the controller of tenant acme on TCP 15014",
    );
    expect(
      fired(
        consoleWorld(change(part("acme.network.console"), "spec.egress[1].to[0].ipBlock.cidr", "10.0.0.0/16")),
        given,
      ),
    ).to.include("netpol-cidr-safe");
  });
});
