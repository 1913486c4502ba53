/** Written by `npm run chart:values`. Default values of the charts that the pack knows; of one chart the newest is the last. */
import type { ChartTable } from "../model/release-charts.ts";
import table0 from "./higress-console-2.2.4.json" with { type: "json" };
import table1 from "./higress-core-2.2.4.json" with { type: "json" };

export const tables: readonly ChartTable[] = [table0, table1];
