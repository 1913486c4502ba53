/** Panels of a Grafana board, as its JSON has them, and how they fill the board's 24 columns. */

export interface Target {
  readonly expr: string;
  /** Name of each line: `{{pod}}`. */
  readonly legend: string;
}

export interface Chart {
  readonly title: string;
  readonly description: string;
  /** Of Grafana: `reqps`, `percent`, `ms`, `short`, `d`. */
  readonly unit: string;
  readonly targets: readonly Target[];
  /** `timeseries` where none is named. `table` and `stat` show the present only. */
  readonly type?: "timeseries" | "stat" | "bargauge" | "table";
  /** From where on it is bad, and in which direction. */
  readonly limit?: { readonly at: number; readonly bad: "above" | "below" };
  /** Columns out of 24; 12 where none are named. */
  readonly width?: number;
  readonly max?: number;
}

const columns = 24;
const height = 8;
/** The variable that asks which Prometheus: a board is imported elsewhere, so that it names none. */
const datasource = { type: "prometheus", uid: "${datasource}" } as const;

/** Each chart beside the one before, or below it where the row is full. */
export function panels(charts: readonly Chart[]): readonly object[] {
  let [x, y] = [0, 0];
  return charts.map((chart, index) => {
    const w = chart.width ?? columns / 2;
    if (x + w > columns) [x, y] = [0, y + height];
    const gridPos = { h: height, w, x, y };
    x += w;
    return { id: index + 1, gridPos, ...panel(chart) };
  });
}

function panel(chart: Chart): object {
  const { title, description, unit, targets, type = "timeseries", limit, max } = chart;
  const isNow = type !== "timeseries";
  return {
    type,
    title,
    description,
    datasource,
    targets: targets.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat: legend,
      editorMode: "code",
      range: !isNow,
      instant: isNow,
      ...(type === "table" && { format: "table" }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(max !== undefined && { max }),
        color: { mode: isNow ? "thresholds" : "palette-classic" },
        thresholds: { mode: "absolute", steps: steps(limit) },
        custom: isNow ? {} : { fillOpacity: 10, thresholdsStyle: { mode: limit === undefined ? "off" : "dashed" } },
      },
      overrides: [],
    },
    options: optionsOf(type),
  };
}

function steps(limit: Chart["limit"]): readonly object[] {
  const [good, bad] = ["green", "red"];
  if (limit === undefined) return [{ color: good, value: null }];
  return [
    { color: limit.bad === "above" ? good : bad, value: null },
    { color: limit.bad === "above" ? bad : good, value: limit.at },
  ];
}

function optionsOf(type: NonNullable<Chart["type"]>): object {
  if (type === "table") return { showHeader: true };
  if (type !== "timeseries") return { reduceOptions: { calcs: ["lastNotNull"], values: false }, orientation: "auto" };
  return {
    legend: { displayMode: "list", placement: "bottom", showLegend: true, calcs: [] },
    tooltip: { mode: "multi", sort: "desc" },
  };
}
