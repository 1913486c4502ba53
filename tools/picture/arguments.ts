/** What was typed after `npm run picture --`. */
import { extname } from "node:path";
import { refuseStackFile } from "../asked.ts";
import { typed } from "../typed.ts";

const formats = ["mermaid", "svg", "html"] as const;
export type Format = (typeof formats)[number];

export interface Request {
  /** Where the fleet comes from: a stack file, or the fleet file itself. */
  readonly from: { readonly stack: string } | { readonly fleet: string };
  /** Absent: the stack's, or the only one of the fleet file. */
  readonly region?: string;
  readonly format: Format;
  /** Absent: standard output. */
  readonly output?: string;
}

const usage =
  "Usage: npm run picture -- [--stack NAME | FLEET.yaml] [--region NAME] [--format mermaid|svg|html] [--output FILE]";

const endings: Readonly<Record<string, Format>> = { ".mmd": "mermaid", ".svg": "svg", ".html": "html" };

const text = { type: "string" } as const;
const options = {
  stack: { ...text, short: "s" },
  region: text,
  format: { ...text, short: "f" },
  output: { ...text, short: "o" },
} as const;

/** @throws Error, for people, when the arguments are not understood */
export function readArguments(args: readonly string[]): Request {
  const { values, positionals } = typed({ args: [...args], options, allowPositionals: true }, usage);
  const [fleet, ...others] = positionals;
  if (others.length > 0)
    throw new Error(`One fleet file makes one picture; "${others.join('", "')}" is too much.\n${usage}`);
  if (fleet !== undefined && values.stack !== undefined) {
    throw new Error(`Both --stack ${values.stack} and ${fleet} say which fleet: leave one out.`);
  }
  if (fleet !== undefined) refuseStackFile(fleet, "npm run picture --");
  return {
    from: fleet === undefined ? { stack: values.stack ?? "test" } : { fleet },
    ...(values.region !== undefined && { region: values.region }),
    format: formatOf(values.format, values.output),
    ...(values.output !== undefined && { output: values.output }),
  };
}

function formatOf(wanted: string | undefined, output: string | undefined): Format {
  if (wanted !== undefined) {
    const format = formats.find((each) => each === wanted);
    if (format === undefined) throw new Error(`There is no format "${wanted}": --format takes ${formats.join(", ")}.`);
    return format;
  }
  if (output === undefined) return "mermaid";
  const format = endings[extname(output).toLowerCase()];
  if (format !== undefined) return format;
  throw new Error(
    `The name ${output} tells no format: end it with ${Object.keys(endings).join(", ")}, or add --format ${formats.join("|")}.`,
  );
}
