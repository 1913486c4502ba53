import { expect } from "chai";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readFleet } from "../../../fleets/read.ts";
import type { Fleet } from "../../../plan/index.ts";
import type { Tenant } from "../../../plan/model.ts";
import { effectsOfGoing, tellEffects } from "../../../tools/tenant/effects.ts";
import { tellList } from "../../../tools/tenant/list.ts";
import { tellRemoval } from "../../../tools/tenant/remove.ts";
import { tellTenant } from "../../../tools/tenant/show.ts";
import { placesOf, readFiles, type FleetFiles } from "../../../tools/tenant/sources.ts";
import { fleetFile, head, newSite, withFileCertificate, type Site } from "./site.ts";

const acme = `# A comment above.
owner: "#team-acme"
id: acme
size: s
hosts: [shop.acme.org, bücher.acme.org]
certificates:
  - { secret: acme-shop, names: ["*.acme.org", bücher.acme.org] }
quota: { secrets: "77" }
access: { operators: [acme-developers], viewers: [support, auditors] }
network:
  ingress: [{ from: { cidr: 198.51.100.0/24 }, ports: [80, 15021] }]
  egress: [{ to: { cidr: 172.20.16.0/20 }, ports: [53], protocol: UDP }]
registries:
  - { type: static, name: billing, endpoints: ["192.0.2.10:8443", "192.0.2.11:8443"], port: 443 }
  - { type: dns, name: rates, domains: [rates.example.net], port: 8080, cidrs: [203.0.113.0/24] }
  - { type: nacos2, name: shop, domain: 192.0.2.20, namespaceId: shop, credentials: { secret: pasted-by-mistake } }
routes:
  - { name: front, host: shop.acme.org, backend: { service: front, port: 8080 } }
  - { name: bill, host: shop.acme.org, path: /bill, pathType: Exact, backend: { destinations: [{ registry: billing, weight: 90 }, { registry: rates, port: 8080, weight: 10 }] } }
`;

describe("telling about tenants", () => {
  let site: Site;
  beforeEach(() => {
    site = newSite();
    site.put("fleets/prod/acme.yaml", acme);
  });
  afterEach(() => site.remove());

  const opened = (path = fleetFile): { readonly fleet: Fleet; readonly files: FleetFiles } => {
    const read = readFleet(path, site.root);
    const files = readFiles(path, site.root);
    if ("faults" in read) throw new Error(JSON.stringify(read.faults));
    if (!("main" in files)) throw new Error("cannot be read");
    return { fleet: read.fleet, files };
  };
  const tenantIn = ({ tenants }: Fleet, id: string): Tenant => {
    const tenant = tenants.find((each) => each.id === id);
    if (tenant === undefined) throw new Error(`no tenant ${id}`);
    return tenant;
  };

  it("lists them by id with the line that their id is on", () => {
    const { fleet, files } = opened();
    expect(tellList(fleet, placesOf(files))).to.deep.equal([
      "ID      OWNER               SIZE  REGIONS       WRITTEN IN                 HOSTS",
      "acme    #team-acme          s     north, south  fleets/prod/acme.yaml:3    *.acme.aigw.example.com, shop.acme.org, xn--bcher-kva.acme.org",
      "globex  globex@example.com  s     south         fleets/prod/globex.yaml:2  *.globex.aigw.example.com, shop.globex.org",
    ]);
  });

  it("finds the lines of tenants that the fleet file lists itself", () => {
    const owner = "owner: o@example.com";
    site.put("fleets/inline.yaml", `${head}tenants:\n  # first\n  - ${owner}\n    id: b\n  - { id: a, ${owner} }\n`);
    const line = head.split("\n").length + 3;
    expect([...placesOf(opened("fleets/inline.yaml").files)]).to.have.deep.members([
      ["b", { file: "fleets/inline.yaml", line }],
      ["a", { file: "fleets/inline.yaml", line: line + 1 }],
    ]);
  });

  it("says so where there is none", () => {
    site.put("fleets/empty.yaml", `${head}tenants: []\n`);
    const { fleet, files } = opened("fleets/empty.yaml");
    expect(tellList(fleet, placesOf(files))).to.deep.equal(["The fleet of environment test has no tenant yet."]);
  });

  it("shows everything about one", () => {
    const { fleet, files } = opened();
    const lines = tellTenant(fleet, tenantIn(fleet, "acme"), placesOf(files).get("acme"));
    const quota = lines.indexOf("quota of the namespace");
    const after = lines.indexOf("access");
    expect(lines.slice(quota, after).filter((line) => line.startsWith("  secrets "))[0]).to.match(/^ {2}secrets +77$/);
    expect(lines.slice(quota, after).filter((line) => line.startsWith("  requests.cpu "))).to.have.length(1);
    expect([...lines.slice(0, quota + 1), ...lines.slice(after)]).to.deep.equal([
      "tenant      acme",
      "owner       #team-acme",
      "size        s",
      "regions     north, south",
      "namespace   acme-gateway",
      "class       higress-acme",
      "written in  fleets/prod/acme.yaml:3",
      "",
      "hosts and the certificates that cover them",
      "  *.acme.aigw.example.com  acme-tls",
      "  shop.acme.org            acme-shop",
      "  xn--bcher-kva.acme.org   acme-shop",
      "",
      "DNS records, to the entry's address where none is named",
      "  *.acme.aigw.example.com  CNAME",
      "  shop.acme.org            CNAME",
      "  xn--bcher-kva.acme.org   CNAME",
      "",
      "certificates: TLS Secrets in higress-system",
      "  acme-shop  *.acme.org, xn--bcher-kva.acme.org",
      "  acme-tls   *.acme.aigw.example.com",
      "",
      "quota of the namespace",
      "access",
      "  operators  acme-developers",
      "  viewers    support, auditors",
      "",
      "may be reached by, beside the entry",
      "  198.51.100.0/24  TCP 80, 15021",
      "",
      "may reach, beside its registries and its own services",
      "  172.20.16.0/20  UDP 53",
      "",
      "registries",
      "  billing  static  192.0.2.10:8443, 192.0.2.11:8443",
      "  rates    dns     rates.example.net:8080",
      "  shop     nacos2  192.0.2.20:8848                   with credentials",
      "",
      "routes",
      "  front  shop.acme.org/      Prefix  → service front:8080",
      "  bill   shop.acme.org/bill  Exact   → billing.static 90 %, rates.dns:8080 10 %",
    ]);
    expect(lines.join("\n")).to.not.include("pasted-by-mistake");
  });

  it("shows who is away, and where clients are sent", () => {
    const { fleet, files } = opened();
    const page = "https://status.example.org/";
    const tenant = { ...tenantIn(fleet, "globex"), suspend: true, maintenance: { active: false, shown: { page } } };
    const lines = tellTenant(fleet, tenant, placesOf(files).get("globex"));
    expect(lines)
      .to.include("state       suspended: none of its pods run")
      .and.include(`clients     are sent to ${page}`);
    const listed = tellList({ ...fleet, tenants: [tenant] }, placesOf(files)).at(-1);
    expect(listed).to.contain("  s, suspended  ");
  });

  it("shows what there is none of", () => {
    const { fleet, files } = opened();
    const lines = tellTenant(fleet, tenantIn(fleet, "globex"), placesOf(files).get("globex"));
    expect(lines.filter((line) => line.endsWith(": none"))).to.deep.equal([
      "access: none",
      "may be reached by, beside the entry: none",
      "may reach, beside its registries and its own services: none",
      "registries: none",
      "routes: none",
    ]);
  });

  const removal = (id: string, path = fleetFile): readonly string[] => {
    const { fleet, files } = opened(path);
    const stacks = site.stacks().filter(({ region }) => tenantIn(fleet, id).regions.includes(region));
    return tellRemoval(fleet, tenantIn(fleet, id), files, stacks);
  };

  it("says what would be lost with one, and every step of letting it go; it changes nothing", () => {
    site.put(fleetFile, site.text(fleetFile).replace("tenants:", "protect: true\ntenants:"));
    const before = site.all().map((path) => site.text(path));
    expect(removal("globex")).to.deep.equal([
      'Nothing is deleted by this command. Without tenant "globex":',
      "",
      ...tellEffects(effectsOfGoing(opened().fleet, "globex")),
      "",
      "With globex-gateway goes all that is in it, whoever put it there: pods, volumes, Secrets, credentials the program made up.",
      "",
      "To let it go:",
      "  1. Ask globex@example.com whether nobody needs it any more.",
      "  2. Its namespace and its release are protected. While its settings are there, have an `up` take that off:",
      "       npm run tenant -- retire globex --fleet fleets/prod.yaml",
      "       pulumi up -s south",
      "  3. Delete its file: fleets/prod/globex.yaml",
      "  4. Run `up` of every stack it is in, with the policy pack:",
      "       pulumi up -s south",
      "  5. Take its name off higress-fleet:retire again: Pulumi.south.yaml",
      "  6. Remove its DNS records: *.globex.aigw.example.com, shop.globex.org",
      "     Remove its TLS Secrets from higress-system: globex-org, globex-tls",
    ]);
    expect(site.all().map((path) => site.text(path))).to.deep.equal(before);
  });

  it("has people remove no Secret that goes with it", () => {
    withFileCertificate(site);
    const told = removal("globex").join("\n");
    expect(told).to.contain("Remove its DNS records").and.not.contain("TLS Secrets");
  });

  it("need not be named again where it is", () => {
    site.put(fleetFile, site.text(fleetFile).replace("tenants:", "protect: true\ntenants:"));
    site.put("Pulumi.south.yaml", `${site.text("Pulumi.south.yaml")}  higress-fleet:retire: [globex]\n`);
    expect(removal("globex").join("\n")).to.contain("pulumi up -s south").and.not.contain("tenant -- retire");
  });

  it("needs nothing unprotected where nothing is protected", () => {
    site.put(fleetFile, site.text(fleetFile).replace("tenants:", "protect: false\ntenants:"));
    expect(removal("globex").filter((line) => /^ {2}\d\./.test(line))).to.deep.equal([
      "  1. Ask globex@example.com whether nobody needs it any more.",
      "  2. Delete its file: fleets/prod/globex.yaml",
      "  3. Run `up` of every stack it is in, with the policy pack:",
      "  4. Remove its DNS records: *.globex.aigw.example.com, shop.globex.org",
    ]);
  });

  it("tells what else must change with it", () => {
    rmSync(join(site.root, "fleets/prod/acme.yaml"));
    const waiver = (rule: string, scope: string): string =>
      `  - { rule: ${rule}, scope: ${scope}, reason: r, owner: o, expires: "2026-12-31" }\n`;
    const waivers = [
      waiver("env-gateway-floor", "{ tenant: globex }"),
      waiver("env-protect", "{ tenant: acme }"),
      waiver("namespace-psa", "{ namespace: globex-gateway }"),
      waiver("quota-present", '{ urn: "urn:pulumi:x" }'),
    ];
    site.put(fleetFile, `${site.text(fleetFile)}waivers:\n${waivers.join("")}`);
    const lines = removal("globex");
    const at = lines.findIndex((line) => line.includes("Delete its file"));
    expect(lines.slice(at + 1, at + 3)).to.deep.equal([
      "     It is the last: write `tenants: []` in fleets/prod.yaml, whose pattern matches no file then",
      "     Remove its waivers from fleets/prod.yaml, which nobody needs then: env-gateway-floor, namespace-psa",
    ]);
  });

  it("tells to take it off the canary, or the canary with it", () => {
    const canary = (tenants: string): void => {
      const chart = "{ repository: https://charts.example.com, name: higress-core, version: 2.2.5 }";
      const entry = `  canary: { chart: ${chart}, tenants: ${tenants} }\nentry:\n`;
      site.put(fleetFile, `${head.replace("entry:\n", entry)}tenants: prod/*.yaml\n`);
    };
    const told = (): readonly string[] =>
      removal("globex").flatMap((line) => (line.includes("higress.canary") ? [line.trim()] : []));
    canary("[acme, globex]");
    expect(told()).to.deep.equal(["Take its id off higress.canary.tenants in fleets/prod.yaml"]);
    canary("[globex]");
    expect(told()).to.deep.equal(["Remove higress.canary from fleets/prod.yaml: nobody else has its chart"]);
    canary("[acme]");
    expect(told()).to.deep.equal([]);
  });

  it("says which item of a list goes", () => {
    site.put("fleets/inline.yaml", `${head}tenants:\n  - { id: a, owner: o }\n  - { id: b, owner: o }\n`);
    const line = head.split("\n").length + 2;
    const steps = removal("b", "fleets/inline.yaml").filter((each) => each.includes("Remove its item"));
    expect(steps.map((each) => each.replace(/^ +\d\. /, ""))).to.deep.equal([
      `Remove its item from the list: fleets/inline.yaml:${line}`,
    ]);
  });
});
