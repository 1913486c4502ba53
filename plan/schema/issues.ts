/** What zod finds wrong, told in the fleet's words. Types that do not fit have their own file: mistyped.ts. */
import * as z from "zod";
import type { FleetPath } from "../fault.ts";
import { looksSecret, quote } from "../quote.ts";
import type { Remark } from "../yaml/data.ts";
import { mistyped, type Written } from "./mistyped.ts";
import { nearest } from "./nearest.ts";
import { otherType, refusal } from "./refused.ts";
import { sampleOf } from "./sample.ts";

type Issue = z.core.$ZodIssue;

export interface SchemaRemark extends Remark {
  readonly kind: "missing" | "unknown" | "wrong";
  /** Key that an unknown one was most likely meant to be. */
  readonly meant?: string;
  /** Type that the schema wants here, when that is what is wrong: `string`, `boolean`, … */
  readonly wanted?: string;
}

/**
 * Given to zod when parsing. What it says of an issue is meant for `remarksOf`: of an unknown key the known ones, of something in
 * place of a map how that is written, of anything else that has no words of its own the description of the setting.
 */
export const hints: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === "unrecognized_keys" && issue.inst instanceof z.ZodObject) {
    return Object.keys(issue.inst.shape).join(" ");
  }
  if (issue.code === "invalid_type" && issue.input !== undefined && issue.inst instanceof z.ZodObject) {
    return sampleOf(issue.inst).join("\n");
  }
  return issue.inst instanceof z.ZodType ? issue.inst.description : undefined;
};

/**
 * @param data what was parsed
 * @param base where that stands in the file
 */
export function remarksOf(issue: Issue, data: unknown, base: FleetPath, written: Written): readonly SchemaRemark[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  const value = valueAt(data, issue.path);
  const wrong = (message: string, remedy: string): SchemaRemark => ({
    kind: "wrong",
    path,
    part: "value",
    message,
    remedy,
  });
  const inOwnWords = (subject = quote(value, path)): SchemaRemark => {
    const [problem = "", remedy = ""] = issue.message.split("\n");
    return wrong(`${subject} ${problem}`, remedy);
  };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.message.includes("\n")
        ? [inOwnWords()]
        : unknownKeys(issue.keys, issue.message.split(" "), value, path);
    case "invalid_type":
      if (value === undefined) return [missing(path, issue.message)];
      if (issue.expected === "string" && issue.message.includes("\n")) return [inOwnWords()];
      return [{ ...wrong(...mistyped(issue.expected, value, path, written, issue.message)), wanted: issue.expected }];
    case "invalid_value":
      if (value === undefined) return [missing(path, issue.message)];
      if (issue.message.includes("\n")) return [inOwnWords()];
      return [
        value === null
          ? wrong(...mistyped("string", value, path, written))
          : wrong(...noChoice(issue.values, value, path)),
      ];
    case "invalid_key":
      return issue.issues.map((inner) => {
        const [problem = "", remedy = ""] = inner.message.split("\n");
        return { ...wrong(`${quote(path.at(-1), [])} ${problem}`, remedy), part: "key" };
      });
    case "invalid_union": {
      const options = "options" in issue ? (issue.options ?? []) : [];
      if (value === undefined) {
        return [missing(path, issue.discriminator === undefined ? issue.message : `Write ${choices(options)}.`)];
      }
      if (issue.discriminator !== undefined) return [wrong(...noChoice(options, value, path))];
      if (value === null) return [wrong("nothing is written here", inOwnWords().remedy)];
      const meant = formMeant(issue.errors, value);
      if (meant === undefined) return [{ ...inOwnWords(), ...(takesSwitch(issue.errors) && { wanted: "boolean" }) }];
      return meant.flatMap((inner) => remarksOf(inner, value, path, written));
    }
    case "too_big":
    case "too_small":
      // Of an integer that no computer counts exactly; every other bound has words of its own.
      if (!issue.message.includes("\n")) {
        return [wrong(`${quote(value, path)} is beyond every whole number that is meant`, "Write a smaller number.")];
      }
      return [inOwnWords()];
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_element":
    case "custom":
      return [inOwnWords()];
  }
}

function missing(path: FleetPath, description: string): SchemaRemark {
  return { kind: "missing", path, part: "key", message: "is missing", remedy: `Add it. ${description}` };
}

function unknownKeys(
  keys: readonly string[],
  known: readonly string[],
  map: unknown,
  path: FleetPath,
): readonly SchemaRemark[] {
  const isSet = (key: string): boolean => valueAt(map, [key]) !== undefined;
  // Of two that are equally near, the one that is still free comes first.
  const candidates = [...known.filter((key) => !isSet(key)), ...known.filter(isSet)];
  return keys.map((key) => {
    const place = [...path, key];
    const meant = nearest(key, candidates);
    const about = { kind: "unknown", path: place, part: "key", message: "there is no such setting" } as const;
    const reason = refusal(place);
    if (reason !== undefined) return { ...about, ...reason };
    if (meant !== undefined) {
      const twice = isSet(meant) ? ", which is set already? Keep one of the two." : "?";
      return { ...about, meant, remedy: `Did you mean "${meant}"${twice}` };
    }
    if (looksSecret(place)) {
      return { ...about, remedy: "Remove it: the fleet file holds no secrets, only the names of Kubernetes Secrets." };
    }
    return { ...about, remedy: `Remove it; the settings here are ${known.join(", ")}.` };
  });
}

function noChoice(
  values: readonly z.core.util.Primitive[],
  value: unknown,
  path: FleetPath,
): [message: string, remedy: string] {
  const meant = typeof value === "string" ? nearest(value, values.map(String)) : undefined;
  const other = otherType(value, path);
  if (other !== undefined) return [`${quote(value, path)} is not one of the choices`, other];
  const guess = meant === undefined ? "" : `Did you mean "${meant}"? `;
  return [`${quote(value, path)} is not one of the choices`, `${guess}Write ${choices(values)}.`];
}

/** Words for a text that is none of those known when the file is read; the schema's own choices are in remarksOf. */
export function unknownChoice(known: readonly string[], text: string, path: FleetPath): SchemaRemark {
  const [message, remedy] = noChoice(known, text, path);
  return { kind: "wrong", path, part: "value", message, remedy };
}

function choices(values: readonly z.core.util.Primitive[]): string {
  const quoted = values.map((value) => JSON.stringify(value));
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
}

/**
 * Of the forms a value can be written in, the issues of the one that was most likely meant: the only one of the right type, or
 * the one that knows most of the map's keys and lacks none. Undefined when there is no telling.
 */
function formMeant(forms: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | undefined {
  const [first] = forms;
  const isMap = typeof value === "object" && value !== null;
  const ofType = forms.filter(
    (issues) =>
      !issues.some(
        ({ code, path }) => path.length === 0 && (code === "invalid_type" || (isMap && code === "invalid_value")),
      ),
  );
  if (ofType.length === 1) return ofType[0];
  if (ofType.length === 0) {
    const wanted = new Set(forms.flat().map((issue) => (issue.code === "invalid_type" ? issue.expected : issue.code)));
    return wanted.size === 1 ? first : undefined;
  }
  const size = isMap ? Object.keys(value).length : 0;
  const scored = ofType.map((issues) => {
    const unknown = issues.filter((issue) => issue.code === "unrecognized_keys").flatMap(({ keys }) => keys);
    return { issues, known: size - unknown.length };
  });
  const most = Math.max(...scored.map(({ known }) => known));
  const knowing = scored.filter(({ known }) => known === most);
  // Where several know all that is written, the one that asks for nothing more.
  const complete = knowing.filter(({ issues }) => !issues.some((issue) => lacksKey(issue, value)));
  const best = complete.length === 1 ? complete : knowing;
  const contradicts = best[0]?.issues.some(
    (issue) => issue.code === "unrecognized_keys" && issue.message.includes("\n"),
  );
  return best.length === 1 && most > 0 && contradicts !== true ? best[0]?.issues : undefined;
}

const takesSwitch = (forms: readonly (readonly Issue[])[]): boolean =>
  forms.some((issues) => issues.some((issue) => issue.code === "invalid_type" && issue.expected === "boolean"));

const lacksKey = ({ code, path }: Issue, map: unknown): boolean =>
  code === "invalid_type" && path.length === 1 && valueAt(map, path) === undefined;

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Readonly<Record<PropertyKey, unknown>>)[step];
  }, data);
}
