/** The table of alerts in docs/monitoring.md, which people write but for that. */
import { defaults } from "../../plan/defaults.ts";
import { alerts } from "./alerts.ts";

const table = /<!-- alerts -->\n[^]*?<!-- end -->/;

/** @throws Error when the page has no place for the table */
export function monitoringPage(page: string): string {
  if (!table.test(page))
    throw new Error("docs/monitoring.md has no place for the alerts: add <!-- alerts --> and <!-- end -->.");
  const rows = alerts.map(({ name, severity, of, lasting, condition, remedy }) =>
    [`\`${name}\``, severity, of?.join(", ") ?? "all", lasting, condition(defaults.monitoring.alerts), remedy].join(
      " | ",
    ),
  );
  const text = ["Alert | Severity | Of | For | Fires when | First", "--- | --- | --- | --- | --- | ---", ...rows];
  return page.replace(table, () => `<!-- alerts -->\n\n${text.map((row) => `| ${row} |`).join("\n")}\n\n<!-- end -->`);
}
