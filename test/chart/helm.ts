import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";

/** Values handed to the chart; null takes a default away. */
export type Values = Readonly<Record<string, unknown>>;

/** One rendered object. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The stand-in for chart higress-core. */
export const chart = fileURLToPath(new URL("../../local/chart/higress-core", import.meta.url));

/** That for chart higress-console. */
export const consoleChart = fileURLToPath(new URL("../../local/chart/higress-console", import.meta.url));

/** What `helm template` prints of the console for these values. Its Secret is another one each time. */
export const renderConsole = (values: Values = {}, namespace = "acme-gateway"): string =>
  inDirectory((directory) => {
    const file = join(directory, "values.json");
    writeFileSync(file, JSON.stringify(values));
    return template(consoleChart, file, namespace, "higress-console");
  });

const alias = (index: number): string => `variant-${String(index).padStart(5, "0")}`;

/** Renderings by namespace and values: many tests look at the same one. */
const renderings = new Map<string, string>();

/** Everything `helm template` prints for these values. */
export function render(values: Values = {}, namespace = "acme-gateway"): string {
  const text = JSON.stringify(values);
  const key = `${namespace} ${text}`;
  const rendering =
    renderings.get(key) ??
    inDirectory((directory) => {
      const file = join(directory, "values.json");
      writeFileSync(file, text);
      return template(chart, file, namespace);
    });
  renderings.set(key, rendering);
  return rendering;
}

/**
 * What `render` answers for each of many values, without starting Helm for each: one run renders a chart that contains the
 * stand-in once per variant, each under a name of its own.
 */
export function renderEach(variants: readonly Values[], namespace = "acme-gateway"): readonly string[] {
  const output = inDirectory((directory) => {
    mkdirSync(join(directory, "charts"));
    symlinkSync(chart, join(directory, "charts", "higress-core"));
    const dependencies = variants.map((_, index) => ({ name: "higress-core", version: "2.2.4", alias: alias(index) }));
    writeFileSync(
      join(directory, "Chart.yaml"),
      JSON.stringify({ apiVersion: "v2", name: "variants", version: "0.0.0", dependencies }),
    );
    const file = join(directory, "variants.json");
    writeFileSync(file, JSON.stringify(Object.fromEntries(variants.map((values, index) => [alias(index), values]))));
    return template(directory, file, namespace);
  });
  const texts = variants.map(() => "");
  for (const text of output.split(/^(?=---\n# Source: )/m)) {
    const [, index] = /# Source: variants\/charts\/variant-(\d+)\//.exec(text) ?? [];
    if (index === undefined) continue;
    const plain = text.replace("variants/charts/", "").replaceAll(`variant-${index}`, "higress-core");
    texts[Number(index)] = (texts[Number(index)] ?? "") + plain;
  }
  return texts;
}

/** The objects of a rendering. */
export function objects(rendering: string): readonly Manifest[] {
  return parseAllDocuments(rendering)
    .map((document) => {
      if (document.errors.length > 0) throw new Error(document.errors.map(({ message }) => message).join("\n"));
      return document.toJS() as Manifest | null;
    })
    .filter((manifest) => manifest !== null);
}

function template(directory: string, values: string, namespace: string, name = "higress"): string {
  const flags = ["--namespace", namespace, "--values", values];
  return execFileSync(process.env["HELM"] ?? "helm", ["template", name, directory, ...flags], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function inDirectory<T>(work: (directory: string) => T): T {
  const directory = mkdtempSync(join(tmpdir(), "higress-fleet-chart-"));
  try {
    return work(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
