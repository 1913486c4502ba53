import { readdirSync } from "node:fs";
import { expect } from "chai";
import fc from "fast-check";
import { checkFleet, checks } from "../../plan/checks.ts";
import { formatPath, type FleetPath } from "../../plan/fault.ts";
import type { Fleet, Tenant } from "../../plan/model.ts";
import { changeTenant, validFleet, validGateway, validTenant } from "./fleet.ts";

/** One fault each, of many concerns, in the tenant globex. */
const spoiled: readonly Partial<Tenant>[] = [
  { regions: ["west"] },
  { hosts: ["api.acme.org"] },
  { hosts: ["*.example.com"] },
  { certificates: [] },
  { certificates: [{ secret: "acme-tls", names: ["*.globex.aigw.example.com", "api.acme.org"] }] },
  { quota: { "limits.cpu": "1" } },
  { limits: { ...validTenant("x").limits, max: { cpu: "1m", memory: "1" } } },
  { access: { operators: ["system:masters"], viewers: [] } },
  { network: { ingress: [], egress: [{ peer: { cidr: "10.244.0.1/32" }, protocol: "TCP", ports: [80] }] } },
  { network: { egress: [], ingress: [{ peer: { namespace: "acme-gateway" }, protocol: "TCP", ports: [15000] }] } },
  { registries: [{ type: "eureka", name: "r", domain: "localhost", port: 0, cidrs: [] }] },
  {
    routes: [{ name: "r", host: "api.acme.org", path: "x", pathType: "Prefix", backend: { service: "web", port: 80 } }],
  },
];
const merged = (parts: readonly Partial<Tenant>[]): Partial<Tenant> =>
  parts.reduce((all, part) => ({ ...all, ...part }), {});
const anySpoiled = fc.subarray([...spoiled], { minLength: 1 }).map(merged);

/** Findings of all but the tenant at one place, with their paths as if it were not there. */
const ofOthers = (fleet: Fleet, at: number): readonly unknown[] =>
  checkFleet(fleet)
    .filter(({ path }) => !(path[0] === "tenants" && path[1] === at))
    .map(({ path, message }) => {
      const [first, index, ...rest] = path;
      return first === "tenants" && typeof index === "number" && index > at
        ? { path: [first, index - 1, ...rest], message }
        : { path, message };
    });

const without = (fleet: Fleet, at: number): Fleet => ({ ...fleet, tenants: fleet.tenants.toSpliced(at, 1) });

/** Whether the path leads to something of the fleet; its last step may be a key that is missing. */
function leadsSomewhere(fleet: Fleet, path: FleetPath): boolean {
  let here: unknown = fleet;
  for (const step of path) {
    if (typeof here !== "object" || here === null || !(step in here)) return false;
    here = (here as Readonly<Record<string | number, unknown>>)[step];
  }
  return true;
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) freeze(each);
    Object.freeze(value);
  }
  return value;
}

describe("the list of checks", () => {
  /** Files that hold words and reckoning which several checks share, and no check. */
  const shared = [
    "amounts.ts",
    "blocks.ts",
    "check.ts",
    "holders.ts",
    "in-clear.ts",
    "joined.ts",
    "listed.ts",
    "needs.ts",
    "owners.ts",
    "ports.ts",
    "served.ts",
  ];
  const folder = new URL("../../plan/checks/", import.meta.url);

  it("has every function that the files of checks export, once", async () => {
    const files = readdirSync(folder).filter((file) => !shared.includes(file));
    const modules = await Promise.all(
      files.map(async (file) => (await import(new URL(file, folder).href)) as Readonly<Record<string, unknown>>),
    );
    const exported = modules.flatMap((module) => Object.entries(module));
    expect(exported.filter(([, check]) => !checks.some((each) => each === check)).map(([name]) => name)).to.deep.equal(
      [],
    );
    expect(checks).to.have.length(exported.length);
  });
});

describe("checkFleet", () => {
  it("finds nothing wrong with a valid fleet, nor with none of the optional parts", () => {
    expect(checkFleet(validFleet())).to.deep.equal([]);
    expect(checkFleet(validFleet({ gateways: [], tenants: [] }))).to.deep.equal([]);
  });

  it("accepts a gateway that watches everything and one with an address of its own", () => {
    const gateways = [
      validGateway("shared", { watch: "all" }),
      validGateway("partners", { exposure: "load-balancer" }),
    ];
    expect(checkFleet(validFleet({ gateways }))).to.deep.equal([]);
  });

  for (const [at, change] of spoiled.entries()) {
    it(`blames the tenant alone for ${Object.keys(change).join(", ")} (${at})`, () => {
      const paths = checkFleet(changeTenant(validFleet(), "globex", change)).map(({ path }) => formatPath(path));
      expect(paths).to.not.be.empty;
      for (const path of paths) expect(path).to.match(/^tenants\[1\]\./);
    });
  }

  it("tells of every fault at once", () => {
    const fleet = changeTenant(validFleet({ environment: "Prod", domain: "aigw.example.com" }), "globex", {
      regions: ["south", "west"],
      hosts: ["api.acme.org"],
      quota: { pods: "1" },
      access: { operators: ["system:masters"], viewers: [] },
    });
    expect(checkFleet(fleet).map(({ path }) => formatPath(path))).to.deep.equal([
      "environment",
      "tenants[1].regions[1]",
      "tenants[1].hosts[0]",
      "tenants[1].hosts[0]",
      "tenants[1].quota.pods",
      "tenants[1].access.operators[0]",
    ]);
  });

  it("adds no finding for others with a valid tenant more, wherever it stands", () => {
    fc.assert(
      fc.property(anySpoiled, fc.nat(3), (change, at) => {
        const before = changeTenant(validFleet(), "globex", change);
        const after = { ...before, tenants: before.tenants.toSpliced(at, 0, validTenant("umbrella")) };
        expect(ofOthers(after, at)).to.deep.equal(checkFleet(before).map(({ path, message }) => ({ path, message })));
      }),
      { numRuns: 30 },
    );
  });

  it("finds the same faults in one tenant, whatever is wrong with the others", () => {
    const last = { hosts: ["*.com"], quota: { pods: "1" } };
    const alone = checkFleet(changeTenant(validFleet(), "initech", last));
    fc.assert(
      fc.property(anySpoiled, (change) => {
        const findings = checkFleet(changeTenant(changeTenant(validFleet(), "initech", last), "globex", change));
        expect(findings.filter(({ path }) => path[1] === 2)).to.deep.equal(alone);
      }),
      { numRuns: 30 },
    );
  });

  it("points to what is there, says what is wrong and what to do", () => {
    fc.assert(
      fc.property(anySpoiled, (change) => {
        const fleet = changeTenant(validFleet({ domain: "com" }), "globex", change);
        for (const { path, message, remedy } of checkFleet(fleet)) {
          expect(leadsSomewhere(fleet, path), formatPath(path)).to.equal(true);
          expect(message)
            .to.match(/\S$/)
            .and.not.match(/[.!]$|undefined|\n/);
          expect(remedy)
            .to.match(/^[A-Z].*[.?]$/)
            .and.not.match(/undefined|\n/);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("says the same each time, and leaves the fleet as it is", () => {
    const fleet = freeze(changeTenant(validFleet(), "globex", merged(spoiled)));
    expect(checkFleet(fleet)).to.deep.equal(checkFleet(fleet)).and.not.be.empty;
  });

  it("throws for no text whatever", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("__proto__", "constructor", "*", "/", "10.0.0.0/8"),
    );
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 12, maxLength: 12 }),
        ([a = "", b = "", c = "", d = "", e = "", f = "", ...more]) => {
          const tenant = validTenant(a, {
            regions: [b],
            hosts: [c],
            certificates: [{ secret: d, names: [e] }],
            quota: { [f]: a, pods: b },
            limits: {
              default: { cpu: a, memory: b },
              defaultRequest: { cpu: c, memory: d },
              max: { cpu: e, memory: f },
            },
            network: {
              ingress: [{ peer: { namespace: a }, protocol: "TCP", ports: [NaN] }],
              egress: [{ peer: { cidr: b }, protocol: "UDP", ports: [-1] }],
            },
            registries: [
              { type: "dns", name: a, domains: more, port: NaN, protocol: "http", cidrs: [c] },
              { type: "static", name: b, endpoints: more, port: 1, protocol: "http" },
              { type: "nacos2", name: c, domain: d, port: 1, cidrs: [], namespaceId: e, groups: more },
            ],
            routes: [
              { name: a, host: b, path: c, pathType: "Prefix", backend: { service: d, port: 1 } },
              { name: b, host: a, path: d, pathType: "Exact", backend: { destinations: [{ host: c, weight: NaN }] } },
            ],
          });
          const { south } = validFleet().regions;
          if (south === undefined) throw new Error("the fixture has a region south");
          const regions = { south, [b]: { ...south, podCidrs: [c], platformNamespaces: [d], dnsDomain: e } };
          const fleet = validFleet({
            environment: a,
            domain: b,
            regions,
            gateways: [validGateway(c)],
            tenants: [tenant, tenant],
          });
          expect(checkFleet(fleet)).to.be.an("array");
        },
      ),
    );
  }).timeout(60_000);

  it("removes a tenant's findings with the tenant", () => {
    const fleet = changeTenant(validFleet(), "globex", { hosts: ["api.acme.org"] });
    expect(checkFleet(fleet)).to.have.length(2);
    expect(checkFleet(without(fleet, 1))).to.deep.equal([]);
  });
});
