import { expect } from "chai";
import { readFleet } from "../../../fleets/read.ts";
import { readCall, type Call } from "../../../tools/evacuate/arguments.ts";
import { drain } from "../../../tools/evacuate/drain.ts";
import { readFiles } from "../../../tools/tenant/sources.ts";
import { files, fleetFile, newSite, type Site } from "../tenant/site.ts";

const shop = `id: shop
owner: shop@example.com
routes:
  - name: orders
    host: orders.shop.aigw.example.com
    backend:
      shares: { local: 80, near: 20 }
      destinations:
        - { service: orders-south, port: 80, region: south }
        - { service: orders-north, port: 80, region: north }
`;

/** In one of the regions, with a plain route and a variant that is spread. */
const internal = `gateways:
  - id: internal
    regions: [south]
    sourceCidrs: [10.0.0.0/8]
    gatewayApi: true
    listeners: [{ name: wiki, hosts: [wiki.corp.example] }]
    routes:
      - name: wiki
        host: wiki.corp.example
        backend: { service: wiki, port: 80 }
        variants:
          - name: beta
            when: { header: x-beta, value: "1" }
            backend:
              shares: { local: 50, near: 50 }
              destinations:
                - { service: wiki-south, port: 80, region: south }
                - { service: wiki-north, port: 80, region: north }
`;

const near = (text: string): string =>
  text
    .replace("172.18.16.2/32]\n", "$&    near: [north] # by cable\n")
    .replace("172.18.32.2/32]\n", "$&    near: [south]\n");

describe("evacuating a region", () => {
  let site: Site;
  beforeEach(() => {
    site = newSite({ ...files, "fleets/prod/shop.yaml": shop });
    site.put(fleetFile, near(site.text(fleetFile)));
  });
  afterEach(() => site.remove());

  function turn(drained: boolean, write = true, region = "south", flags: Call["flags"] = {}): readonly string[] {
    const read = readFleet(fleetFile, site.root);
    const all = readFiles(fleetFile, site.root);
    if ("faults" in read || !("main" in all)) throw new Error(`the fleet has faults: ${JSON.stringify(read)}`);
    return drain(read.fleet, all, { region, drained, write, flags }, site.stacks(), site.root).join("\n").split("\n");
  }

  it("shows which requests and records move, what changes, and the way back", () => {
    expect(turn(true, false)).to.deep.equal([
      "Would write: fleets/prod.yaml: regions.south.drained: true",
      "",
      "Requests, in percent of each route:",
      "  in region  of           route   go to                    now     then",
      "  north      tenant shop  orders  service orders-south:80   20  →     -",
      "  north      tenant shop  orders  service orders-north:80   80  →   100",
      "  south      tenant shop  orders  service orders-south:80   80  →     -",
      "  south      tenant shop  orders  service orders-north:80   20  →   100",
      "",
      'DNS records to take away from the entry of "south" by hand, since `dns.externalDns` says nothing:',
      "  *.globex.aigw.example.com  CNAME  nowhere else",
      "  shop.globex.org            CNAME  nowhere else",
      "  *.shop.aigw.example.com    CNAME  also in north",
      "2 names are served nowhere else: nobody finds them until the way back.",
      "",
      "`up` will, in regions north, south:",
      "  ~ Ingress  shop-gateway  orders",
      "Nothing else changes: nothing is deleted, and all pods run on.",
      "",
      "  pulumi up -s north",
      "  pulumi up -s south",
      "",
      "The way back:",
      "  npm run evacuate -- --region south --back",
    ]);
    expect(site.text(fleetFile)).to.not.include("drained");
  });

  for (const routesAs of ["ingress", "gateway-api"]) {
    it(`shows what moves at the platform's own gateways, with their routes as ${routesAs}`, () => {
      const crds = "  gatewayApi: { crds: ./gateway-api.yaml }\n";
      site.put(
        fleetFile,
        `${site.text(fleetFile).replace("entry:\n", `${crds}$&`)}${internal}    routesAs: ${routesAs}\n`,
      );
      const lines = turn(true, false);
      expect(lines.slice(3, 10)).to.deep.equal([
        "  in region  of                route      go to                    now     then",
        "  north      tenant shop       orders     service orders-south:80   20  →     -",
        "  north      tenant shop       orders     service orders-north:80   80  →   100",
        "  south      tenant shop       orders     service orders-south:80   80  →     -",
        "  south      tenant shop       orders     service orders-north:80   20  →   100",
        "  south      gateway internal  wiki.beta  service wiki-south:80     50  →     -",
        "  south      gateway internal  wiki.beta  service wiki-north:80     50  →   100",
      ]);
      const kind = routesAs === "ingress" ? "Ingress" : "HTTPRoute";
      expect(lines.map((line) => line.replaceAll(/ +/g, " "))).to.include(` ~ ${kind} higress-internal wiki.beta`);
    });
  }

  it("names the grants that go with the way to a Service of another namespace, and come with the way back", () => {
    const crds = "  gatewayApi: { crds: ./gateway-api.yaml }\n";
    const elsewhere = internal.replaceAll(/wiki-(south|north)/g, "$&, namespace: docs");
    const led = `${elsewhere}    routesAs: gateway-api\n    watch: all\n    backendNamespaces: [docs]\n`;
    site.put(fleetFile, `${site.text(fleetFile).replace("entry:\n", `${crds}$&`)}${led}`);
    const grant = "ReferenceGrant docs higress-internal.httproute.wiki-south";
    const told = (lines: readonly string[]) => lines.map((line) => line.replaceAll(/ +/g, " "));
    const away = told(turn(true));
    expect(away).to.include.members([
      " south gateway internal wiki.beta service docs/wiki-south:80 50 → -",
      ` - ${grant}`,
      "Nothing else changes: no more than that is deleted, and all pods run on.",
    ]);
    expect(away.join("\n")).to.not.include("nothing is deleted");
    const back = told(turn(false));
    expect(back).to.include.members([` + ${grant}`, "Nothing else changes: nothing is deleted, and all pods run on."]);
  });

  it("names no stacks where the fleet has none, and leaves one line free", () => {
    const withStacks = turn(true, false);
    site.put("Pulumi.south.yaml", "config: {}\n");
    site.put("Pulumi.north.yaml", "config: {}\n");
    expect(site.stacks()).to.deep.equal([]);
    const without = turn(true, false);
    const at = withStacks.indexOf("  pulumi up -s north");
    expect(without).to.deep.equal(withStacks.toSpliced(at - 1, 3));
    expect(without.filter((line, nth) => line === "" && without[nth + 1] === "")).to.deep.equal([]);
  });

  it("writes one line, and takes it away again", () => {
    const before = site.text(fleetFile);
    expect(turn(true)[0]).to.equal("Written: fleets/prod.yaml: regions.south.drained: true");
    expect(site.text(fleetFile)).to.equal(before.replace("by cable\n", "$&    drained: true\n"));
    expect(turn(true)).to.deep.equal(['Region "south" is drained already; nothing was written.']);
    expect(turn(false)[0]).to.equal("Written: fleets/prod.yaml: without regions.south.drained");
    expect(site.text(fleetFile)).to.equal(before);
    expect(turn(false)).to.deep.equal(['Region "south" is not drained; nothing was written.']);
  });

  it("leaves a line that has a comment of its own, switched off", () => {
    const asked = "    drained: false # never without asking the carrier\n";
    const before = site.text(fleetFile).replace("by cable\n", `$&${asked}`);
    site.put(fleetFile, before);
    turn(true);
    expect(site.text(fleetFile)).to.equal(before.replace("drained: false", "drained: true"));
    expect(turn(false)[0]).to.equal("Written: fleets/prod.yaml: regions.south.drained: false");
    expect(site.text(fleetFile)).to.equal(before);
  });

  it("names the fleet file in the way back as it was named", () => {
    const back = (flags: Call["flags"]) => turn(true, false, "south", flags).at(-1);
    expect(back({ fleet: ["fleets/prod.yaml"] })).to.equal(
      "  npm run evacuate -- --region south --fleet fleets/prod.yaml --back",
    );
    expect(back({ stack: ["south"] })).to.equal("  npm run evacuate -- --region south --stack south --back");
  });

  it("writes it where it belongs after a list with an item on each line", () => {
    const listed = site.text(fleetFile).replace("near: [north] # by cable\n", "near:\n      - north\n");
    site.put(fleetFile, listed);
    turn(true);
    expect(site.text(fleetFile)).to.equal(listed.replace("      - north\n", "$&    drained: true\n"));
    turn(false);
    expect(site.text(fleetFile)).to.equal(listed);
  });

  it("says what ExternalDNS does, and for how long clients keep what they know", () => {
    site.put(fleetFile, `${site.text(fleetFile)}dns: { externalDns: { ttl: 120 } }\n`);
    const lines = turn(true);
    expect(lines).to.include(
      'DNS records that the entry of "south" stops publishing (ExternalDNS; clients keep one for 120 seconds):',
    );
    expect(lines).to.include("`up` will, in region south:");
    expect(lines).to.include("  ~ Ingress  higress-system  globex, shop");
  });

  it("is refused where a route has nothing left, and writes nothing", () => {
    const alone = shop
      .replace(/        - \{ service: orders-north.*\n/, "")
      .replace("local: 80, near: 20", "local: 90, near: 10");
    site.put("fleets/prod/shop.yaml", alone);
    const before = site.text(fleetFile);
    expect(() => turn(true)).to.throw(
      'Nothing was written. 1 fault; nothing was registered.\nfleets/prod/shop.yaml:8:7 routes[0].backend.destinations: all stand in drained regions ("south"), so that nothing is left in "north"\n    Add a destination elsewhere, or take `drained` back.',
    );
    expect(site.text(fleetFile)).to.equal(before);
  });

  it("leaves one region that answers", () => {
    turn(true, true, "north");
    expect(() => turn(true)).to.throw('No region but "south" answers: nothing was written.');
  });

  it("asks for a region that there is, and for one in several lines", () => {
    expect(() => turn(true, true, "west")).to.throw(
      'fleets/prod.yaml has no region "west". Its regions: south, north.',
    );
    const folded = site
      .text(fleetFile)
      .replace(
        / {2}south:\n[^]*by cable\n/,
        "  south: { podCidrs: [10.16.0.0/16], serviceCidrs: [10.17.0.0/16], apiServerCidrs: [172.18.16.2/32], near: [north] }\n",
      );
    site.put(fleetFile, folded);
    expect(() => turn(true)).to.throw(
      'fleets/prod.yaml does not have the facts of "south" one a line. Write there by hand: regions.south.drained: true',
    );
  });
});

describe("what is typed after evacuate", () => {
  it("names a region", () => {
    expect(readCall(["--region", "south", "--plan"])).to.deep.equal({
      region: "south",
      drained: true,
      write: false,
      flags: {},
    });
    expect(readCall(["-r", "south", "--back", "-s", "prod"])).to.deep.equal({
      region: "south",
      drained: false,
      write: true,
      flags: { stack: ["prod"] },
    });
    expect(readCall(["--help"])).to.have.property("help");
    expect(() => readCall(["--plan"])).to.throw("Say which region: --region NAME.");
    expect(() => readCall(["south"])).to.throw("south");
  });
});
