/** The table that the command prints. */
import { guarantees, type Harmful } from "./mutant.ts";
import { missed, type Outcome } from "./trial.ts";

export interface Report {
  readonly text: string;
  /** Whether anything is not as it should be. */
  readonly failed: boolean;
}

export function report(harmful: readonly Outcome<Harmful>[], harmless: readonly Outcome[]): Report {
  const gone = missed(harmful);
  const alarms = harmless.filter(({ found }) => found.length > 0);
  const rows = guarantees.map((guarantee) => {
    const tried = harmful.filter(({ mutant }) => mutant.operator.breaks === guarantee);
    return row(guarantee, tried.length, missed(tried).length);
  });
  const lines = [
    columns("guarantee", "mutations", "caught", "missed"),
    ...rows,
    row("all", harmful.length, gone.length),
    "",
    columns("harmless", "mutations", "passed", "false alarms"),
    row("all", harmless.length, alarms.length),
    ...gone.map(({ mutant }) => `missed by ${mutant.operator.families.join(" and ")}: ${again(mutant.name)}`),
    ...alarms.map(({ mutant, found }) => `false alarm of ${found.join(", ")}: ${again(mutant.name)}`),
    ...(harmful.length + harmless.length === 0 ? ["no mutant was tried"] : []),
  ];
  return {
    text: lines.join("\n"),
    failed: gone.length + alarms.length > 0 || harmful.length + harmless.length === 0,
  };
}

const row = (name: string, tried: number, wrong: number): string =>
  columns(name, String(tried), String(tried - wrong), String(wrong));

const columns = (first: string, ...others: readonly string[]): string =>
  [first.padEnd(12), ...others.map((one) => one.padStart(12))].join("  ");

const again = (name: string): string => `npm run mutants -- --only ${JSON.stringify(name)}`;
