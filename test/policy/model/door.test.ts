import { expect } from "chai";
import type { DoorFacts } from "../../../policy/facts.ts";
import { beyond, doorsOf } from "../../../policy/model/door.ts";
import { change, resource, type Sketch } from "../harness.ts";
import { facts, pick } from "../world.ts";

const open: DoorFacts = { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [] };
const entry = pick("entry.acme");
const annotated = (pairs: Readonly<Record<string, string>>): Sketch =>
  Object.entries(pairs).reduce(
    (sketch, [key, value]) => change(sketch, `metadata.annotations["${key}"]`, value),
    entry,
  );
const said = (door: Partial<DoorFacts>, pairs: Readonly<Record<string, string>>, sketch = annotated(pairs)) =>
  beyond(resource(sketch), { ...open, ...door }).map(
    ({ path, message }) => `${path.split("/").at(-1) ?? ""} ${message}`,
  );

const range = "higress.io/whitelist-source-range";
const [rps, rpm, burst] = ["rps", "rpm", "burst-multiplier"].map((key) => `higress.io/route-limit-${key}`) as [
  string,
  string,
  string,
];

describe("a door at the entry", () => {
  it("is the tenant's, where the fleet says one", () => {
    const [acme, ...others] = facts().tenants;
    if (acme === undefined) throw new Error("the world has no tenant");
    const given = facts({ tenants: [{ ...acme, door: open }, ...others] });
    expect(doorsOf(["acme"], given)).to.deep.equal([open]);
    expect(doorsOf(["globex"], given)).to.deep.equal([]);
  });

  it("asks nothing where the fleet asks nothing", () => {
    expect(said({}, {})).to.deep.equal([]);
    expect(said({}, { [range]: "0.0.0.0/0", [rps]: "1" })).to.deep.equal([]);
  });

  it("lets in some of the declared clients or all, and no other", () => {
    const sourceCidrs = ["192.0.2.0/24", "2001:db8::/32"];
    for (const value of ["192.0.2.0/24", "192.0.2.7", "192.0.2.0/25, 2001:db8:1::/48", "2001:db8::1"]) {
      expect(said({ sourceCidrs }, { [range]: value }), value).to.deep.equal([]);
    }
    for (const value of ["0.0.0.0/0", "192.0.2.0/23", "198.51.100.7", "::/0", "2001:db9::/48", "office", ""]) {
      expect(said({ sourceCidrs }, { [range]: value }), value).to.deep.equal([
        `whitelist-source-range ${JSON.stringify(value)} is not among 192.0.2.0/24, 2001:db8::/32`,
      ]);
    }
    expect(said({ sourceCidrs }, {})).to.deep.equal([
      "whitelist-source-range is missing: only 192.0.2.0/24, 2001:db8::/32 may come",
    ]);
    expect(
      said(
        { sourceCidrs },
        { [range]: "192.0.2.0/24", "nginx.ingress.kubernetes.io/whitelist-source-range": "0.0.0.0/0" },
      ),
    ).to.deep.equal(['whitelist-source-range "0.0.0.0/0" is not among 192.0.2.0/24, 2001:db8::/32']);
  });

  it("lets in no more requests than declared, in the same unit", () => {
    const rateLimit = { requests: 100, per: "second", burst: 5 } as const;
    const unlimited = "route-limit-rps does not limit requests to 100 per second";
    expect(said({ rateLimit }, { [rps]: "100", [burst]: "5" })).to.deep.equal([]);
    expect(said({ rateLimit }, { [rps]: "10" })).to.deep.equal([]);
    for (const value of ["101", "0", "1e2", "-1", ""]) {
      expect(said({ rateLimit }, { [rps]: value }), value).to.deep.equal([unlimited]);
    }
    expect(said({ rateLimit }, {})).to.deep.equal([unlimited]);
    expect(said({ rateLimit }, { [rps]: "100", [rpm]: "100" })).to.deep.equal([unlimited]);
    expect(said({ rateLimit }, { [rps]: "100", [burst]: "6" })).to.deep.equal([
      "route-limit-burst-multiplier does not limit bursts to 5 times as many",
    ]);
    const perMinute = { ...rateLimit, per: "minute" } as const;
    expect(said({ rateLimit: perMinute }, { [rpm]: "100", [rps]: "9999" })).to.deep.equal([]);
    expect(said({ rateLimit: perMinute }, { [rps]: "1" })).to.deep.equal([
      "route-limit-rpm does not limit requests to 100 per minute",
    ]);
  });

  it("asks nothing of a patch that says nothing of it", () => {
    const patch = {
      ...change(entry, "metadata.annotations", undefined),
      type: "kubernetes:networking.k8s.io/v1:IngressPatch",
    };
    const door = { sourceCidrs: ["192.0.2.0/24"], rateLimit: { requests: 1, per: "minute", burst: 1 } } as const;
    expect(said(door, {}, patch)).to.deep.equal([]);
    expect(said(door, {}, change(patch, `metadata.annotations["${burst}"]`, "9"))).to.have.length(2);
  });
});
