import { expect } from "chai";
import type { Route, Tenant } from "../../../plan/model.ts";
import type { Plugin } from "../../../plan/model/plugin.ts";
import type { DnsRegistry } from "../../../plan/model/registry.ts";
import { aiProxy } from "../../../plan/plugins/builtin/ai-proxy.ts";
import { cors } from "../../../plan/plugins/builtin/cors.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const host = "ai.globex.aigw.example.com";
const deepseek: DnsRegistry = {
  type: "dns",
  name: "deepseek",
  domains: ["api.deepseek.com"],
  port: 443,
  protocol: "https",
  cidrs: ["203.0.113.0/24"],
};
const route = (name: string, change: Partial<Route> = {}): Route => ({
  name,
  host,
  path: `/${name}`,
  pathType: "Prefix",
  backend: { destinations: [{ host: "deepseek.dns", weight: 100 }] },
  ...change,
});
const models = aiProxy.schema.all.parse({
  provider: { type: "deepseek", tokens: [{ secret: "ai", key: "deepseek" }] },
});
const proxy = (plugin: Partial<Plugin>): Plugin => ({ use: "ai-proxy", name: "models", rules: [], ...plugin });
const globex = (plugin: Plugin, change: Partial<Tenant>) =>
  told(
    changeTenant({ ...validFleet(), protect: false }, "globex", {
      registries: [deepseek],
      plugins: [plugin],
      ...change,
    }),
  );

describe("routes of a plugin", () => {
  it("lead to the provider whose token they carry", () => {
    const plugin = proxy({ rules: [{ routes: ["chat"], config: models }] });
    expect(globex(plugin, { routes: [route("chat")] })).to.deep.equal([]);
    expect(globex(plugin, { routes: [route("chat", { backend: { service: "web", port: 80 } })] })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].routes[0]: route "chat" leads to service web:80, which would get the token for api.deepseek.com | ' +
        "Give it the host of a registry with type: dns, domains: [api.deepseek.com], port: 443 and protocol: https.",
    ]);
  });

  it("lead nowhere else, by a variant or in the clear", () => {
    const plugin = proxy({ config: models });
    const stray =
      'route "chat" leads to deepseek.dns, which would get the token for api.deepseek.com | ' +
      "Give it the host of a registry with type: dns, domains: [api.deepseek.com], port: 443 and protocol: https.";
    for (const registry of [
      { ...deepseek, protocol: "http" as const },
      { ...deepseek, domains: ["api.deepseek.com", "api.deepseek.com.evil.example"] },
    ]) {
      expect(globex(plugin, { routes: [route("chat")], registries: [registry] })).to.deep.equal([
        `tenants[1].plugins[0].config: ${stray}`,
      ]);
    }
    const variant = {
      name: "b",
      when: { header: "x-group", value: "b" },
      backend: { service: "web", port: 80 },
    };
    expect(globex(plugin, { routes: [route("chat", { variants: [variant] })] })).to.deep.equal([
      `tenants[1].plugins[0].config: ${stray.replace("deepseek.dns", "service web:80")}`,
    ]);
  });

  it("lead to the provider's port", () => {
    const config = aiProxy.schema.all.parse({
      provider: { type: "openai", tokens: [{ secret: "ai", key: "a" }], url: "https://api.deepseek.com:8443/v1" },
    });
    const of = (port: number) =>
      globex(proxy({ config }), { routes: [route("chat")], registries: [{ ...deepseek, port }] });
    expect(of(8443)).to.deep.equal([]);
    expect(of(443)).to.deep.equal([
      'tenants[1].plugins[0].config: route "chat" leads to deepseek.dns, which would get the token for api.deepseek.com | ' +
        "Give it the host of a registry with type: dns, domains: [api.deepseek.com], port: 8443 and protocol: https.",
    ]);
  });

  it("show nobody else the token, by a mirror or when the provider is away", () => {
    const remark = (key: string) =>
      `tenants[1].plugins[0].config: route "chat" has a ${key}, which would get the token for api.deepseek.com with the request | ` +
      `Remove ${key} from the route.`;
    const told = (change: Partial<Route>) => globex(proxy({ config: models }), { routes: [route("chat", change)] });
    expect(told({ mirror: { service: "shadow", port: 80, percent: 100 } })).to.deep.equal([remark("mirror")]);
    expect(told({ fallback: { service: "spare" } })).to.deep.equal([remark("fallback")]);
    expect(told({ fallback: { service: "spare", after: [503] } })).to.deep.equal([remark("fallback")]);
  });

  it("leave the host to a plugin that sets it", () => {
    expect(
      globex(proxy({ config: models }), { routes: [route("chat", { rewrite: { host: "other.example" } })] }),
    ).to.deep.equal([
      'tenants[1].plugins[0].config: route "chat" rewrites the host, which the plugin has set to api.deepseek.com | ' +
        "Remove rewrite.host from the route.",
    ]);
  });

  it("are judged by the rule that is for them, and by config where none is", () => {
    const other = aiProxy.schema.all.parse({
      provider: { type: "openai", tokens: [{ secret: "ai", key: "openai" }] },
    });
    const routes = [route("chat"), route("draw")];
    expect(globex(proxy({ config: models, rules: [{ routes: ["draw"], config: other }] }), { routes })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].routes[0]: route "draw" leads to deepseek.dns, which would get the token for api.openai.com | ' +
        "Give it the host of a registry with type: dns, domains: [api.openai.com], port: 443 and protocol: https.",
    ]);
    expect(globex(proxy({ rules: [{ hosts: [host], config: other }] }), { routes: [route("chat")] })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].hosts[0]: route "chat" leads to deepseek.dns, which would get the token for api.openai.com | ' +
        "Give it the host of a registry with type: dns, domains: [api.openai.com], port: 443 and protocol: https.",
    ]);
  });

  it("have their pages' own origin among those that may ask, and no cors of their own", () => {
    const plugin = (origins: readonly string[]): Plugin => ({
      use: "cors",
      name: "pages",
      config: cors.schema.all.parse({ origins }),
      rules: [],
    });
    const routes = [route("web", { backend: { service: "web", port: 80 } })];
    expect(globex(plugin([`https://${host}`]), { routes })).to.deep.equal([]);
    expect(globex(plugin(["*"]), { routes })).to.deep.equal([]);
    expect(globex(plugin(["https://www.example.com"]), { routes })).to.deep.equal([
      `tenants[1].plugins[0].config: the plugin would refuse pages of "${host}" itself, whose browsers send an origin as well | ` +
        `Add "https://${host}" to origins.`,
    ]);
    const twice = [
      route("web", {
        backend: { service: "web", port: 80 },
        cors: { origins: ["https://a.org"], methods: ["GET"], headers: ["x-a"], credentials: false, maxAge: 60 },
      }),
    ];
    expect(globex(plugin([`https://${host}`]), { routes: twice })).to.deep.equal([
      'tenants[1].plugins[0].config: route "web" has cors of its own, and browsers refuse an answer that says both | Keep one of the two.',
    ]);
  });

  it("of hosts without number cannot have them all among the origins", () => {
    const plugin: Plugin = {
      use: "cors",
      name: "pages",
      config: cors.schema.all.parse({ origins: ["https://a.org"] }),
      rules: [],
    };
    const routes = [route("all", { host: "*.globex.aigw.example.com", backend: { service: "web", port: 80 } })];
    expect(globex(plugin, { routes })).to.deep.equal([
      'tenants[1].plugins[0].config: the plugin would refuse pages of "*.globex.aigw.example.com" itself, whose browsers send an origin as well | ' +
        "Use cors of the route: here each host below would have to stand among the origins.",
    ]);
  });
});

describe("browsers that ask before a request", () => {
  const orders = route("orders", { backend: { service: "web", port: 80 } });
  const pages: Plugin = {
    use: "cors",
    name: "pages",
    rules: [],
    config: cors.schema.all.parse({ origins: ["*"] }),
  };
  const guard = (use: string, change: Partial<Plugin>): Plugin => ({ use, name: "guard", rules: [], ...change });
  const told401 = (plugins: readonly Plugin[], change: Partial<Route> = {}) =>
    told(
      changeTenant({ ...validFleet(), protect: false }, "globex", { plugins, routes: [{ ...orders, ...change }] }),
    ).filter((line) => line.includes("browsers"));
  const everywhere = { everywhere: true, consumers: [] };
  const remark = (at: number, place: string) =>
    `tenants[1].plugins[${at}].${place}: browsers ask route "orders" first, by OPTIONS and without credentials, and plugin "guard" ` +
    'comes before this one and answers them 401 | Give OPTIONS a route of its own that "guard" is not for, and this one match.methods without it.';

  for (const use of ["basic-auth", "key-auth", "jwt-auth"]) {
    it(`are not turned away by ${use} where cors would answer them`, () => {
      expect(told401([guard(use, { config: everywhere }), pages])).to.deep.equal([remark(1, "config")]);
      expect(told401([pages, guard(use, { config: everywhere })])).to.deep.equal([remark(0, "config")]);
    });
  }

  it("are turned away by the rule that is for the route, and by no other", () => {
    const some = { everywhere: false, consumers: [] };
    const rules = [{ routes: ["orders"], config: { allow: ["a"] } }];
    const ruled = { ...pages, rules: [{ routes: ["orders"], config: pages.config ?? {} }] };
    expect(told401([guard("key-auth", { config: some, rules }), ruled])).to.deep.equal([
      remark(1, "rules[0].routes[0]"),
    ]);
    expect(told401([guard("key-auth", { config: some }), pages])).to.deep.equal([]);
    expect(told401([guard("ip-restriction", { config: everywhere }), pages])).to.deep.equal([]);
  });

  it("have a route of their own where this one takes no OPTIONS", () => {
    const plugins = [guard("key-auth", { config: everywhere }), pages];
    expect(told401(plugins, { match: { methods: ["GET", "POST"] } })).to.deep.equal([]);
    expect(told401(plugins, { match: { methods: ["GET", "OPTIONS"] } })).to.deep.equal([remark(1, "config")]);
  });
});
