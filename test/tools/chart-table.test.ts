import { expect } from "chai";
import { tables } from "../../policy/charts/index.ts";
import { chart as standIn, consoleChart } from "../chart/helm.ts";
import { readChart } from "../../tools/chart-read.ts";
import { chartTables, type Chart } from "../../tools/chart-table.ts";

const chart = (change: Partial<Chart> = {}): Chart => ({
  metadata: { name: "it", version: "1.0.0" },
  values: {},
  templates: [],
  inner: [],
  ...change,
});
const only = (change: Partial<Chart>) => chartTables(chart(change))[0];

describe("the table of a chart", () => {
  it("is kept in step with the stand-ins", () => {
    for (const place of [standIn, consoleChart]) {
      const [table] = chartTables(readChart(place));
      expect(tables).to.deep.include(table);
      expect(table?.version).to.equal("2.2.4");
    }
  });

  it("holds the defaults, those of the charts inside below their names", () => {
    const inner = chart({ metadata: { name: "redis", version: "9.9.9" }, values: { redis: { port: 1, tag: "a" } } });
    expect(only({ values: { redis: { redis: { port: 2 } }, a: null }, inner: [inner] })?.defaults).to.deep.equal({
      redis: { redis: { port: 2, tag: "a" } },
      a: null,
    });
  });

  it("leaves free-form maps open, whatever they hold by default, and what is empty", () => {
    const values = {
      pod: { env: { A: "1" }, podLabels: {}, resources: { requests: {} }, list: [], name: "" },
      meshConfig: { trustDomain: "x" },
      gateway: { securityContext: null, service: { port: 1 } },
    };
    expect(only({ values })?.open).to.deep.equal([
      "gateway.securityContext",
      "meshConfig",
      "pod.env",
      "pod.podLabels",
      "pod.resources",
    ]);
  });

  it("knows what templates read beyond values.yaml, also through a variable", () => {
    const templates = [
      "{{ .Values.a.known }} {{ .Values.a.hidden }} {{ $.Values.b }} {{ .Values.env.ANY }}",
      "{{- $gateway := .Values.gateway -}}{{ with $gateway.imagePullSecrets }}{{ end }} {{ $other.nothing }}",
    ];
    const inner = chart({
      metadata: { name: "sub", version: "1.0.0" },
      values: { e: 1 },
      templates: ["{{ .Values.c }} {{ .Values.global.d }}"],
    });
    const values = { a: { known: false }, env: {}, gateway: { name: "x" } };
    expect(only({ values, templates, inner: [inner] })?.undeclared).to.deep.equal([
      ...["a.hidden", "b", "gateway.imagePullSecrets", "global.d", "sub.c"],
    ]);
  });

  it("is one for each chart inside an umbrella, under the umbrella's version", () => {
    const inside = (name: string) => chart({ metadata: { name, version: "0.1.0", appVersion: "2.2.4" } });
    const umbrella = {
      metadata: { name: "higress", version: "2.2.5" },
      values: undefined,
      inner: [inside("higress-core"), inside("higress-console")],
    };
    expect(
      chartTables(chart(umbrella)).map(({ chart, version, appVersion }) => [chart, version, appVersion]),
    ).to.deep.equal([
      ["higress-core", "2.2.5", "2.2.4"],
      ["higress-console", "2.2.5", "2.2.4"],
    ]);
  });

  it("is none where Chart.yaml does not say what it is", () => {
    expect(() => chartTables(chart({ metadata: { name: "it", version: 2 } }))).to.throw("no version in quotes");
    expect(() => chartTables(chart({ metadata: {} }))).to.throw("no name");
  });
});
