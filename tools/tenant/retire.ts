/** `retire`: writes who is on the way out into the stack files, which is the first of two steps, and says what is next. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Fleet } from "../../plan/index.ts";
import { gatewayNamespace, tenantNamespace } from "../../plan/names.ts";
import { quote } from "../../plan/quote.ts";
import { withWord } from "./edit.ts";
import { fileOf, type Stack } from "./stacks.ts";

export const retireKey = "higress-fleet:retire";

/** A tenant of the fleet, or a gateway of the platform's. */
export interface Leaving {
  readonly id: string;
  readonly namespace: string;
  readonly regions: readonly string[];
}

/** Everything that can be let go. */
export const leavable = ({ tenants, gateways }: Fleet): readonly Leaving[] => [
  ...tenants.map(({ id, regions }) => ({ id, regions, namespace: tenantNamespace(id) })),
  ...gateways.map(({ id, regions }) => ({ id, regions, namespace: gatewayNamespace(id) })),
];

/**
 * @param stacks of the regions it runs in
 * @param meant the one that was named; absent: all of them
 * @throws Error, for people, when a stack file is not written in lines; those before it are written then
 */
export function retireIn(
  fleet: Fleet,
  { id, namespace }: Leaving,
  stacks: readonly Stack[],
  meant: string | undefined,
  root: string,
): readonly string[] {
  if (!fleet.protect) {
    return [
      `Environment ${quote(fleet.environment, [])} is not protected, so nothing needs to be retired: \`remove\` says how ${quote(id, [])} is let go.`,
    ];
  }
  const chosen = stacks.filter(({ name }) => meant === undefined || name === meant);
  if (chosen.length === 0) {
    const which =
      meant === undefined
        ? "No stack file names a region in which"
        : `Stack ${quote(meant, [])} is of a region in which`;
    throw new Error(`${which} ${quote(id, [])} ${meant === undefined ? "runs" : "does not run"}; nothing was written.`);
  }
  const others = stacks.filter((stack) => !chosen.includes(stack) && !stack.retire.includes(id));
  return [
    ...chosen.map((stack) => name(stack, id, root)),
    "",
    "Nothing is lost yet. Next:",
    `  1. Review and commit it, and run \`up\` while the settings of ${quote(id, [])} are still there. It takes the protection from ${namespace}`,
    "     and the release in it, and all keeps running:",
    ...chosen.map((stack) => `       pulumi up -s ${stack.name}`),
    ...(fleet.tenants.some((tenant) => tenant.id === id)
      ? [
          `  2. npm run tenant -- remove ${id} --fleet ${chosen[0]?.fleet ?? ""}`,
          "     says what would be lost, and how it goes with the next `up`.",
        ]
      : [
          `  2. Remove its item from gateways in ${chosen[0]?.fleet ?? ""}, and run the same \`up\` again: that deletes it. Then take its name off`,
          `     ${retireKey}.`,
        ]),
    ...(others.length === 0
      ? []
      : [`It runs in more stacks, and there it is protected still: ${others.map((stack) => stack.name).join(", ")}`]),
  ];
}

function name(stack: Stack, id: string, root: string): string {
  const file = fileOf(stack.name);
  if (stack.retire.includes(id)) return `Written already: ${file}`;
  const path = join(root, file);
  const text = withWord(readFileSync(path, "utf8"), ["config"], retireKey, asText(id), [
    "higress-fleet:fleet",
    "higress-fleet:region",
  ]);
  if (text === undefined) {
    throw new Error(
      `${file} is not written with one setting a line. Add this under config by hand: ${retireKey}: [${asText(id)}]`,
    );
  }
  writeFileSync(path, text);
  return `Written: ${file}: ${retireKey}: [${[...stack.retire, id].map(asText).join(", ")}]`;
}

/** As YAML reads it for a text: bare, unless that would be a number, a truth or nothing. */
const asText = (id: string): string => stringify(id, { version: "1.1" }).trimEnd();
