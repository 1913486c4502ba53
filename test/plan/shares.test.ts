import { expect } from "chai";
import fc from "fast-check";
import type { Destination, Shared } from "../../plan/model/backend.ts";
import type { Fleet, Region } from "../../plan/model.ts";
import { planRoutes } from "../../plan/routes.ts";
import { distanceTo, weighedIn } from "../../plan/shares.ts";
import { validFleet } from "./fleet.ts";
import { installation, site } from "./planned.ts";

const { south: cluster } = validFleet().regions;
const region = (change: Partial<Region> = {}): Region => ({ ...(cluster as Region), ...change });

/** Three on one coast, of which the north knows no neighbour, and one beyond the sea. */
const regions: Fleet["regions"] = {
  south: region({ near: ["east"] }),
  east: region({ near: ["south", "north"] }),
  north: region(),
  far: region(),
};
const drained = (...names: readonly string[]): Fleet["regions"] => ({
  ...regions,
  ...Object.fromEntries(names.map((name) => [name, { ...regions[name], drained: true } as Region])),
});

const orders = (...names: readonly string[]): Shared["destinations"] =>
  names.map((name, at) => ({ service: `orders-${at}`, port: 80, region: name }));

const everywhere: Shared = {
  destinations: orders("south", "east", "north"),
  shares: { local: 80, near: 15, remote: 5 },
};

const weights = (from: string, shared: Shared, all = regions): readonly string[] =>
  weighedIn(from, shared, all).map(({ region: at, weight }) => `${at ?? "nowhere"} ${weight}`);

describe("How far a region is", () => {
  it("is said by the one that asks, and not by force the other way round", () => {
    expect(distanceTo("south", "south", regions)).to.equal("local");
    expect(distanceTo("north", "east", regions)).to.equal("near");
    expect(distanceTo("east", "north", regions)).to.equal("remote");
    expect(distanceTo("south", "constructor", regions)).to.equal("remote");
  });
});

describe("Shares of a backend", () => {
  it("go by where the gateway stands", () => {
    expect(weights("south", everywhere)).to.deep.equal(["south 80", "east 15", "north 5"]);
    expect(weights("east", everywhere)).to.deep.equal(["south 8", "east 84", "north 8"]);
    expect(weights("north", everywhere)).to.deep.equal(["south 3", "east 3", "north 94"]);
  });

  it("are divided evenly among those that are equally far", () => {
    const four = { ...everywhere, destinations: orders("south", "south", "east", "north") };
    expect(weights("south", four)).to.deep.equal(["south 40", "south 40", "east 15", "north 5"]);
  });

  it("of a distance that has nothing go to the others in proportion", () => {
    expect(weights("far", everywhere)).to.deep.equal(["south 33", "east 34", "north 33"]);
    const two = { ...everywhere, destinations: orders("south", "north") };
    expect(weights("south", two)).to.deep.equal(["south 94", "north 6"]);
  });

  it("of what is drained go to the others in proportion", () => {
    expect(weights("south", everywhere, drained("south"))).to.deep.equal(["east 75", "north 25"]);
    expect(weights("south", everywhere, drained("east"))).to.deep.equal(["south 94", "north 6"]);
    expect(weights("south", everywhere, drained("south", "east"))).to.deep.equal(["north 100"]);
  });

  it("are one percent at least, which those with more give", () => {
    const many = { destinations: orders("south", ...Array<string>(7).fill("east")), shares: { local: 95, near: 5 } };
    expect(weights("south", many)).to.deep.equal(["south 93", ...Array<string>(7).fill("east 1")]);
  });

  it("stay as they are where everything is drained, for whoever asks all the same", () => {
    const all = drained("south", "east", "north");
    expect(weights("south", everywhere, all)).to.deep.equal(weights("south", everywhere));
  });

  it("stand in the annotation, the largest first, and nothing with none", () => {
    const [ingress] = planRoutes(installation({ site: { ...site, region: "north", regions: drained("south") } }), [
      { name: "orders", host: "api.acme.org", path: "/", pathType: "Prefix", backend: everywhere },
    ]);
    expect(ingress?.metadata.annotations).to.deep.equal({
      "higress.io/destination":
        "94% orders-2.acme-gateway.svc.cluster.local:80\n6% orders-1.acme-gateway.svc.cluster.local:80",
    });
  });
});

describe("Weights of a backend", () => {
  const weighed: readonly Destination[] = [
    { host: "a.static", weight: 60, region: "south" },
    { host: "b.static", weight: 30, region: "north" },
    { host: "c.static", weight: 10 },
  ];
  const left = (all: Fleet["regions"]) => weighedIn("south", { destinations: weighed }, all).map((each) => each.weight);

  it("are as they are written, whatever they add up to", () => {
    expect(weighedIn("south", { destinations: weighed }, regions)).to.equal(weighed);
  });

  it("of what is drained go to the others in proportion, and to what stands nowhere", () => {
    expect(left(drained("south"))).to.deep.equal([75, 25]);
    expect(left(drained("north"))).to.deep.equal([86, 14]);
    expect(left(drained("south", "north"))).to.deep.equal([100]);
  });
});

describe("Any shares", () => {
  const names = Object.keys(regions);
  const shares = fc
    .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }))
    .filter(([one, other]) => one + other < 100)
    .map(([local, near]) => ({ local, near, remote: 100 - local - near }));
  const places = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 12 });
  const away = fc.subarray(names, { maxLength: 3 });

  it("become whole percents of which none is 0 and that add up to 100", () => {
    fc.assert(
      fc.property(places, shares, away, fc.constantFrom(...names), (at, given, gone, from) => {
        const found = weighedIn(from, { destinations: orders(...at), shares: given }, drained(...gone));
        expect(found.reduce((sum, { weight }) => sum + weight, 0)).to.equal(100);
        for (const { weight } of found) expect(Number.isInteger(weight) && weight > 0).to.equal(true);
      }),
    );
  });

  it("leave nothing out that is left, whatever is drained", () => {
    const all = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(all, shares, away, fc.constantFrom(...names), (at, given, gone, from) => {
        const left = at.filter((each) => !gone.includes(each)).length;
        const found = weighedIn(from, { destinations: orders(...at), shares: given }, drained(...gone));
        expect(found).to.have.length(left === 0 ? at.length : left);
        expect(found.reduce((sum, { weight }) => sum + weight, 0)).to.equal(100);
      }),
    );
  });

  it("lead to nothing that is drained while anything else is there", () => {
    fc.assert(
      fc.property(places, shares, away, fc.constantFrom(...names), (at, given, gone, from) => {
        fc.pre(at.some((each) => !gone.includes(each)));
        const found = weighedIn(from, { destinations: orders(...at), shares: given }, drained(...gone));
        expect(found.filter(({ region: where = "" }) => gone.includes(where))).to.deep.equal([]);
      }),
    );
  });

  it("are the same in whatever order the destinations stand", () => {
    fc.assert(
      fc.property(places, shares, away, fc.constantFrom(...names), (at, given, gone, from) => {
        const one: Shared = { destinations: orders(...at), shares: given };
        const other: Shared = { ...one, destinations: one.destinations.toReversed() };
        expect(weighedIn(from, one, drained(...gone))).to.have.deep.members([
          ...weighedIn(from, other, drained(...gone)),
        ]);
      }),
    );
  });
});
