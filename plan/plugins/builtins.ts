/** Plugins that Higress publishes and the fleet knows, by name. To add one: a file in builtin/, a line here, its test. */
import type { Builtin } from "./builtin.ts";
import { requestBlock } from "./builtin/request-block.ts";

export const builtins: readonly Builtin[] = [requestBlock];

/**
 * The plugin that `use` names.
 * @throws Error when there is none, which the schema does not let pass.
 */
export function builtinNamed(name: string): Builtin {
  const found = builtins.find((each) => each.name === name);
  if (found === undefined) throw new Error(`${JSON.stringify(name)} is no plugin that the fleet knows`);
  return found;
}
