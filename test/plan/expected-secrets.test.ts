import { expect } from "chai";
import { expectedSecrets } from "../../plan/expected-secrets.ts";
import { formatPath, type FleetPath } from "../../plan/fault.ts";
import { fleetJsonSchema } from "../../plan/jsonSchema.ts";
import type { Fleet, Tenant } from "../../plan/model.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { settingsIn } from "../stacks/settings.ts";
import { fleetOf } from "../support/plan.ts";
import { validFleet, validGateway, validTenant } from "./fleet.ts";
import { fleet as whole } from "./whole.ts";

const consul = (name: string, secret: string, generate = false): Registry => ({
  type: "consul",
  name,
  domain: "192.0.2.10",
  port: 8500,
  cidrs: [],
  datacenter: name,
  credentials: { secret, generate },
});
const nacos = (secret: string, generate = false): Registry => ({
  type: "nacos2",
  name: "nacos",
  domain: "192.0.2.11",
  port: 8848,
  cidrs: [],
  namespaceId: "shop",
  groups: ["g"],
  credentials: { secret, generate },
});
const toBackend = (secret: string) => ({
  name: "stock",
  host: "stock.acme.aigw.example.com",
  path: "/",
  pathType: "Prefix" as const,
  backend: { service: "stock", port: 8443 },
  protocol: "https" as const,
  backendTls: { secret },
});
const fleetWith = (change: Partial<Tenant>, others: Partial<Fleet> = {}): Fleet =>
  validFleet({ gateways: [], tenants: [validTenant("acme", { certificates: [], ...change })], ...others });
/** Name of the Secret: what it is needed for, with keys and place. */
const told = (fleet: Fleet, region = "south") =>
  Object.fromEntries(
    expectedSecrets(fleet, region).map(({ namespace, name, needs }) => [
      `${namespace}/${name}`,
      needs.map(({ id, use, keys, path }) => `${id} ${use} ${keys.join("+")} ${formatPath(path)}`),
    ]),
  );

describe("Secrets that others fill", () => {
  it("are logins of registries, with the keys that the controller reads for the type", () => {
    expect(told(fleetWith({ registries: [nacos("nacos-login"), consul("core", "consul-login")] }))).to.deep.equal({
      "acme-gateway/consul-login": ["acme login consulToken tenants[0].registries[1].credentials.secret"],
      "acme-gateway/nacos-login": [
        "acme login nacosUsername+nacosPassword tenants[0].registries[0].credentials.secret",
      ],
    });
  });

  it("are none that the program invents, be they needed for something else as well", () => {
    const plugins = [
      {
        name: "own",
        use: "key-rate-limit",
        rules: [],
        config: { of: [{ secret: "login", key: "nacosPassword" }], more: { secret: "login", key: "other" } },
      },
    ];
    const registries = [nacos("login", true), consul("core", "login")];
    expect(told(fleetWith({ registries: registries.slice(0, 1) }))).to.deep.equal({});
    expect(told(fleetWith({ registries, plugins }))).to.deep.equal({
      "acme-gateway/login": [
        "acme login consulToken tenants[0].registries[1].credentials.secret",
        "acme plugin other tenants[0].plugins[0].config.more.secret",
      ],
    });
  });

  it("are what plugins are told, for all requests and by rules", () => {
    const value = (key: string) => ({ secret: "keys", key });
    const rules = [{ routes: ["api"], config: { list: [{ deep: value("b") }] } }];
    const plugins = [{ name: "own", use: "key-auth", config: { at: value("a") }, rules }];
    expect(told(fleetWith({ plugins }))).to.deep.equal({
      "acme-gateway/keys": [
        "acme plugin a tenants[0].plugins[0].config.at.secret",
        "acme plugin b tenants[0].plugins[0].rules[0].config.list[0].deep.secret",
      ],
    });
  });

  it("are shown to backends by routes, of tenants and of gateways", () => {
    const fleet = fleetWith(
      { routes: [toBackend("client")] },
      { gateways: [validGateway("internal", { routes: [toBackend("client")] })] },
    );
    expect(told(fleet)).to.deep.equal({
      "acme-gateway/client": ["acme backend-tls tls.crt+tls.key+ca.crt tenants[0].routes[0].backendTls.secret"],
      "higress-internal/client": [
        "internal backend-tls tls.crt+tls.key+ca.crt gateways[0].routes[0].backendTls.secret",
      ],
    });
  });

  it("are certificates that nobody else makes, of listeners and at the entry, and authorities of clients", () => {
    const pem = "-----BEGIN CERTIFICATE-----";
    const certificates = [
      { secret: "acme-tls", names: ["*.acme.aigw.example.com"] },
      { secret: "acme-own", names: ["a.acme.org"], clientAuthority: { secret: "acme-own-cacert" } },
      { secret: "acme-known", names: ["b.acme.org"], clientAuthority: { pem } },
      { secret: "acme-file", names: ["c.acme.org"], file: { certificate: "c.pem", key: "c.key" } },
      { secret: "acme-issued", names: ["d.acme.org"], issuer: "ca", clientAuthority: { secret: "acme-issued-cacert" } },
    ];
    const listeners = [
      { name: "plain", hosts: ["a.example"] },
      { name: "wiki", hosts: ["wiki.example"], secret: "wiki-tls" },
    ];
    const gateways = [validGateway("internal", { listeners })];
    expect(told(fleetWith({ certificates }, { gateways }))).to.deep.equal({
      "higress-internal/wiki-tls": ["internal listener tls.crt+tls.key gateways[0].listeners[1].secret"],
      "higress-system/acme-issued-cacert": [
        "acme client-authority cacert tenants[0].certificates[4].clientAuthority.secret",
      ],
      "higress-system/acme-known": ["acme certificate tls.crt+tls.key tenants[0].certificates[2].secret"],
      "higress-system/acme-own": ["acme certificate tls.crt+tls.key tenants[0].certificates[1].secret"],
      "higress-system/acme-own-cacert": [
        "acme client-authority cacert tenants[0].certificates[1].clientAuthority.secret",
      ],
      // As the file has it when nobody writes it.
      "higress-system/acme-tls": ["acme certificate tls.crt+tls.key tenants[0].certificates"],
    });
  });

  it("are credentials for images in every namespace that has pods", () => {
    const higress = { ...validFleet().higress, imagePullSecrets: ["mirror", "plugins"] };
    const fleet = fleetWith({}, { higress, gateways: [validGateway("internal")] });
    const places = ["acme-gateway", "higress-internal", "higress-system"];
    expect(Object.keys(told(fleet))).to.deep.equal(places.flatMap((each) => [`${each}/mirror`, `${each}/plugins`]));
    expect(told(fleet)["higress-system/plugins"]).to.deep.equal([
      "entry images .dockerconfigjson higress.imagePullSecrets[1]",
    ]);
  });

  it("are those of one region, with what a tenant has otherwise there", () => {
    const fleet = validFleet({
      gateways: [validGateway("internal", { regions: ["south"], routes: [toBackend("client")] })],
      tenants: [
        validTenant("globex", { certificates: [], regions: ["south"], registries: [consul("core", "globex-login")] }),
        validTenant("acme", {
          certificates: [],
          regions: ["north", "south"],
          registries: [consul("core", "login")],
          inRegion: { north: { registries: [consul("core", "northern-login")] } },
        }),
      ],
    });
    expect(told(fleet, "north")).to.deep.equal({
      "acme-gateway/northern-login": [
        "acme login consulToken tenants[1].inRegion.north.registries[0].credentials.secret",
      ],
    });
    expect(Object.keys(told(fleet))).to.deep.equal([
      "acme-gateway/login",
      "globex-gateway/globex-login",
      "higress-internal/client",
    ]);
  });
});

/** Every map with a text called `secret`, wherever it stands. */
function namesIn(
  value: unknown,
  path: FleetPath = [],
): readonly { readonly path: FleetPath; readonly parent: object }[] {
  if (typeof value !== "object" || value === null) return [];
  const own =
    "secret" in value && typeof value.secret === "string" ? [{ path: [...path, "secret"], parent: value }] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) =>
      namesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

describe("A Secret that the fleet names", function () {
  this.timeout(60_000);
  const fleets = { "the worked example": () => fleetOf("fleets/test.yaml"), "a fleet with every field": () => whole };

  for (const [name, of] of Object.entries(fleets)) {
    it(`is one that others fill, or the program or cert-manager does: in ${name}`, () => {
      const fleet = of();
      const wanted = new Map(
        Object.keys(fleet.regions).flatMap((region) =>
          expectedSecrets(fleet, region).flatMap(({ name: secret, needs }) =>
            needs.map(({ path }) => [formatPath(path), secret] as const),
          ),
        ),
      );
      const all = namesIn(fleet);
      expect(all.length).to.be.greaterThan(6);
      const filled = all.filter(
        ({ parent }) => "issuer" in parent || "file" in parent || ("generate" in parent && parent.generate === true),
      );
      expect(filled).to.not.deep.equal([]);
      for (const { path, parent } of all.filter((each) => !filled.includes(each))) {
        const place = formatPath(path);
        const found = wanted.get(place) ?? wanted.get(place.replace(/\[\d+\]\.secret$/, ""));
        expect(found, place).to.equal((parent as { readonly secret: string }).secret);
      }
      for (const { path } of filled) expect(wanted.has(formatPath(path)), formatPath(path)).to.equal(false);
    });
  }

  it("is named by a key that these tests look for", () => {
    const last = [...settingsIn(fleetJsonSchema())].map(
      (path) =>
        path
          .replaceAll(/<[^>]*>|\[\]/g, "")
          .split(".")
          .at(-1) ?? "",
    );
    expect(new Set(last.filter((key) => /secret|credential/i.test(key)))).to.deep.equal(
      new Set(["secret", "imagePullSecrets", "credentials"]),
    );
  });
});
