/** What the checks say of a fleet, one line per finding, for exact comparison. */
import { checkFleet } from "../../../plan/checks.ts";
import { formatPath } from "../../../plan/fault.ts";
import type { Fleet } from "../../../plan/model.ts";

/** `path: message | remedy`, of all checks together: a case that sets off a second check shows it. */
export const told = (fleet: Fleet): readonly string[] =>
  checkFleet(fleet).map(({ path, message, remedy }) => `${formatPath(path)}: ${message} | ${remedy}`);
