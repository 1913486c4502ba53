import { expect } from "chai";
import { stringify } from "yaml";
import { fleetOf } from "../../support/plan.ts";
import { monitoringFiles } from "../../../tools/monitoring/files.ts";
import { watchedIn } from "../../../tools/monitoring/watched.ts";
import { reading, validFleet } from "../../plan/fleet.ts";
import { promtool } from "./promtool.ts";

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly gridPos: { readonly h: number; readonly w: number; readonly x: number; readonly y: number };
  readonly targets: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly datasource: { readonly uid: string };
  }[];
}
interface Board {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly tags: readonly string[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[];
  };
  readonly panels: readonly Panel[];
}

const boardsOf = (file: string, region: string): readonly Board[] =>
  [...monitoringFiles(fleetOf(file), region, "files")]
    .filter(([path]) => path.startsWith("boards/"))
    .map(([, text]) => JSON.parse(text) as Board);

const boards = [...boardsOf("fleets/test.yaml", "local"), ...boardsOf("fleets/prod.yaml", "south")];
const test = boardsOf("fleets/test.yaml", "local");

describe("boards", function () {
  this.timeout(60_000);

  it("are one for the fleet and one for each of its installations", () => {
    const titles = test.map(({ title }) => title.replace("Higress test local: ", ""));
    const { gateways, tenants } = fleetOf("fleets/test.yaml");
    expect(titles).to.have.members([
      ...["fleet", "entry"],
      ...gateways.map(({ id }) => `gateway ${id}`),
      ...tenants.map(({ id }) => `tenant ${id}`),
    ]);
    expect(titles).to.include.members(["gateway internal", "tenant globex"]);
  });

  it("keep their names from run to run, and share none", () => {
    const uids = boards.map(({ uid }) => uid);
    expect(new Set(uids).size).to.equal(uids.length);
    for (const uid of uids) expect(uid).to.match(/^[a-z0-9-]{1,40}$/);
    expect(boardsOf("fleets/test.yaml", "local").map(({ uid }) => uid)).to.deep.equal(test.map(({ uid }) => uid));
  });

  it("are where the alerts say", () => {
    const rules = monitoringFiles(fleetOf("fleets/test.yaml"), "local", "files").get("rules/acme-gateway.yaml");
    const acme = test.find(({ title }) => title.endsWith("tenant acme"));
    expect(rules).to.include(`board: /d/${acme?.uid ?? "?"}\n`);
  });

  it("name no Prometheus but ask which", () => {
    for (const { title, templating, panels } of boards) {
      expect(templating.list[0], title).to.include({ name: "datasource", type: "datasource", query: "prometheus" });
      const named = panels.flatMap(({ datasource, targets }) => [datasource, ...targets.map((one) => one.datasource)]);
      expect(new Set(named.map(({ uid }) => uid)), title).to.deep.equal(new Set(["${datasource}"]));
    }
  });

  it("let one choose among the fleet's namespaces, and no other", () => {
    const { name, type, query } = test[0]?.templating.list[1] ?? {};
    const namespaces = watchedIn(fleetOf("fleets/test.yaml"), "local").map(({ namespace }) => namespace);
    expect([name, type, query]).to.deep.equal(["namespace", "custom", namespaces.join(",")]);
    expect(namespaces).to.include.members(["higress-system", "higress-internal", "acme-gateway"]);
  });

  it("have panels that lie beside and below each other in 24 columns", () => {
    for (const { title, panels } of boards) {
      expect(new Set(panels.map(({ id }) => id)).size, title).to.equal(panels.length);
      const taken = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
        expect(x + w).to.be.at.most(24);
        return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
      });
      expect(new Set(taken).size, title).to.equal(taken.length);
    }
  });

  it("ask what Prometheus understands", () => {
    const rules = boards.flatMap(({ panels }) =>
      panels.flatMap(({ targets }) => targets.map(({ expr }, index) => ({ record: `board:${index}`, expr }))),
    );
    expect(rules.length).to.be.greaterThan(200);
    const groups = rules.map((rule, index) => ({ name: `g${index}`, rules: [rule] }));
    expect(promtool({ "a.yaml": stringify({ groups }) }, "check", "rules", "a.yaml")).to.equal("");
  });

  it("show a tenant nothing but its own namespace, and its answers at the entry", () => {
    const [acme] = test.filter(({ title }) => title.endsWith("tenant acme"));
    const asked = acme?.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)) ?? [];
    const others = asked.filter((expr) => expr.includes("higress-system"));
    expect(others).to.have.length(1);
    expect(others[0]).to.include('cluster_name=~"outbound.80..acme[.]dns;?"');
    expect(asked.join("\n")).not.to.match(/globex|initech/);
  });
});

describe("objects", () => {
  it("are what operator and sidecar look for, in the namespace of Prometheus", () => {
    const text =
      monitoringFiles(validFleet({ monitoring: reading }), "south", "objects").get("acme-gateway.yaml") ?? "";
    expect(text).to.match(/^apiVersion: monitoring.coreos.com\/v1\nkind: PrometheusRule\n/);
    expect(text.match(/namespace: monitoring\n/g)).to.have.length(2);
    expect(text).to.include("release: prometheus\n").and.to.include('grafana_dashboard: "1"\n');
  });
});
