import { expect } from "chai";
import fc from "fast-check";
import { answersConfig } from "../../plan/answers.ts";
import type { Answer, Tenant } from "../../plan/model.ts";
import { validTenant } from "./fleet.ts";

const domain = "aigw.example.com";
const answer: Answer = { body: '<h1>"Back" at 10 %\n</h1>', type: "html", retryAfter: 600 };
const away = (id: string, shown: Answer, change: Partial<Tenant> = {}): Tenant =>
  validTenant(id, { suspend: true, maintenance: { active: false, shown: { answer: shown } }, ...change });

interface VirtualHost {
  readonly name: string;
  readonly domains: readonly string[];
  readonly routes: readonly unknown[];
}
/** What matters of Envoy's configuration. */
interface Config {
  readonly admin?: unknown;
  readonly static_resources: {
    readonly clusters?: unknown;
    readonly listeners: readonly [
      {
        readonly address: { readonly socket_address: unknown };
        readonly filter_chains: readonly [
          {
            readonly filters: readonly [
              {
                readonly typed_config: {
                  readonly strip_any_host_port: boolean;
                  readonly route_config: {
                    readonly max_direct_response_body_size_bytes: number;
                    readonly virtual_hosts: readonly VirtualHost[];
                  };
                };
              },
            ];
          },
        ];
      },
    ];
  };
}
const configOf = (tenants: readonly Tenant[]) => JSON.parse(answersConfig(tenants, domain, "0.0.0.0")) as Config;
const managerOf = (config: Config) => config.static_resources.listeners[0].filter_chains[0].filters[0].typed_config;
const hostsOf = (tenants: readonly Tenant[]) => managerOf(configOf(tenants)).route_config.virtual_hosts;
const sorted = (tenants: readonly Tenant[]) => hostsOf(tenants).map(({ name }) => name);

describe("What the page server says", () => {
  it("is a tenant's answer with 503 on all of its hosts, as it was written", () => {
    expect(hostsOf([away("acme", answer, { hosts: ["api.acme.org"] })])[0]).to.deep.equal({
      name: "acme",
      domains: ["*.acme.aigw.example.com", "api.acme.org"],
      routes: [
        {
          match: { prefix: "/" },
          direct_response: { status: 503, body: { inline_string: answer.body } },
          response_headers_to_add: [
            ["content-type", "text/html; charset=utf-8"],
            ["cache-control", "no-store"],
            ["x-content-type-options", "nosniff"],
            ["retry-after", "600"],
          ].map(([key, value]) => ({ header: { key, value }, append_action: "OVERWRITE_IF_EXISTS_OR_ADD" })),
        },
      ],
    });
    const plain = JSON.stringify(hostsOf([away("acme", { body: "Soon.", type: "text" })])[0]);
    expect(plain).to.contain("text/plain; charset=utf-8").and.not.contain("retry-after");
  });

  it("is nothing for who is there, is sent elsewhere, or has no host that is served", () => {
    const there = validTenant("globex", { maintenance: { active: false, shown: { answer } } });
    const sent = validTenant("initech", {
      suspend: true,
      maintenance: { active: true, shown: { page: "https://a.b/" } },
    });
    expect(sorted([there, sent, away("acme", answer)])).to.deep.equal(["acme", "ready", "nobody"]);
    const unproven = away("acme", answer, {
      hosts: ["api.acme.org"],
      withheld: [{ host: "api.acme.org", state: "pending" }],
    });
    expect(hostsOf([unproven])[0]?.domains).to.deep.equal(["*.acme.aigw.example.com"]);
  });

  it("is a bare 503 for every other host, and 200 for a host that nobody can have", () => {
    const [ready, nobody] = hostsOf([]);
    const every = (status: number) => [{ match: { prefix: "/" }, direct_response: { status } }];
    expect(ready).to.deep.equal({ name: "ready", domains: ["ready.invalid"], routes: every(200) });
    expect(nobody).to.deep.equal({ name: "nobody", domains: ["*"], routes: every(503) });
  });

  it("comes from a server that asks nobody and lets nobody change it", () => {
    const config = configOf([away("acme", answer)]);
    expect(config).to.have.all.keys("static_resources");
    expect(config.static_resources).to.have.all.keys("listeners");
    expect(config.static_resources.listeners[0].address.socket_address).to.deep.equal({
      address: "0.0.0.0",
      port_value: 8080,
    });
    // The largest body that the schema takes.
    expect(managerOf(config).route_config.max_direct_response_body_size_bytes).to.equal(16_384);
    expect(managerOf(config).strip_any_host_port).to.equal(true);
  });

  it("never has one tenant's words on another's hosts, whatever they are", () => {
    const text = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(text, text, fc.boolean(), (one, other, reversed) => {
        const tenants = [away("acme", { body: one, type: "html" }), away("globex", { body: other, type: "text" })];
        const found = hostsOf(reversed ? tenants.toReversed() : tenants);
        expect(found.map(({ name, domains }) => [name, ...domains])).to.deep.equal([
          ["acme", "*.acme.aigw.example.com"],
          ["globex", "*.globex.aigw.example.com"],
          ["ready", "ready.invalid"],
          ["nobody", "*"],
        ]);
        for (const [at, body] of [one, other].entries()) {
          expect(found[at]?.routes[0]).to.have.nested.property("direct_response.body.inline_string", body);
        }
      }),
    );
  });
});
