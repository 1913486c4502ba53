import { expect } from "chai";
import type { Fleet, Route, Tenant } from "../../../plan/model.ts";
import type { BuiltinPlugin, OwnPlugin } from "../../../plan/model/plugin.ts";
import { differences } from "../differences.ts";
import { changeTenant, publishing, validFleet } from "../fleet.ts";
import { plannedTenant } from "../planned.ts";

const config = { urls: ["?debug="], caseSensitive: false, status: 403, message: "" };
const rendered = {
  block_urls: ["?debug="],
  case_sensitive: false,
  blocked_code: 403,
  blocked_message: "",
};
const plugin = (change: Partial<BuiltinPlugin> = {}): BuiltinPlugin => ({
  use: "request-block",
  name: "p",
  rules: [],
  ...change,
});
const route = (name: string, change: Partial<Route> = {}): Route => ({
  name,
  host: "a.acme.aigw.example.com",
  path: `/${name}`,
  pathType: "Prefix",
  backend: { service: name, port: 80 },
  ...change,
});

/** The first plugin of a tenant, as it is registered. */
function spec(change: Partial<Tenant>, fleet: Partial<Fleet> = {}) {
  const [first] = plannedTenant({ plugins: [plugin({ config })], ...change }, fleet).plugins;
  if (first === undefined) throw new Error("there is no plugin");
  return first.spec;
}

describe("a tenant's plugins", () => {
  it("are WasmPlugins of its namespace, sorted, which fail closed", () => {
    const { plugins } = plannedTenant({ plugins: [plugin({ name: "b", config }), plugin({ name: "a", config })] });
    expect(plugins.map(({ metadata }) => [metadata.namespace, metadata.name])).to.deep.equal([
      ["acme-gateway", "a"],
      ["acme-gateway", "b"],
    ]);
    expect(plugins[0]?.metadata.labels).to.include({ "higress-fleet.io/tenant": "acme" });
    expect(plugins[0]?.spec).to.deep.equal({
      url: "oci://higress-registry.cn-hangzhou.cr.aliyuncs.com/plugins/request-block:1.0.0",
      sha256: "0".repeat(64),
      phase: "AUTHZ",
      priority: 320,
      failStrategy: "FAIL_CLOSE",
      defaultConfig: rendered,
      defaultConfigDisable: false,
      matchRules: [],
    });
  });

  it("leave requests alone that no rule is for, where they are told nothing for all", () => {
    const rules = [{ routes: ["orders"], config }];
    const told = spec({ routes: [route("orders")], plugins: [plugin({ rules })] });
    expect(told).to.not.have.property("defaultConfig");
    expect(told).to.deep.include({
      defaultConfigDisable: true,
      matchRules: [{ ingress: ["orders"], config: rendered }],
    });
  });

  it("name every Ingress of a route, and what the controller makes of its fallback", () => {
    const orders = route("orders", {
      fallback: { service: "standby", after: [503] },
      backend: {
        active: "blue",
        blue: { service: "blue", port: 80 },
        green: { service: "green", port: 80 },
        preview: { header: "x-preview", value: "yes" },
      },
      variants: [{ name: "canary", when: { cookie: "c", value: "1" }, backend: { service: "next", port: 80 } }],
    });
    const plain = route("plain", { fallback: { service: "standby" } });
    const rules = [{ routes: ["orders", "plain"], config }];
    expect(spec({ routes: [orders, plain], plugins: [plugin({ rules })] }).matchRules).to.deep.equal([
      {
        ingress: [
          ...["orders", "orders-fallback", "orders.preview", "orders.preview-fallback"],
          ...["orders.canary", "orders.canary-fallback", "plain"],
        ],
        config: rendered,
      },
    ]);
  });

  it("name routes below a host before the host, which clients may write in capitals", () => {
    const routes = [
      route("a"),
      route("b", { host: "*.b.acme.aigw.example.com" }),
      route("c", { host: "c.example.org" }),
    ];
    const hosts = ["*.acme.aigw.example.com"];
    expect(spec({ routes, plugins: [plugin({ rules: [{ hosts, config }] })] }).matchRules).to.deep.equal([
      { ingress: ["a", "b"], config: rendered },
      { domain: hosts, config: rendered },
    ]);
    expect(spec({ routes: [], plugins: [plugin({ rules: [{ hosts, config }] })] }).matchRules).to.deep.equal([
      { domain: hosts, config: rendered },
    ]);
  });

  it("come from the fleet's registry with its credentials, or from the plugin server beside the gateway", () => {
    const { higress } = validFleet();
    const own = { ...higress, hub: "registry.example.com/mirror", imagePullSecrets: ["pull", "other"] };
    expect(spec({}, { higress: own, plugins: { ...publishing, versions: {} } })).to.deep.include({
      url: "oci://registry.example.com/mirror/plugins/request-block:2.0.0",
      imagePullSecret: "pull",
    });
    const served = spec({ pluginServer: { replicas: 1, cpu: "100m", memory: "128Mi" } }, { higress: own });
    expect(served.url).to.equal(
      "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/request-block/1.0.0/plugin.wasm",
    );
    expect(served).to.not.have.any.keys("sha256", "imagePullSecret");
  });

  it("change nothing but their own object and the way to its code", () => {
    const fleet = validFleet();
    const places = differences(fleet, changeTenant(fleet, "globex", { plugins: [plugin({ config })] }));
    expect(places).to.not.be.empty;
    expect(
      places.filter((place) => !/^globex-gateway (WasmPlugin |NetworkPolicy\/allowed-egress )/.test(place)),
    ).to.deep.equal([]);
    const served = { pluginServer: { replicas: 1, cpu: "100m", memory: "128Mi" } };
    const before = changeTenant(fleet, "globex", served);
    const after = changeTenant(fleet, "globex", { ...served, plugins: [plugin({ config })] });
    for (const place of differences(before, after)) expect(place).to.match(/^globex-gateway WasmPlugin /);
  });

  const own: OwnPlugin = {
    use: "own",
    name: "signer",
    source: "oci://registry.example.net:5000/plugins/signer:1.2.0",
    sha256: "1".repeat(64),
    phase: "AUTHN",
    priority: 300,
    failure: "closed",
    config: { keys: [{ secret: "signing", key: "now.pem" }], skew: 30, nothing: null },
    rules: [{ hosts: ["a.acme.aigw.example.com"], config: { off: true } }],
  };

  it("of its own are its image, and its words with references to Secrets of its namespace", () => {
    expect(spec({ plugins: [own] })).to.deep.equal({
      url: own.source,
      sha256: own.sha256,
      phase: "AUTHN",
      priority: 300,
      failStrategy: "FAIL_CLOSE",
      defaultConfig: { keys: ["${secret.acme-gateway/signing.now.pem}"], skew: 30, nothing: null },
      defaultConfigDisable: false,
      matchRules: [{ domain: ["a.acme.aigw.example.com"], config: { off: true } }],
    });
    expect(spec({ plugins: [{ ...own, phase: "STATS", failure: "open" }] }).failStrategy).to.equal("FAIL_OPEN");
  });

  it("have a way to their registries, on the port of each, and none from a plugin server alone", () => {
    const ways = (change: Partial<Tenant>) =>
      plannedTenant(change)
        .networkPolicies.filter(({ metadata }) => metadata.name === "allowed-egress")
        .flatMap(({ spec: { egress = [] } }) => egress);
    const to = [{ ipBlock: { cidr: "198.51.100.192/28" } }];
    expect(ways({ plugins: [plugin({ config }), own] })).to.deep.equal([
      {
        to,
        ports: [
          { protocol: "TCP", port: 443 },
          { protocol: "TCP", port: 5000 },
        ],
      },
    ]);
    const pluginServer = { replicas: 1, cpu: "100m", memory: "128Mi" };
    expect(ways({ plugins: [plugin({ config })], pluginServer })).to.deep.equal([]);
    expect(ways({ plugins: [plugin({ config }), own], pluginServer })).to.deep.equal([
      { to, ports: [{ protocol: "TCP", port: 5000 }] },
    ]);
    expect(ways({})).to.deep.equal([]);
  });
});
