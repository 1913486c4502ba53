/** The table of docs/upgrades.md: what each release changes, and what people do before they go past it. */
import { gatewayApiOf, releases } from "../../plan/versions/jumps.ts";

/** Lines of a table in Markdown. */
export function jumpsTable(): readonly string[] {
  const rows = releases.flatMap(({ version, changes }) =>
    [...changes, ...gatewayApiOf(version)].map(({ what, todo }) => `| ${version} | ${what} | ${todo ?? "nothing"} |`),
  );
  return ["| release | what changes | what you do first |", "| --- | --- | --- |", ...rows];
}
