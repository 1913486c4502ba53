import { expect } from "chai";
import type { Fleet, Route, Tenant } from "../../../plan/model.ts";
import type { Plugin, PluginRule } from "../../../plan/model/plugin.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const config = { urls: ["?debug="], caseSensitive: false, status: 403, message: "" };
const plugin = (change: Partial<Plugin> = {}): Plugin => ({ use: "request-block", name: "p", rules: [], ...change });
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
    const fleet = validFleet({ plugins: { versions: { "request-block": { version: "1.0.0" } } } });
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
});
