import { readFileSync } from "node:fs";
import { expect } from "chai";
import { parse, parseDocument } from "yaml";
import { parseFleet, type ReadMatching } from "../../plan/parse.ts";
import { destinations } from "./spoiled/destinations.ts";
import { doors } from "./spoiled/doors.ts";
import { gateways } from "./spoiled/gateways.ts";
import { settings } from "./spoiled/settings.ts";
import { surprises, syntax } from "./spoiled/yaml.ts";
import { faultsOf, fleetOf, spoil, written } from "./written.ts";

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

describe("parsing a fleet file", () => {
  it("accepts the one that the tests spoil", () => {
    expect(faultsOf(written)).to.deep.equal([]);
    expect(fleetOf(written).tenants.map(({ id }) => id)).to.deep.equal(["acme", "globex"]);
  });

  for (const [title, cases] of Object.entries({ settings, destinations, doors, gateways, surprises, syntax })) {
    describe(`reports one fault with place, value and remedy: ${title}`, () => {
      for (const [what, from, to, problem, remedy] of cases) {
        it(`for ${what}`, () => {
          expect(faultsOf(spoil(from, to))).to.deep.equal([`fleets/test.yaml:${problem}\n    ${remedy}`]);
        });
      }
    });
  }

  it("says so when there is nothing to read, or no map", () => {
    const whole = (problem: string, remedy: string) => [`fleets/test.yaml:1:1 ${problem}\n    ${remedy}`];
    const empty = whole("the file is empty", "Write the settings of the fleet; docs/settings.md lists them.");
    const asMap = "Write the settings of the fleet as a map, without a dash in front; docs/settings.md lists them.";
    expect(faultsOf("")).to.deep.equal(empty);
    expect(faultsOf("# soon\n")).to.deep.equal(empty);
    expect(faultsOf("- environment: test\n")).to.deep.equal(whole("the file holds a list", asMap));
    expect(faultsOf("prod\n")).to.deep.equal(whole("the file holds no map", asMap));
    expect(parseFleet({ path: "fleets/x.yaml", reason: "permission denied" }, () => [])).to.deep.equal({
      faults: [
        {
          file: "fleets/x.yaml",
          line: 1,
          column: 1,
          path: [],
          message: "cannot be read: permission denied",
          remedy: "Check the path and who may read the file.",
        },
      ],
    });
  });

  it("reads past a byte order mark and Windows line ends", () => {
    expect(fleetOf(`\ufeff${written.replaceAll("\n", "\r\n")}`)).to.deep.equal(fleetOf(written));
  });
});

describe("the faults of a fleet file", () => {
  it("come all at once, from top to bottom, those between settings included", () => {
    const text = [
      ["domain: aigw.example.com", "domian: aigw.example.com"],
      ["size: s", "size: big"],
      ["hosts: [api.acme.org]", "hosts: [api.acme.org, api.acme.org/]"],
      ["port: 8080", "port: 0"],
    ].reduce((all, [from = "", to = ""]) => spoil(from, to, all), written);
    const heads = faultsOf(text).map((fault) => fault.split("\n")[0]?.slice("fleets/test.yaml:".length));
    expect(heads).to.deep.equal([
      "2:1 domian: there is no such setting",
      '13:9 entry.size: "big" is not one of the choices',
      '17:27 tenants[0].hosts[1]: "api.acme.org/" is not a host name',
      "27:73 tenants[0].routes[0].backend.port: 0 is not a port",
    ]);
  });

  it("in a size of the fleet's own are told there, and not where it is used", () => {
    const used = spoil(
      "size: s",
      "size: a",
      spoil("owner: globex@example.com", "owner: globex@example.com\n    size: a"),
    );
    expect(faultsOf(`${used}sizes: { a: { base: s } }\n`)).to.deep.equal([]);
    for (const [sizes, fault] of [
      ["{ a: { base: xx } }", '31:21 sizes.a.base: "xx" is not one of the choices'],
      ["{ a: { base: s, gateway: { cpu: many } } }", '31:40 sizes.a.gateway.cpu: "many" is not a quantity'],
      ["{ a: { base: s, gateway: { cpu: 0m } } }", '31:40 sizes.a.gateway.cpu: gateway cpu of "0m" runs nothing'],
    ] as const) {
      const heads = faultsOf(`${used}sizes: ${sizes}\n`).map((each) => each.split("\n")[0]);
      expect(heads).to.deep.equal([`fleets/test.yaml:${fault}`]);
    }
  });

  it("between legible tenants are found though another is illegible", () => {
    const text = spoil(
      "owner: globex@example.com\n",
      "owner: globex@example.com\n    hosts: [api.acme.org]\n    certificates: [{ secret: c, names: [api.acme.org] }]\n",
    );
    const both = [
      '29:5 tenants[1].ownr: there is no such setting\n    Did you mean "owner"?',
      '32:13 tenants[2].hosts[0]: "api.acme.org" is already a host of tenant "acme"\n    Only one of "acme" and "globex" can have it: remove it from the other.',
    ];
    const third = text.replace("  - id: globex", "  - id: initech\n    ownr: initech@example.com\n  - id: globex");
    expect(faultsOf(third)).to.deep.equal(both.map((fault) => `fleets/test.yaml:${fault}`));
  });

  it("between tenants are found though a section outside them is illegible", () => {
    const clash = spoil("owner: globex@example.com", "owner: globex@example.com\n    hosts: [api.acme.org]");
    const between = faultsOf(clash).map((fault) => fault.replace(/^[^ ]+ /, ""));
    expect(between).to.have.length(2);
    const sections = [
      ["size: s", "size: big"],
      ["version: 2.2.4", "version: latest"],
      ["entry:\n", "gateways: 7\nentry:\n"],
      ["entry:\n", "protect: sometimes\nentry:\n"],
      ["entry:\n", "entri: {}\nentry:\n"],
    ] as const;
    for (const [from, to] of sections) {
      const faults = faultsOf(spoil(from, to, clash)).map((fault) => fault.replace(/^[^ ]+ /, ""));
      expect(faults, to).to.have.length(3).and.to.include.members(between);
    }
  });

  it("are none of a tenant's where only a section outside it has one", function () {
    this.timeout(60_000);
    const test = readFileSync("fleets/test.yaml", "utf8");
    const sections = Object.entries(parse(test) as Record<string, unknown>).filter(([key]) => key !== "tenants");
    expect(sections.length).to.be.greaterThan(10);
    for (const [section, written] of sections) {
      const document = parseDocument(test);
      document.setIn([section], isRecord(written) && section !== "regions" ? { ...written, nonsense: {} } : {});
      expect(faultsOf(String(document)), section).to.have.length(1);
    }
  });

  it("say nothing of a canary's tenants where a file of tenants cannot be read", () => {
    const chart = "{ repository: https://charts.example.com, name: higress-core, version: 2.2.5 }";
    const [head = ""] = written.split("tenants:\n");
    const text = spoil("entry:\n", `  canary: { chart: ${chart}, tenants: [acme, acme] }\nentry:\n`, head);
    expect(
      faultsOf(`${text}tenants: "*.yaml"\n`, () => [{ path: "a.yaml", reason: "permission denied" }]),
    ).to.deep.equal(["a.yaml:1:1 cannot be read: permission denied\n    Check the path and who may read the file."]);
  });

  it("leave alone what cannot be known without domain, regions or issuers", () => {
    const clash = spoil("owner: globex@example.com", "owner: globex@example.com\n    hosts: [api.acme.org]");
    expect(faultsOf(spoil("domain: aigw.example.com", "domain: 7", clash))).to.have.length(1);
    expect(faultsOf(spoil("podCidrs: [10.244.0.0/16]", "podCidrs: all", clash))).to.have.length(1);
    expect(faultsOf(spoil("entry:\n", "tls: { issuers: 7 }\nentry:\n", clash))).to.have.length(1);
  });

  it("say that the system host has no certificate when another one took its Secret's name", () => {
    const faults = faultsOf(spoil("secret: acme-org", "secret: acme-tls"));
    expect(faults).to.deep.equal([
      'fleets/test.yaml:18:5 tenants[0].certificates: no certificate of tenant "acme" covers "*.acme.aigw.example.com"\n    List a certificate whose names have "*.acme.aigw.example.com".',
    ]);
  });

  it("are shown at the nearest thing written when they lie in a default", () => {
    const [fault, ...more] = faultsOf(spoil("secret: acme-org", "secret: globex-tls"));
    expect(fault?.split("\n")[0]).to.equal(
      'fleets/test.yaml:28:5 tenants[1].certificates[0].secret: Secret "globex-tls" already holds a certificate of tenant "acme"',
    );
    expect(more).to.deep.equal([]);
  });

  it("speak of settings by the names they are written under", () => {
    const heads = (text: string) => faultsOf(text).map((fault) => fault.split(" ", 2).join(" "));
    const flow = (to: string) => `network:\n      egress: [{ to: { ${to} }, ports: [443] }]\n      ingress:`;
    expect(heads(spoil("namespace: monitoring", "namespace: kube-system"))).to.deep.equal([
      "fleets/test.yaml:23:32 tenants[0].network.ingress[0].from.namespace:",
    ]);
    expect(heads(spoil("network:\n      ingress:", flow("cidr: 127.0.0.0/8")))).to.deep.equal([
      "fleets/test.yaml:22:30 tenants[0].network.egress[0].to.cidr:",
    ]);
  });

  it("never show a secret, wherever one was put", () => {
    const secret = "hunter2-Kx9";
    const spoiled = [
      spoil("secret: acme-org", `secret: ${secret}`),
      spoil("https://charts.example.com,", `https://me:${secret}@charts.example.com,`),
      spoil("owner: team@acme.org", `owner: team@acme.org\n    password: ${secret}`),
      spoil("owner: team@acme.org", `owner: team@acme.org\n    apiKey: { a: [${secret}] }`),
      spoil("size: s", `size: s\n  serviceAnnotations: { x/token: [${secret}] }`),
      spoil("size: s", `size: "-----BEGIN ${secret}"`),
      spoil("size: s", `size: s\n  token: "${secret}`),
      spoil("size: s", `size: s\n  token: *${secret}`),
      spoil("size: s", `size: s\n  token: !${secret} x`),
      spoil("size: s", `size: s\n  token: "${secret}\\q"`),
      spoil("secret: acme-org", `secret: *${secret}`),
      spoil("  crds:", `  imagePullSecrets: [1${secret}]\n  crds:`),
      spoil("  crds:", "  imagePullSecrets: [20261121.50]\n  crds:"),
      spoil("  crds:", "  imagePullSecrets: [020261121]\n  crds:"),
      spoil("secret: acme-org", "secret: 20261121"),
    ];
    for (const text of spoiled) {
      const faults = faultsOf(text);
      expect(faults, text).to.not.have.lengthOf(0);
      for (const fault of faults) expect(fault).to.not.include(secret).and.not.include("20261121");
    }
  });

  it("escape what would change how a terminal shows them", () => {
    const [fault] = faultsOf(spoil("size: s", 'size: "\\u009b2K\\u202eL"'));
    expect(fault).to.include('"\\u009b2K\\u202eL" is not one of the choices');
  });
});

describe("tenants in files of their own", () => {
  const [inline = "", tenants = ""] = written.split("tenants:\n");
  const [acme = "", globex = ""] = tenants
    .split(/^  - /m)
    .slice(1)
    .map((tenant) => tenant.replaceAll("\n    ", "\n"));
  const globbed = `${inline}tenants: prod/*.yaml\n`;
  const files =
    (texts: Readonly<Record<string, string>>): ReadMatching =>
    (pattern) =>
      pattern === "prod/*.yaml"
        ? Object.entries(texts).map(([name, text]) => ({ path: `fleets/prod/${name}`, text }))
        : [];

  it("make the same fleet as in a list, in the order of the files", () => {
    expect(fleetOf(globbed, files({ "acme.yaml": acme, "globex.yaml": globex }))).to.deep.equal(fleetOf(written));
    const ids = fleetOf(globbed, files({ "a.yaml": globex, "b.yaml": acme })).tenants.map(({ id }) => id);
    expect(ids).to.deep.equal(["globex", "acme"]);
  });

  it("have their faults told by their own file, settings and checks alike", () => {
    const spoiled = files({
      "acme.yaml": acme.replace("port: 8080", "port: 0"),
      "globex.yaml": `${globex}hosts: [api.example.net]\n`,
      "initech.yaml": "- id: initech\n",
      "umbrella.yaml": "id: [umbrella\n",
    });
    expect(faultsOf(globbed, spoiled)).to.deep.equal([
      "fleets/prod/acme.yaml:13:69 routes[0].backend.port: 0 is not a port\n    Use a whole number from 1 to 65535.",
      'fleets/prod/globex.yaml:3:9 hosts[0]: no certificate of tenant "globex" covers "api.example.net"\n    List a certificate whose names have "api.example.net" or "*.example.net".',
      "fleets/prod/initech.yaml:1:1 the file holds a list\n    Write the settings of one tenant as a map, without a dash in front; docs/settings.md lists them.",
      "fleets/prod/umbrella.yaml:2:1 is not valid YAML: a bracket opened before this is not closed\n    Add the closing bracket.",
    ]);
  });

  it("follow the fleet file's own faults", () => {
    const faults = faultsOf(spoil("size: s", "size: 1", globbed), files({ "acme.yaml": "id: acme\n" }));
    expect(faults.map((fault) => fault.split(" ")[0])).to.deep.equal([
      "fleets/test.yaml:13:9",
      "fleets/prod/acme.yaml:1:1",
    ]);
  });

  it("that cannot be read, or are not there, are faults", () => {
    const unread: ReadMatching = () => [{ path: "fleets/prod/a.yaml", reason: "permission denied" }];
    expect(faultsOf(globbed, unread)).to.deep.equal([
      "fleets/prod/a.yaml:1:1 cannot be read: permission denied\n    Check the path and who may read the file.",
    ]);
    expect(faultsOf(globbed)).to.deep.equal([
      'fleets/test.yaml:14:10 tenants: "prod/*.yaml" matches no file\n    Write one file per tenant there, or correct the pattern: it is relative to the fleet file.',
    ]);
  });

  it("are not looked for outside the fleet file's folder", () => {
    const never: ReadMatching = (pattern) => expect.fail(`read ${pattern}`);
    for (const pattern of ["../*.yaml", "/etc/*.yaml", "a/../../b.yaml", "prod/*", "prod"]) {
      expect(faultsOf(`${inline}tenants: ${pattern}\n`, never)).to.deep.equal([
        `fleets/test.yaml:14:10 tenants: "${pattern}" is not a pattern of YAML files below the fleet file\n    Write it relative to the fleet file, without "..": "prod/*.yaml".`,
      ]);
    }
    const neither = 'List the tenants, or write where their files are: "prod/*.yaml".';
    expect(faultsOf(`${inline}tenants: 5\n`, never)).to.deep.equal([
      `fleets/test.yaml:14:10 tenants: 5 is neither a list of tenants nor a pattern of files\n    ${neither}`,
    ]);
    expect(faultsOf(`${inline}tenants:\n`, never)).to.deep.equal([
      `fleets/test.yaml:14:1 tenants: nothing is written here\n    ${neither}`,
    ]);
  });
});
