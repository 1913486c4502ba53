/** Boards for Grafana: one for each installation, one for the fleet. */
import { createHash } from "node:crypto";
import type { Alerts } from "../../plan/model/monitoring.ts";
import { fleetCharts, installationCharts } from "./charts.ts";
import { panels, type Chart } from "./panel.ts";
import { named, type Place, type Watched } from "./watched.ts";

/** Version of the JSON that Grafana 10 and later read as it stands, and convert if need be. */
const schemaVersion = 39;

/** The same at every run, so that a board is replaced and links to it stay; Grafana takes 40 characters. */
export const uidOf = ({ environment, region }: Place, id: string): string =>
  `higress-${createHash("sha256")
    .update(JSON.stringify([environment, region, id]))
    .digest("hex")
    .slice(0, 24)}`;

/** No installation has such an id. */
const fleetId = "*";

export const installationBoard = (place: Place, watched: Watched, at: Alerts): object =>
  board(place, watched.id, named(watched).replace(/^the /, ""), installationCharts(watched, at), []);

export function fleetBoard(place: Place, watched: readonly Watched[], at: Alerts): object {
  const options = watched.map(({ namespace }) => ({ text: namespace, value: namespace, selected: false }));
  const all = { text: ["All"], value: ["$__all"] };
  const variable = {
    name: "namespace",
    label: "Namespace",
    type: "custom",
    query: watched.map(({ namespace }) => namespace).join(","),
    multi: true,
    includeAll: true,
    current: { ...all, selected: true },
    options: [{ text: "All", value: "$__all", selected: true }, ...options],
    hide: 0,
  };
  return board(place, fleetId, "fleet", fleetCharts(place, at), [variable]);
}

function board(place: Place, id: string, what: string, charts: readonly Chart[], variables: readonly object[]): object {
  const { environment, region } = place;
  const tags = ["higress", environment, region];
  return {
    uid: uidOf(place, id),
    title: `Higress ${environment} ${region}: ${what}`,
    tags,
    schemaVersion,
    editable: true,
    graphTooltip: 1,
    timezone: "",
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    annotations: { list: [] },
    links: [{ type: "dashboards", title: "Higress", tags, asDropdown: true, includeVars: false, keepTime: true }],
    templating: {
      list: [
        { name: "datasource", label: "Prometheus", type: "datasource", query: "prometheus", hide: 0 },
        ...variables,
      ],
    },
    panels: panels(charts),
  };
}
