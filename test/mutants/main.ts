/**
 * Mutation testing of the rules: `npm run mutants [-- --sample <n> --seed <n> --only <part of a name>]`. Ends with 1 when a harmful
 * change passes or a harmless one is found fault with.
 */
import { parseArgs } from "node:util";
import { harmfulOperators } from "./harmful.ts";
import { harmlessOperators } from "./harmless.ts";
import { mutantsOf } from "./mutant.ts";
import { report } from "./report.ts";
import { sampled } from "./sample.ts";
import { stages } from "./stages.ts";
import { tryHarmful, tryHarmless } from "./trial.ts";

const { values } = parseArgs({
  options: {
    /** How many of each operator's mutants to try; all by default. */
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    /** Only mutants with this in their name: `prod: drops Egress`. */
    only: { type: "string", default: "" },
  },
});
const most = values.sample === undefined ? Infinity : Number(values.sample);
const { only } = values;

const lawful = await stages();
const chosen = <M extends { readonly name: string }>(mutants: readonly M[]): readonly M[] =>
  mutants.filter(({ name }) => name.includes(only));
const harmful = chosen(sampled(mutantsOf(harmfulOperators, lawful), most, Number(values.seed)));
const harmless = chosen(sampled(mutantsOf(harmlessOperators, lawful), most, Number(values.seed)));

const { text, failed } = report(tryHarmful(harmful), tryHarmless(harmless));
process.stdout.write(`${text}\n`);
process.exitCode = failed ? 1 : 0;
