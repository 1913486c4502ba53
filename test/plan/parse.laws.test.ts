import { expect } from "chai";
import fc from "fast-check";
import * as yaml from "yaml";
import { checkFleet } from "../../plan/checks.ts";
import { complete } from "../../plan/complete.ts";
import { nameTenants } from "../../plan/discovery.ts";
import { nameOf } from "../../plan/known-name.ts";
import type { Allowance, Fleet, Route, Tenant } from "../../plan/model.ts";
import type { Chart } from "../../plan/model/higress.ts";
import type { Registry } from "../../plan/model/registry.ts";
import { parseFleet, type ParseResult } from "../../plan/parse.ts";
import { producedHosts } from "../../plan/produced.ts";
import { outlineSchema } from "../../plan/schema.ts";
import { tenantSchema } from "../../plan/schema/tenant.ts";
import { openFile } from "../../plan/yaml/file.ts";
import { arbitraryFleet } from "./arbitrary.ts";
import { text } from "./whole-text.ts";
import { written } from "./written.ts";

/** A fleet as people would write it, with nothing left out. */
function write({ proofs, ...fleet }: Fleet): object {
  // They are in a file of their own, and no random fleet has any.
  expect(proofs).to.deep.equal([]);
  return {
    ...fleet,
    higress: { ...fleet.higress, chart: writeChart(fleet.higress.chart) },
    tenants: fleet.tenants.map(writeTenant),
  };
}

function writeChart(chart: Chart): object {
  const { from, ...rest } = chart;
  return "reference" in rest ? { oci: rest.reference, version: rest.version } : { ...rest, ...(from === "path" && {}) };
}

/** What is withheld follows from the proofs. */
const writeTenant = (tenant: Tenant): object => ({
  ...Object.fromEntries(Object.entries(tenant).filter(([key]) => key !== "withheld")),
  maintenance: { active: tenant.maintenance.active, ...tenant.maintenance.shown },
  network: { ingress: writeFlows(tenant.network.ingress, "from"), egress: writeFlows(tenant.network.egress, "to") },
  routes: tenant.routes.map((route) => ({ ...(writeTimes(route) as object), backend: writeBackend(route, tenant) })),
});

/** Hosts by the names that people have for them. */
const writeBackend = ({ backend }: Route, { registries }: Tenant): object =>
  "destinations" in backend
    ? {
        destinations: backend.destinations.map((each) => {
          if ("service" in each) return each;
          const { host, ...rest } = each;
          return { ...rest, ...(yaml.parse(`{ ${nameOf(host, registries) ?? ""} }`) as object) };
        }),
      }
    : backend;

const times = ["timeout", "perTry", "maxAge"];

/** Lengths of time are written with their unit. */
function writeTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writeTimes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      times.includes(key) && typeof inner === "number" ? `${inner}s` : writeTimes(inner),
    ]),
  );
}

const writeFlows = (flows: readonly Allowance[], side: "from" | "to"): readonly object[] =>
  flows.map(({ peer, ...rest }) => ({ [side]: peer, ...rest }));

const stringify = (data: object): string => yaml.stringify(data, { aliasDuplicateObjects: false });

/** The planners need less of a `dns` registry than the schema: there, addresses may stand for names. */
const fleets = arbitraryFleet.map((fleet) => ({
  ...fleet,
  tenants: fleet.tenants.map((tenant) => {
    const registries = tenant.registries.map((each) =>
      each.type === "dns" ? { ...each, domains: ["api.example.net", "a.middleware.svc.cluster.local"] } : each,
    );
    return { ...tenant, registries, routes: tenant.routes.map((route) => ({ ...route, ...led(route, registries) })) };
  }),
}));

/** Random hosts are no registry's: to one of the tenant's, or to a Service where it has none. */
function led({ backend }: Route, [first]: readonly Registry[]): Pick<Route, "backend"> {
  if (!("destinations" in backend)) return { backend };
  const [pattern] = first === undefined ? [] : producedHosts(first);
  if (first === undefined || pattern === undefined) return { backend: { service: "a", port: 80 } };
  const service = first.type === "zookeeper" ? "orders.services" : "orders";
  return { backend: { destinations: [{ host: pattern.replace("*", service), weight: 100 }] } };
}

/** What parseFleet does but for the checks between settings, of which random fleets seldom pass all. */
function read(source: string): Fleet {
  const file = openFile({ path: "f.yaml", text: source }, "the fleet");
  if (!("tree" in file)) throw new Error(file.map(({ message }) => message).join());
  expect([file.data.remarks, file.data.ambiguities]).to.deep.equal([[], []]);
  const tenants = file.settings["tenants"] as readonly unknown[];
  const named = nameTenants(tenants.map((tenant) => tenantSchema.parse(tenant)));
  expect(named.findings).to.deep.equal([]);
  return complete(outlineSchema.parse(file.settings), named.value, []);
}

const parse = (source: string): ParseResult => parseFleet({ path: "fleets/f.yaml", text: source }, () => []);

describe("any fleet", () => {
  it("that is written down and read is the same fleet", () => {
    fc.assert(
      fc.property(fleets, (fleet) => {
        expect(read(stringify(write(fleet)))).to.deep.equal(fleet);
      }),
      { numRuns: 30 },
    );
  }).timeout(60_000);

  it("is accepted, or refused for what the checks find in it and nothing else", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fleets, (fleet) => {
        const result = parse(stringify(write(fleet)));
        const findings = checkFleet(fleet);
        if ("fleet" in result) accepted += 1;
        if ("fleet" in result) expect([result.fleet, findings]).to.deep.equal([fleet, []]);
        else
          expect(result.faults.map(({ message }) => message)).to.have.members(findings.map(({ message }) => message));
      }),
      { numRuns: 30 },
    );
    expect(accepted).to.be.greaterThan(0);
  }).timeout(60_000);

  it("has no finding more when tenants are left out", () => {
    const someTenants = fleets.chain((fleet) => fc.tuple(fc.constant(fleet), fc.subarray([...fleet.tenants])));
    fc.assert(
      fc.property(someTenants, ([fleet, some]) => {
        const place = (all: readonly Tenant[]) =>
          checkFleet({ ...fleet, tenants: all }).map(({ path: [first, at, ...rest] }) =>
            JSON.stringify(first === "tenants" ? [all[Number(at)]?.id, ...rest] : [first, at, ...rest]),
          );
        expect(place(fleet.tenants)).to.include.members(place(some));
      }),
      { numRuns: 30 },
    );
  }).timeout(60_000);
});

/** A way to spoil a text at one place in it or two, each between 0 and 1. */
type Spoiling = (text: string, from: number, to: number) => string;

const spoilings: fc.Arbitrary<Spoiling> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }).map(
    (some): Spoiling =>
      (text, from) =>
        splice(text, from, from, some),
  ),
  fc.constantFrom(...Array.from("{}[]:,-?&*!|>'\"%@`#~\t \n\r\u0000\ufeff")).map(
    (one): Spoiling =>
      (text, from) =>
        splice(text, from, from, one),
  ),
  fc.constant<Spoiling>((text, from, to) => splice(text, from, to, "")),
  fc.constant<Spoiling>((text, from, to) => splice(text, to, to, text.slice(at(text, from), at(text, to)))),
  fc
    .constantFrom(
      "no",
      "012",
      "~",
      "1e400",
      "[]",
      "{}",
      "!!binary x",
      "*a",
      "&a",
      "<<: x",
      "- x",
      "? y",
      "__proto__: {}",
      "%YAML 1.1",
    )
    .map((some): Spoiling => (text, from) => {
      const lines = text.split("\n");
      const line = Math.floor(from * lines.length);
      return lines.with(line, `${/^[ -]*(\w+: )?/.exec(lines[line] ?? "")?.[0] ?? ""}${some}`).join("\n");
    }),
);

const at = (text: string, place: number): number => Math.floor(place * text.length);
const splice = (text: string, from: number, to: number, some: string): string =>
  text.slice(0, at(text, Math.min(from, to))) + some + text.slice(at(text, Math.max(from, to)));

const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const edit = fc.tuple(spoilings, place, place);

describe("any text", () => {
  it("is a fleet or has faults with places and words, and never breaks the program", () => {
    fc.assert(
      fc.property(fc.constantFrom(text, written), fc.array(edit, { minLength: 1, maxLength: 4 }), (start, edits) => {
        const spoiled = edits.reduce<string>((all, [change, from, to]) => change(all, from, to), start);
        const result = parse(spoiled);
        if ("fleet" in result) return;
        expect(result.faults).to.not.have.lengthOf(0);
        for (const fault of result.faults) {
          expect(fault.line).to.be.within(1, spoiled.split("\n").length);
          expect(fault.column).to.be.within(1, Math.max(...spoiled.split("\n").map((line) => line.length)) + 1);
          expect(fault.message)
            .to.match(/^[^\n]+[^.\n]$/)
            .and.not.match(/undefined|\[object|NaN|Invalid input|expected/);
          expect(fault.remedy)
            .to.match(/^[^\n]+[.?]$/)
            .and.not.match(/undefined|\[object|NaN/);
        }
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it("is read as it is: no tenant from a text that is no YAML", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (some) => {
        expect(parse(some)).to.have.property("faults");
      }),
    );
  }).timeout(60_000);
});
