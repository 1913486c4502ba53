import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { chart, render, renderEach, type Values } from "./helm.ts";
import { altered, isMap, known, leaves, put, valueFaults, type KnownValue, type Path } from "./values.ts";

// The chart's own values.yaml; every default in it is compared with the list below.
const defaults = parse(readFileSync(join(chart, "values.yaml"), "utf8")) as Values;

/** Keys of a printed path: where keys hold dots, the chart's own values say where one ends. */
function keys(path: string, values: unknown = defaults): Path {
  const own = isMap(values) ? Object.keys(values) : [];
  const key = own.find((name) => path === name || path.startsWith(`${name}.`)) ?? path.split(".")[0] ?? "";
  const rest = path.slice(key.length + 1);
  return rest === "" ? [key] : [key, ...keys(rest, isMap(values) ? values[key] : undefined)];
}

const base = (name: string | undefined): Values =>
  Object.entries(name === undefined ? {} : (known.bases[name] ?? {})).reduce(
    (values, [path, value]) => put(values, keys(path), value),
    {},
  );

const other = (value: KnownValue): unknown => value.alter ?? altered(value.default);

describe("the stand-in's values", function () {
  this.timeout(60_000);

  it("are the real chart's, with the real chart's defaults", () => {
    const declared = Object.fromEntries(leaves(defaults).map(({ path, value }) => [path.join("."), value]));
    const listed = known.values.filter((value) => "default" in value).map(({ path, default: value }) => [path, value]);
    expect(declared).to.deep.equal(Object.fromEntries(listed));
    expect(listed).to.have.length(278);
  });

  it("render alike in one chart and in many at once", () => {
    const sets = [
      {},
      base("redis"),
      base("pilot without resources"),
      { global: { local: true, hub: "registry.example" } },
    ];
    expect(renderEach(sets)).to.deep.equal(sets.map((values) => render(values)));
  });

  it("change the rendering where they change the real chart's", () => {
    const live = known.values.filter(({ inert }) => inert !== true);
    const names = [...new Set(live.map((value) => value.with))];
    const before = renderEach(names.map(base));
    const after = renderEach(live.map((value) => put(base(value.with), keys(value.path), other(value))));
    const dead = live.filter((value, index) => after[index] === before[names.indexOf(value.with)]);
    expect(dead.map(({ path }) => path)).to.deep.equal([]);
    expect(live).to.have.length(238);
  });

  it("change nothing where they change nothing in the real chart", () => {
    const inert = known.values.filter((value) => value.inert === true);
    const bases = [undefined, ...Object.keys(known.bases)].map(base);
    const mutated = bases.map((values) =>
      inert.reduce((all, value) => put(all, keys(value.path), other(value)), values),
    );
    expect(renderEach(mutated)).to.deep.equal(renderEach(bases));
    expect(inert).to.have.length(48);
  });

  it("are checked for a program: unknown paths and values without effect are named", () => {
    const values = {
      gateway: {
        replicas: 3,
        replicaCount: 3,
        env: { A: "1" },
        serviceAccount: { create: false, annotations: { a: "b" } },
      },
      global: { hub: "registry.example", useMCP: true, imageRegistry: "registry.example" },
      pilot: { resources: { limits: { cpu: "1" } } },
    };
    expect(valueFaults(values, "acme-gateway")).to.deep.equal([
      "gateway.replicaCount: higress-core 2.2.4 has no such value",
      "gateway.serviceAccount.annotations.a: changes nothing",
      "global.useMCP: changes nothing",
      "global.imageRegistry: higress-core 2.2.4 has no such value",
    ]);
  });
});
