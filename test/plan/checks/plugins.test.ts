import { expect } from "chai";
import type { Fleet, Route, Tenant } from "../../../plan/model.ts";
import type { BuiltinPlugin, OwnPlugin, PluginRule, Plugins, PluginSettings } from "../../../plan/model/plugin.ts";
import { changeTenant, publishing, validFleet } from "../fleet.ts";
import { toldCredentials } from "../../vectors/credentials.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const config = { urls: ["?debug="], caseSensitive: false, status: 403, message: "" };
const plugin = (change: Partial<BuiltinPlugin> = {}): BuiltinPlugin => ({
  use: "request-block",
  name: "p",
  rules: [],
  ...change,
});
const route = (name: string, host: string): Route => ({
  name,
  host,
  path: "/",
  pathType: "Prefix",
  backend: { service: "web", port: 80 },
});
const routes = [route("orders", "a.globex.aigw.example.com"), route("all", "*.globex.aigw.example.com")];
const globex = (change: Partial<Tenant>, fleet: Fleet = validFleet()) =>
  told(changeTenant(fleet, "globex", { routes, ...change }));
const ruled = (...rules: readonly PluginRule[]) => globex({ plugins: [plugin({ rules })] });

/** What the file's tenant globex has, as people write it. */
const written = (lines: string) =>
  faultsOf(spoil("    owner: globex@example.com\n", `    owner: globex@example.com\n    plugins:\n${lines}`));

describe("plugins", () => {
  it("are those that the fleet knows, told what their schema takes", () => {
    const faults: readonly (readonly [lines: string, ...faults: readonly string[]])[] = [
      [
        "      - { use: request-blok, name: p }\n",
        'tenants[1].plugins[0].use: "request-blok" is not one of the choices\n    Did you mean "request-block"? Write ',
      ],
      [
        "      - { use: request-block, name: P, config: { urls: [x] } }\n",
        'tenants[1].plugins[0].name: "P" is not a DNS label\n    Use lower-case letters, digits and hyphens, with a letter or digit at both ends.',
      ],
      [
        "      - { use: request-block, name: p, config: { urls: [x], stauts: 404 } }\n",
        'tenants[1].plugins[0].config.stauts: there is no such setting\n    Did you mean "status"?',
      ],
      [
        "      - { use: request-block, name: p, config: {} }\n",
        "tenants[1].plugins[0].config: the map refuses nothing\n    Name pieces of urls, headers or bodies.",
      ],
    ];
    for (const [lines, ...expected] of faults) {
      const found = written(lines);
      expect(found, lines).to.have.length(expected.length);
      for (const [at, fault] of expected.entries()) expect(found[at]).to.include(fault);
    }
  });

  it("go by no address that others than the entry tell", () => {
    const plugins = [plugin({ use: "ip-restriction", name: "p", config: { allow: ["192.0.2.0/24"] } })];
    const globexWith = (...ports: readonly number[]) =>
      globex({
        pluginServer: { replicas: 1, cpu: "100m", memory: "128Mi" },
        plugins,
        network: { ingress: [{ peer: { cidr: "203.0.113.0/24" }, protocol: "TCP", ports }], egress: [] },
      });
    for (const port of [80, 443]) {
      expect(globexWith(15020, port)).to.deep.equal([
        'tenants[1].plugins[0].use: "ip-restriction" goes by the address that the entry tells, and network.ingress[0] lets others past it, who tell any | Leave ports 80 and 443 to the entry, or ask clients who they are, by key-auth or jwt-auth.',
      ]);
    }
    expect(globexWith(15020)).to.deep.equal([]);
  });

  it("have rules for routes or for hosts: one that is for neither, or for both, would make the whole plugin go", () => {
    const rule = (text: string) => written(`      - { use: request-block, name: p, rules: [${text}] }\n`);
    const way = "Give either routes or hosts, and config.";
    for (const text of [
      "{ config: { urls: [x] } }",
      "{ routes: [api], hosts: [a.globex.aigw.example.com], config: { urls: [x] } }",
    ]) {
      const faults = rule(text);
      expect(faults, text).to.have.length(1);
      expect(faults[0]).to.include(
        "tenants[1].plugins[0].rules[0]: the map does not name exactly one kind of requests",
      );
      expect(faults[0]).to.include(way);
    }
    expect(rule("{ routes: [], config: { urls: [x] } }")[0]).to.include("Name at least one route.");
    expect(rule("{ hosts: [a.globex.aigw.example.com] }")[0]).to.include(
      "rules[0].config: is missing\n    Add it. What the plugin is told for these requests.",
    );
  });

  it("have names of their own, and are told something", () => {
    expect(globex({ plugins: [plugin({ config }), plugin({ config })] })).to.include(
      'tenants[1].plugins[1].name: tenant "globex" has two plugins named "p" | Give one of them another name.',
    );
    expect(globex({ plugins: [plugin()] })).to.deep.equal([
      'tenants[1].plugins[0]: plugin "p" is told nothing for any request | Give it a config for all requests, or rules for some; or remove it.',
    ]);
  });

  it("are for routes and hosts of their own tenant", () => {
    const hosts = ["api.acme.org", "*.shop.acme.org", "*.example.com"];
    expect(ruled({ routes: ["orders", "portal"], config }, { hosts, config })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].routes[1]: tenant "globex" has no route "portal" | Name one of "orders", "all".',
      ...hosts.map(
        (host, at) =>
          `tenants[1].plugins[0].rules[1].hosts[${at}]: ${JSON.stringify(host)} is no host of tenant "globex" | Use one of "*.globex.aigw.example.com", or one below.`,
      ),
    ]);
    expect(globex({ routes: [], plugins: [plugin({ rules: [{ routes: ["a"], config }] })] })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].routes[0]: tenant "globex" has no route "a" | It has none at all; write hosts.',
    ]);
  });

  it("have rules that some request comes to", () => {
    const wide = "*.globex.aigw.example.com";
    const hidden = (place: string, first: string, value: string, by: string) =>
      `tenants[1].plugins[0].rules${place}: no request comes this far: ${first} has taken ${JSON.stringify(value)} by ${JSON.stringify(by)}, and the first rule that fits counts | Remove it here, or move the narrower rule before the wider one.`;
    const rules = [
      { hosts: [wide], config },
      { routes: ["orders"], config },
      { hosts: ["b.globex.aigw.example.com"], config },
    ];
    expect(globex({ routes: routes.slice(0, 1), plugins: [plugin({ rules })] })).to.deep.equal([
      hidden("[1].routes[0]", "rules[0]", "orders", wide),
      hidden("[2].hosts[0]", "rules[0]", "b.globex.aigw.example.com", wide),
    ]);
    expect(ruled({ routes: ["all", "all"], config }, { routes: ["all"], config })).to.deep.equal([
      hidden("[0].routes[1]", "this rule", "all", "all"),
      hidden("[1].routes[0]", "rules[0]", "all", "all"),
    ]);
    expect(ruled({ routes: ["orders"], config }, { hosts: [wide], config })).to.deep.equal([]);
  });

  it("guard no host that a wider route serves: its name in capitals would pass", () => {
    expect(ruled({ hosts: ["b.globex.aigw.example.com"], config })).to.deep.equal([
      'tenants[1].plugins[0].rules[0].hosts[0]: route "all" serves "b.globex.aigw.example.com" among all of "*.globex.aigw.example.com", and whoever writes the host in capitals would pass by this rule | Give "b.globex.aigw.example.com" a route of its own, or name the route under routes.',
    ]);
  });

  it("limit no such host either, whichever turns requests away", () => {
    const host = "b.globex.aigw.example.com";
    const passing = (use: string, told: PluginSettings) =>
      globex({ plugins: [plugin({ use, rules: [{ hosts: [host], config: told }] })] }).filter((line) =>
        line.includes("in capitals"),
      );
    const counted = { counter: "c", total: { count: 1, per: "day" } };
    expect(passing("key-rate-limit", { header: "x-a", limits: [] })).to.have.lengthOf(1);
    expect(passing("cluster-key-rate-limit", counted)).to.have.lengthOf(1);
    expect(passing("ai-token-ratelimit", counted)).to.have.lengthOf(1);
    expect(passing("ai-proxy", { provider: { type: "ollama", server: "a.example", port: 1 } })).to.deep.equal([]);
  });

  it("have an order: two of one phase and priority have none", () => {
    expect(globex({ plugins: [plugin({ config }), plugin({ name: "q", config })] })).to.deep.equal([
      'tenants[1].plugins[1]: plugins "p" and "q" have one phase and priority, AUTHZ 320: nobody says which comes first | Make one plugin of them, with rules for the routes of each.',
    ]);
  });

  it("are told no template, under whatever key: a controller puts Secrets in", () => {
    const message = "${secret.acme-gateway/nacos-credentials.nacosPassword}";
    const found = globex({
      plugins: [
        plugin({
          config: { ...config, message },
          rules: [{ routes: ["orders"], config: { urls: ["a", "${x"], deep: [{ [message]: 1 }] } }],
        }),
      ],
    });
    const said = (path: string) =>
      `tenants[1].plugins[0].${path}: has "\${", by which the controller reads Secrets | Write { secret: <name>, key: <key> } where the plugin takes a Secret's value, and leave it out elsewhere.`;
    expect(found).to.deep.equal([
      said("config.message"),
      said("rules[0].config.urls[1]"),
      said(`rules[0].config.deep[0][${JSON.stringify(message)}]`),
    ]);
  });

  it("have a digest where the fleet is protected, but those of a plugin server, whose image has one", () => {
    const fleet = validFleet({ plugins: { ...publishing, versions: {} } });
    const own = { plugins: [plugin({ config })] };
    const ofGlobex = (of: Fleet, change: Partial<Tenant> = own) =>
      globex(change, of).filter((fault) => fault.startsWith("tenants[1]"));
    expect(ofGlobex(fleet)).to.deep.equal([
      'tenants[1].plugins[0].use: plugin "request-block" has no digest, and what stands under its tag can change | Write its digest into the fleet file: plugins: { versions: { request-block: { version: 2.0.0, sha256: … } } }; or give the tenant pluginServer: true.',
    ]);
    expect(ofGlobex({ ...fleet, protect: false })).to.deep.equal([]);
    const pluginServer = { replicas: 1, cpu: "100m", memory: "128Mi" };
    expect(ofGlobex(fleet, { ...own, pluginServer })).to.deep.equal([]);
  });

  it("are of exact versions, with whole digests", () => {
    const versions = (text: string) =>
      faultsOf(spoil("entry:\n", `plugins: { versions: { request-block: ${text} } }\nentry:\n`));
    expect(versions("{ version: latest }")[0]).to.include(
      'plugins.versions.request-block.version: "latest" is not an exact version\n    Write all three numbers: "2.0.0".',
    );
    expect(versions("{ version: 1.0.0, sha256: abc }")[0]).to.include(
      'plugins.versions.request-block.sha256: "abc" is no SHA-256',
    );
    expect(versions("{ version: 1.0.0 }")).to.deep.equal([]);
  });

  const own = (change: Partial<OwnPlugin> = {}): OwnPlugin => ({
    use: "own",
    name: "signer",
    source: "oci://registry.example.net:5000/plugins/signer:1.2.0",
    sha256: "0".repeat(64),
    phase: "AUTHN",
    priority: 300,
    failure: "closed",
    config: {},
    rules: [],
    ...change,
  });
  const allowing = (change: Partial<Plugins> = {}): Fleet =>
    validFleet({
      plugins: { ...publishing, registries: ["registry.example.net:5000/plugins"], ...change },
    });
  const signer = (change: Partial<OwnPlugin>, fleet = allowing()) => globex({ plugins: [own(change)] }, fleet);

  it("of a tenant's own come from a registry that the fleet allows, with tag and digest", () => {
    expect(signer({})).to.deep.equal([]);
    for (const source of [
      "oci://registry.example.org/plugins/signer:1.2.0",
      "oci://registry.example.net:5000/pluginsmith/signer:1.2.0",
      "oci://registry.example.net/plugins/signer:1.2.0",
    ]) {
      expect(signer({ source }), source).to.deep.equal([
        `tenants[1].plugins[0].source: ${JSON.stringify(source)} leads to no registry that the fleet allows, and a plugin sees every request | Copy it to "higress-registry.cn-hangzhou.cr.aliyuncs.com", "registry.example.net:5000/plugins", or have the platform add its registry to plugins.registries.`,
      ]);
    }
    const form = (source: string, rest = `sha256: ${"a1".repeat(32)}, phase: AUTHN, priority: 300`) =>
      written(`      - { use: own, name: s, source: "${source}", ${rest} }\n`);
    for (const source of [
      ...["oci://a.example/p/s:latest", "oci://a.example/p/s", "https://a.example/p/s:1", "oci://u:p@a.example/s:1"],
      ...["oci://a.example/../s:1.0.0", "file:///opt/s.wasm"],
    ]) {
      const [fault, ...more] = form(source);
      expect(more, source).to.deep.equal([]);
      expect(fault, source).to.include("Write registry, path and tag:");
    }
    expect(form("oci://a.example/p/s:1.0.0", "phase: DEFAULT, priority: 300")).to.have.length(2);
    expect(
      form("oci://a.example/p/s:1.0.0", `sha256: ${"a1".repeat(32)}, phase: DEFAULT, priority: 300`)[0],
    ).to.include(
      'phase: "DEFAULT" is not one of the choices\n    Write "UNSPECIFIED_PHASE", "AUTHN", "AUTHZ" or "STATS".',
    );
  });

  it("come from no registry that there cannot be", () => {
    const registries = (...names: readonly string[]) =>
      faultsOf(spoil("entry:\n", `plugins: { registries: ${JSON.stringify(names)} }\nentry:\n`));
    for (const name of [
      ...["registry.example.com/..", "-", "registry..example.com", "registry.example.com:99999", "a.example/p/"],
      ...["registry.example.com:0", "registry.example.com/-p", ".example.com", "a.example:443/p//q"],
    ]) {
      expect(registries(name), name).to.have.lengthOf(1);
      expect(registries(name)[0], name).to.include(
        `plugins.registries[0]: ${JSON.stringify(name)} is not an image registry`,
      );
    }
    const right = ["registry", "registry.example.com:5000/a/b_c.d-e", "a.example:65535", "192.0.2.1:443"];
    expect(registries(...right)).to.deep.equal([]);
    expect(registries("a.example", "a.example")[0]).to.include('plugins.registries[1]: "a.example" is there twice');
  });

  it("of a tenant's own fail closed where they guard", () => {
    for (const phase of ["AUTHN", "AUTHZ"] as const) {
      expect(signer({ phase, failure: "open" })).to.deep.equal([
        'tenants[1].plugins[0].failure: plugin "signer" decides who gets in, and would let everybody in where it fails | Remove it, or write "closed".',
      ]);
    }
    expect(signer({ phase: "STATS", failure: "open" })).to.deep.equal([]);
  });

  it("of a tenant's own hold no credential, whatever they call it, and never show one", () => {
    const key = `sk-${"a1B2".repeat(8)}`;
    const secrets: readonly PluginSettings[] = [
      { password: "hunter2" },
      { apiTokens: ["hunter2"] },
      { providers: [{ client_secret: "hunter2" }] },
      { a: { "private-key": "hunter2" } },
      { note: key },
      { url: "https://u:hunter2@a.example/" },
      { header: `Authorization: Bearer ${"x".repeat(20)}` },
    ];
    for (const config of secrets) {
      const [fault = "", ...more] = signer({ config });
      expect(more, JSON.stringify(config)).to.deep.equal([]);
      expect(fault).to.include(
        "holds a credential, by its key or its form, which everybody who sees the plugin would see | Put it",
      );
      expect(fault).to.not.match(/hunter2|sk-a1B2/);
    }
    expect(
      signer({
        config: {
          password: { secret: "login", key: "pass.word" },
          tokenHeader: "x-token",
          forwardToken: true,
          keys: ["a"],
        },
      }),
    ).to.deep.equal([]);
    expect(signer({ config: { password: { secret: "a.b", key: "c" } } })[0]).to.include(
      "config.password.secret: is no name of a Secret that a plugin can be given | Use at most 63",
    );
  });

  it("of a tenant's own hold what rules and admission take, and nothing else", () => {
    for (const { name, verdict, config } of toldCredentials) {
      expect(signer({ config }), name).to.have.lengthOf(verdict === "refuse" ? 1 : 0);
    }
  });

  it("of a tenant's own are told what JSON has, not too much and not too deep, and nothing that is Higress's to say", () => {
    const deep = (levels: number): PluginSettings => (levels === 0 ? {} : { a: deep(levels - 1) });
    const first = (config: PluginSettings) => signer({ config })[0];
    expect(first({ _rules_: [{ _match_route_: ["x"] }] })).to.include(
      "config._rules_: is a key by which Higress says which requests a rule is for | Write rules of the plugin in its place",
    );
    expect(first({ a: "x".repeat(70_000) })).to.include(
      "config: has more than 65536 characters | Have the plugin fetch",
    );
    expect(first(deep(12))).to.include("lies deeper than 10 levels | Make it flatter.");
    expect(signer({ config: deep(10) })).to.deep.equal([]);
    expect(first({ a: Number.POSITIVE_INFINITY })).to.include("config.a: is nothing that JSON knows | Write a text");
  });

  it("take no Secret of Higress's own, at whatever depth", () => {
    for (const secret of ["higress-console", "istio-ca-secret", "higress-gateway-ca"]) {
      expect(signer({ config: { a: [{ b: { secret, key: "k" } }] }, rules: [] })).to.deep.equal([
        `tenants[1].plugins[0].config.a[0].b.secret: Secret ${JSON.stringify(secret)} is Higress's or Helm's own, and no plugin is told what is in it | Name a Secret of the tenant's.`,
      ]);
    }
  });

  it("are those that the platform lets the tenant have", () => {
    const fleet = allowing({ allowed: [], allowedFor: { acme: ["own"] } });
    expect(signer({}, fleet)).to.deep.equal([
      'tenants[1].plugins[0].use: tenant "globex" may not use "own" | Have the platform allow it: plugins.allowedFor: { globex: [own] }.',
    ]);
    expect(signer({}, allowing({ allowed: [], allowedFor: { globex: ["own"] } }))).to.deep.equal([]);
    expect(told(allowing({ allowedFor: { umbrella: ["own"] } }))).to.deep.equal([
      'plugins.allowedFor.umbrella: the fleet has no tenant "umbrella" | Correct the id, or remove the line.',
    ]);
    const unread = spoil("owner: globex@example.com", "owner: globex@example.com\n    hosts: 7");
    const allowedFor = spoil("entry:\n", "plugins: { allowedFor: { umbrella: [own] } }\nentry:\n", unread);
    expect(faultsOf(allowedFor), "whose id that of an unread tenant may be").to.have.lengthOf(1);
    expect(faultsOf(allowedFor)[0]).to.include("tenants[1].hosts");
    expect(faultsOf(spoil("entry:\n", "plugins: { allowed: [cors, own, cors] }\nentry:\n"))).to.deep.equal([
      'fleets/test.yaml:12:33 plugins.allowed[2]: "cors" is there twice\n    Keep one of the two.',
    ]);
    expect(faultsOf(spoil("entry:\n", "plugins: { allowed: [key-ath] }\nentry:\n"))[0]).to.include(
      'plugins.allowed[0]: "key-ath" is not one of the choices',
    );
  });

  it("can be fetched: by a way to their registry, outside the cluster, or from the plugin server", () => {
    expect(signer({}, allowing({ registryCidrs: [] }))).to.deep.equal([
      "tenants[1].plugins[0]: plugin \"signer\" is fetched from a registry, and no way leads from the gateway to port 5000 of any | Write the registry's networks under plugins.registryCidrs of the fleet file; or give the tenant pluginServer: true, for plugins of Higress's own.",
    ]);
    const toPort = (port: number) =>
      globex(
        {
          plugins: [own()],
          network: { ingress: [], egress: [{ peer: { cidr: "198.51.100.0/28" }, protocol: "TCP", ports: [port] }] },
        },
        allowing({ registryCidrs: [] }),
      );
    expect(toPort(5000)).to.deep.equal([]);
    expect(toPort(5432)).to.have.lengthOf(1);
    expect(
      told(allowing({ registryCidrs: ["10.96.0.0/24", "169.254.169.254/32"] })).map((line) => line.split(" | ")[0]),
    ).to.deep.equal([
      'plugins.registryCidrs[0]: "10.96.0.0/24" lies in the Service network "10.96.0.0/16" of region "south", where other tenants are reached',
      "plugins.registryCidrs[1]: \"169.254.169.254/32\" leads to a cloud's metadata service, which hands out the node's credentials",
    ]);
  });
});
