/** Conditions on single values of a request. */
import * as z from "zod";
import { carriesSecret } from "../quote.ts";
import { readRegex } from "../regex.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { carriesCredentials } from "./credentials.ts";
import { comparedName } from "./header.ts";
import { moreThan } from "./lists.ts";
import { says } from "./words.ts";

/**
 * As it can stand in the key of an annotation, of which Kubernetes takes 63 characters, `prefix-match-header-` among them. A name
 * with `match-` in it the controller takes for a second condition (annotations/match.go).
 */
const keyForm = /^(?!.*match-)[0-9A-Za-z_]([0-9A-Za-z._-]{0,41}[0-9A-Za-z])?$/;

const inKey = (name: string): boolean => keyForm.test(name);
const keyless = says(
  "cannot be compared: the controller has it from the key of an annotation",
  'Use a name of at most 43 letters, digits, ".", "_" and "-", with a letter or digit at the end, and without "match-".',
);

/** What the key of an annotation can name of a request's headers, and no credentials. */
export const comparedHeader = () =>
  comparedName()
    .refine(inKey, keyless)
    .refine(
      (name) => !carriesCredentials(name),
      says(
        "carries credentials or cookies, and this file is no place for their values",
        "Compare a cookie in a variant's `when`; have credentials judged by a plugin.",
      ),
    )
    .describe("Name of the header.");

export const comparedParameter = () =>
  z.string().refine(inKey, keyless).describe("Name of the parameter, as clients write it.");

const anyValue = {
  form: /^[!-~]([ -~]{0,198}[!-~])?$/,
  words: says(
    "is no value to compare with",
    "Write 1 to 200 characters of printable ASCII, without spaces at the ends.",
  ),
};

/** RFC 6265, section 4.1.1. */
const cookies = {
  form: /^([!#-+\--:<-[\]-~]{1,200}|"[!#-+\--:<-[\]-~]{1,198}")$/,
  words: says(
    "is no value that a cookie can have",
    'Write it as browsers send it, without spaces, commas, semicolons, quotes and backslashes: "a%20b".',
  ),
};

/** One line of printable ASCII that no controller takes for the end of a directive. */
export const comparedValue = (what: string, { form, words } = anyValue) =>
  z
    .string()
    .regex(form, words)
    .refine(
      (value) => !form.test(value) || !value.includes(";"),
      says('has ";", which annotations of an Ingress may not have', 'In a regular expression write "\\\\x3b" for it.'),
    )
    .refine(
      (value) => !value.includes("${"),
      says('has "${", by which the controller reads Secrets', 'In a regular expression write "\\\\x24" for the sign.'),
    )
    .refine(
      (value) => !carriesSecret(value),
      says("carries credentials, and this file is no place for them", "Have credentials judged by a plugin."),
    )
    .describe(what);

/** The whole of it. */
export const cookieValue = () => comparedValue("The cookie's whole value.", cookies);

/** A regular expression, with what is wrong with it in the words. */
const regex = () =>
  comparedValue("A regular expression (RE2) that the value fits from end to end.").superRefine((text, context) => {
    const read = readRegex(text);
    if ("problem" in read) {
      const message = says(`is no regular expression that Envoy can read: it ${read.problem}`, read.remedy);
      context.addIssue({ code: "custom", message });
    }
  });

/** Ways to compare a value, as settings and annotations name them. */
export const kinds = ["exact", "prefix", "regex"] as const;
const oneKind = exactlyOne("comparison", "exact, prefix or regex");
const others = (kind: (typeof kinds)[number]) => kinds.filter((each) => each !== kind);

/** Far from what Envoy or Kubernetes takes, and above what anybody compares. */
const mostConditions = 50;

/**
 * A list of conditions, each on another name.
 * @param name of what is compared
 */
export const conditions = (name: z.ZodString, what: string) =>
  z
    .array(
      z.union(
        [
          form({ name, exact: comparedValue("The whole value.") }, others("exact"), oneKind),
          form({ name, prefix: comparedValue("How the value begins.") }, others("prefix"), oneKind),
          form({ name, regex: regex() }, others("regex"), oneKind),
        ],
        unionError(oneKind),
      ),
    )
    .min(1, says("is empty", "Name what is compared, or leave the list out."))
    .max(mostConditions, moreThan(mostConditions, "conditions"))
    .superRefine((written, context) => {
      const names = written.map((each) => each.name);
      for (const [at, each] of names.entries()) {
        if (names.indexOf(each) === at) continue;
        const message = says(
          "is compared twice, and the controller keeps one of the two",
          "Put both into one regular expression.",
        );
        context.addIssue({ code: "custom", path: [at, "name"], message, input: each });
      }
    })
    .exactOptional()
    .describe(what);
