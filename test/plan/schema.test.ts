import { expect } from "chai";
import type * as z from "zod";
import { fleetJsonSchema, tenantJsonSchema, type JsonSchema } from "../../plan/jsonSchema.ts";
import { cidr } from "../../plan/schema/cidr.ts";
import { higressSchema } from "../../plan/schema/higress.ts";
import { regionsSchema } from "../../plan/schema/region.ts";
import { registrySchema } from "../../plan/schema/registry.ts";
import { tenantSchema } from "../../plan/schema/tenant.ts";
import { host, hostPattern, id, label, line, objectName, port, quantity, server } from "../../plan/schema/text.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { faultsOf } from "./written.ts";
import { fleet } from "./whole.ts";
import { text } from "./whole-text.ts";
import { parse as parseYaml, stringify } from "yaml";

/** Values that a kind of setting takes, and those that break its rule. */
interface Kind {
  readonly schema: z.ZodType;
  readonly takes: readonly unknown[];
  readonly refuses: readonly unknown[];
}

const long = (length: number): string => "x".repeat(length);

const kinds: Readonly<Record<string, Kind>> = {
  label: {
    schema: label(),
    takes: ["a", "a-1", "1a", long(63)],
    refuses: ["", "-a", "a-", "A", "a.b", "a_b", long(64), 1, null],
  },
  id: { schema: id(), takes: ["acme", long(39)], refuses: [long(40)] },
  objectName: {
    schema: objectName(),
    takes: ["a", "a.b-c.d", long(253)],
    refuses: ["a..b", ".a", "a.", "A", "a_b", long(254)],
  },
  line: { schema: line(), takes: ["a", "a b: #c", "é"], refuses: ["", " ", " a", "a ", "a\nb", long(254)] },
  host: {
    schema: host(),
    takes: ["a.b", "a"],
    refuses: ["*.a.b", "a.b.", "a.b:80", "http://a.b", "a b", "10.0.0.1", "", "a..b"],
  },
  hostPattern: { schema: hostPattern(), takes: ["*.a.b", "a.b"], refuses: ["*", "a.*.b", "*a.b", "*.*.a", "*.a.b/"] },
  server: {
    schema: server(),
    takes: ["a.b", "10.0.0.1"],
    refuses: ["fd00::1", "10.0.0.256", "10.0.0", "*.a.b", "a.b:80", "010.0.0.1"],
  },
  cidr: {
    schema: cidr(),
    takes: ["10.0.0.0/8", "0.0.0.0/0", "fd00::/48", "::/0", "10.1.2.3/32"],
    refuses: [
      "10.0.0.0",
      "10.0.0.0/33",
      "10.0.0.1/8",
      "10.0.0.0/08",
      "fd00::1/48",
      "fd00::/129",
      "a/8",
      "",
      "::ffff:10.0.0.0/104",
    ],
  },
  port: { schema: port(), takes: [1, 65535], refuses: [0, 65536, 1.5, -1, "80"] },
  quantity: {
    schema: quantity(),
    takes: ["1", "500m", "1.5", "2Gi", "0.125", "0"],
    refuses: ["", "1.5m", "-1", "1 Gi", "1GB", "1e3", "0.0001", "Gi", 1],
  },
};

describe("a kind of setting", () => {
  for (const [name, { schema, takes, refuses }] of Object.entries(kinds)) {
    it(`takes what fits it, and refuses the rest with problem and remedy: ${name}`, () => {
      for (const value of takes) expect(schema.safeParse(value).success, String(value)).to.equal(true);
      for (const value of refuses) {
        const { success, error } = schema.safeParse(value);
        expect(success, String(value)).to.equal(false);
        const own = error?.issues.filter(({ code }) => code !== "invalid_type") ?? [];
        for (const { message } of own) expect(message).to.match(/^[a-z][^\n]+[^.]\n[A-Z][^\n]+\.$/);
      }
    });
  }

  it("comes out in one spelling", () => {
    expect(hostPattern().parse("*.BÜCHER.Example.com")).to.equal("*.xn--bcher-kva.example.com");
    expect(host().parse("Example.COM")).to.equal("example.com");
    expect(server().parse("Nacos.SVC")).to.equal("nacos.svc");
    expect(cidr().parse("FD00:0:0::/48")).to.equal("fd00::/48");
  });
});

describe("the cluster's DNS domain", () => {
  const issues = (dnsDomain: string) =>
    regionsSchema
      .safeParse({
        south: {
          dnsDomain,
          podCidrs: ["10.244.0.0/16"],
          serviceCidrs: ["10.96.0.0/16"],
          apiServerCidrs: ["172.18.0.2/32"],
        },
      })
      .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

  it("is one that names of dns registries may end in, of one part or more", () => {
    for (const right of ["cluster.local", "Cluster.Local", "k8s-1.corp.example.net", "cluster", "c2.io"])
      expect(issues(right), right).to.equal(undefined);
  });

  it("is refused where the controller would drop every tenant's gateway", () => {
    for (const wrong of ["cluster.k8s1", "k8s1", "cluster.l", "cluster.xn--p1ai", "cluster.рф", "cluster.my-corp"]) {
      expect(issues(wrong), wrong).to.deep.equal([
        "south.dnsDomain: does not end in a part of letters only, and the controller drops registries with such names: the entry would find no tenant's gateway\nGive the cluster a DNS domain whose last part is two letters or more, and write that.",
      ]);
    }
  });

  it("is told once that it is no host name at all", () => {
    for (const [wrong, message] of [
      ["cluster.local.", "is not a host name"],
      ["*.cluster.local", "has a wildcard"],
    ] as const) {
      expect(issues(wrong)).to.have.length(1);
      expect(issues(wrong)?.[0]).to.match(new RegExp(`^south.dnsDomain: ${message}\n`));
    }
  });
});

describe("where Higress comes from", () => {
  const accepts = (change: object): boolean =>
    higressSchema.safeParse({ chart: { path: "./chart" }, crds: "./crds.yaml", ...change }).success;

  it("is a chart in one of three forms, with an exact version", () => {
    const repository = { repository: "https://charts.example.com/a", name: "higress-core", version: "2.2.4" };
    const oci = { oci: "oci://registry.example.com/a/higress-core", version: "2.2.4-rc.1" };
    for (const chart of [repository, oci, { path: "./local/chart" }]) expect(accepts({ chart })).to.equal(true);
    const wrong: readonly object[] = [
      { ...repository, version: "2.2" },
      { ...repository, version: "v2.2.4" },
      { ...repository, version: ">=2.2.4" },
      { ...repository, repository: "http://charts.example.com" },
      { ...repository, repository: "https://me:word@charts.example.com" },
      { ...oci, oci: "oci://registry.example.com/a:2.2.4" },
      { ...oci, oci: "registry.example.com/a" },
      { path: "local/chart" },
      { path: "/chart" },
      { path: "./../chart" },
      { path: "./a/../../chart" },
      { path: "./a/.." },
      { ...repository, path: "./chart" },
      {},
    ];
    for (const chart of wrong) expect(accepts({ chart }), JSON.stringify(chart)).to.equal(false);
  });

  it("has CRDs at a path inside the project or a URL", () => {
    for (const crds of ["./a.yaml", "./a..b/c.yaml", "https://a.b/c.yaml", "http://a.b/c"])
      expect(accepts({ crds })).to.equal(true);
    for (const crds of ["a.yaml", "../a.yaml", "./../a.yaml", "https://u:p@a.b/c", "ftp://a.b/c", "https://a.b"]) {
      expect(accepts({ crds }), crds).to.equal(false);
    }
  });

  it("has a registry of images without scheme or slash at its end", () => {
    for (const hub of ["a.b", "a.b:5000/c/d"]) expect(accepts({ hub })).to.equal(true);
    for (const hub of ["https://a.b", "a.b/", "A.b", "me@a.b"]) expect(accepts({ hub }), hub).to.equal(false);
  });
});

/** Settings of each type beside `type` and `name`; typed over the union, so a new type needs its line. */
const registrySettings: Readonly<Record<Registry["type"], string>> = {
  nacos: "domain port credentials namespaceId groups refreshInterval timeout vport cidrs",
  nacos2: "domain port credentials namespaceId groups refreshInterval timeout vport cidrs",
  nacos3: "domain port credentials namespaceId groups refreshInterval timeout vport cidrs",
  zookeeper: "domain port servicesPath cidrs",
  consul: "domain port credentials datacenter serviceTag refreshInterval cidrs",
  eureka: "domain port vport cidrs",
  static: "port protocol sni endpoints",
  dns: "port protocol sni domains cidrs",
};

describe("a registry", () => {
  it("has the settings of its type and no others", () => {
    for (const [type, settings] of Object.entries(registrySettings)) {
      const { error } = registrySchema.safeParse({ type, name: "x", unknown: 1 });
      const form = registrySchema.options.find((each) => each.shape.type.safeParse(type).success);
      expect(Object.keys(form?.shape ?? {}).join(" "), type).to.equal(`type name ${settings}`);
      expect(
        error?.issues.map(({ code }) => code),
        type,
      ).to.include("unrecognized_keys");
    }
  });

  it("has endpoints that are addresses with ports", () => {
    const accepts = (endpoint: string) =>
      registrySchema.safeParse({ type: "static", name: "x", port: 80, endpoints: [endpoint] }).success;
    for (const right of ["10.0.0.1:80", "[fd00::1]:65535"]) expect(accepts(right), right).to.equal(true);
    for (const wrong of [
      "10.0.0.1",
      "fd00::1:80",
      "[10.0.0.1]:80",
      "a.b:80",
      "10.0.0.1:0",
      "10.0.0.1:65536",
      "10.0.0.1:080",
    ]) {
      expect(accepts(wrong), wrong).to.equal(false);
    }
  });

  it("has DNS names that the controller takes: two parts at least, letters in the last", () => {
    const accepts = (domain: string) =>
      registrySchema.safeParse({ type: "dns", name: "x", port: 80, domains: [domain] }).success;
    for (const right of ["a.b.example.com", "A.Example.org"]) expect(accepts(right), right).to.equal(true);
    for (const wrong of ["localhost", "a.b1", "10.0.0.1", "*.a.com", "a.xn--p1ai"])
      expect(accepts(wrong), wrong).to.equal(false);
  });

  it("is polled no more often than the controller does", () => {
    const accepts = (refreshInterval: number) =>
      registrySchema.safeParse({ type: "consul", name: "x", domain: "a.b", datacenter: "d", refreshInterval }).success;
    expect([9, 10, 86400, 86401].map(accepts)).to.deep.equal([false, true, true, false]);
  });
});

/** Every property of a schema, at any depth, by path. */
function properties(schema: JsonSchema | boolean | undefined, path = ""): readonly (readonly [string, JsonSchema])[] {
  if (typeof schema !== "object") return [];
  const inner = [
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
    schema.additionalProperties,
    schema.items as JsonSchema,
  ];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
      typeof value === "object" ? [[`${path}.${key}`, value] as const, ...properties(value, `${path}.${key}`)] : [],
    ),
    ...inner.flatMap((each) => properties(each, path)),
  ];
}

describe("every setting", () => {
  it("says in a sentence what it means", () => {
    const all = [...properties(fleetJsonSchema()), ...properties(tenantJsonSchema())];
    expect(all.length).to.be.greaterThan(100);
    for (const [path, { description }] of all) expect(description, path).to.match(/^[A-Z`].*\.$/);
  });

  it("that is missing is asked for with that sentence", () => {
    const whole = parseYaml(text) as object;
    const missing = holes(whole)
      .flatMap((spoiled) => faultsOf(stringify(spoiled)))
      .filter((fault) => fault.includes("is missing"));
    const said = new Set(properties(fleetJsonSchema()).map(([, { description }]) => description));
    expect(missing.length).to.be.greaterThan(25);
    for (const fault of missing) {
      const remedy = fault.split("Add it. ")[1] ?? "";
      expect(said.has(remedy) || /^Write "(nacos|own)"/.test(remedy), fault).to.equal(true);
    }
  }).timeout(120_000);

  it("of the tenant is one of the model's", () => {
    // What is withheld nobody writes: it follows from the proofs.
    const written = Object.keys(fleet.tenants[0] ?? {}).filter((key) => key !== "withheld");
    expect(Object.keys(tenantSchema.shape)).to.have.members(written);
  });
});

/** The data as often as it has keys, each time without one of them; of items alike one stands for all. */
function holes(data: unknown, tried = new Set<string>(), path = ""): readonly unknown[] {
  if (Array.isArray(data)) {
    const items: readonly unknown[] = data;
    return items.flatMap((item, at) => holes(item, tried, `${path}[]`).map((inner) => items.with(at, inner)));
  }
  if (typeof data !== "object" || data === null) return [];
  const kind = "type" in data ? String(data.type) : "";
  return Object.entries(data).flatMap(([key, value]) => {
    const place = `${path}.${key} ${kind}`;
    const isNew = !tried.has(place);
    tried.add(place);
    return [
      ...(isNew ? [Object.fromEntries(Object.entries(data).filter(([other]) => other !== key))] : []),
      ...holes(value, tried, `${path}.${key}`).map((inner) => ({ ...data, [key]: inner })),
    ];
  });
}
