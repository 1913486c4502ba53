/**
 * Letting go of a tenant or gateway where the environment is protected, in two runs: the first takes the protection off while all is in
 * place, the second deletes. The engine refuses to delete what is protected, but only after it has begun; here nothing has happened yet.
 */
import * as z from "zod";
import type { Before } from "./before.ts";
import { entryId } from "./names.ts";
import type { Plan } from "./objects.ts";
import { quote } from "./quote.ts";
import { nearest } from "./schema/nearest.ts";

export type Retirement =
  | { readonly plan: Plan }
  /** Never empty; each a paragraph for people. */
  | { readonly faults: readonly string[] };

/** Whether what must not be lost with an installation is protected from deletion. */
export const isProtected = ({ protect, retiring }: Plan, id: string): boolean => protect && !retiring.includes(id);

/**
 * The plan with those left unprotected that are to go, or why this run must not happen: something protected would be deleted, or a
 * name means nobody.
 * @param written stack configuration `retire`, as it was read
 * @param stack its name, for messages
 */
export function retire(plan: Plan, written: unknown, before: Before, stack: string): Retirement {
  const read = z.array(z.string()).safeParse(written ?? []);
  if (!read.success) {
    return {
      faults: [`higress-fleet:retire in ${stackFile(stack)} is no list of names. Write [acme], or leave it out.`],
    };
  }
  const names = [...new Set(read.data)].toSorted();
  const present = [...plan.gateways, ...plan.tenants].map(({ id }) => id);
  const left = leftOf(before);
  const faults = [
    ...names.flatMap((name) => unknown(name, [...present, ...left.map(({ id }) => id)], stack)),
    ...left
      .filter(({ id }) => !present.includes(id))
      .flatMap((gone) => lost(gone, plan, names.includes(gone.id), stack)),
  ];
  if (faults.length > 0) return { faults };
  return { plan: { ...plan, retiring: names.filter((name) => present.includes(name)) } };
}

interface Gone {
  readonly id: string;
  readonly role: "gateway" | "tenant";
  readonly namespace: string;
  readonly hosts: readonly string[];
  readonly protected?: boolean;
}

const leftOf = ({ gateways, tenants }: Before): readonly Gone[] => [
  ...Object.entries(gateways).map(([id, left]) => ({ id, role: "gateway" as const, hosts: [], ...left })),
  ...Object.entries(tenants).map(([id, left]) => ({ id, role: "tenant" as const, ...left })),
];

const stackFile = (stack: string): string => `Pulumi.${stack}.yaml`;

/** A name that stays behind would one day take the protection from a new tenant that is called the same. */
function unknown(name: string, known: readonly string[], stack: string): readonly string[] {
  if (known.includes(name)) return [];
  const start = `higress-fleet:retire in ${stackFile(stack)} names ${quote(name, [])}`;
  if (name === entryId) return [`${start}, which every tenant needs. Take it off the list.`];
  const meant = nearest(name, known);
  const hint =
    meant === undefined ? "Take it off the list" : `Did you mean ${quote(meant, [])}? Otherwise take it off the list`;
  return [
    `${start}, which is neither in the fleet nor among what the last \`up\` left. ${hint}: it is gone, or spelt wrong.`,
  ];
}

/** Why what is no longer in the fleet must not be deleted by this run; nothing when it may. */
function lost(gone: Gone, plan: Plan, named: boolean, stack: string): readonly string[] {
  // Older versions left no word of it: the environment's own setting was the only one then.
  const held = gone.protected ?? plan.protect;
  if (!held && (named || !plan.protect)) return [];
  const who = `${gone.role} ${quote(gone.id, [])}`;
  return [
    [
      `${who} is no longer in the fleet's files for region ${quote(plan.region, [])}, and \`up\` would delete it. Lost would be:`,
      `    namespace ${gone.namespace} with all that is in it: Secrets, credentials, volumes, pods, and its gateway's address`,
      ...(gone.hosts.length === 0 ? [] : [`    hosts that nobody answers then: ${gone.hosts.join(", ")}`]),
      ...remedy(gone.id, { held, named, protect: plan.protect, stack }),
    ].join("\n"),
  ];
}

interface Standing {
  /** Protected in the state. */
  readonly held: boolean;
  /** Under `retire`. */
  readonly named: boolean;
  /** The environment as the fleet file has it now. */
  readonly protect: boolean;
  readonly stack: string;
}

function remedy(id: string, { held, named, protect, stack }: Standing): readonly string[] {
  const back = "Was that a mistake? Put its settings back; nothing has changed yet.";
  // In quotes: YAML takes 2024 for a number.
  const list = `higress-fleet:retire: [${/^[a-z]+[-a-z0-9]*$/.test(id) ? id : JSON.stringify(id)}]`;
  if (!held) return [`${back} Otherwise name it in ${stackFile(stack)}, since the environment is protected: ${list}`];
  const why = named
    ? "It is to be retired and still protected: the `up` that takes the protection off was left out."
    : protect
      ? "The environment is protected."
      : "The environment is no longer protected, but no `up` has taken the protection off yet.";
  const steps = [
    "Put its settings back.",
    ...(protect && !named ? [`Name it in ${stackFile(stack)}: ${list}`] : []),
    `Run pulumi up -s ${stack}: it takes the protection off, and all keeps running.`,
    `Remove its settings, and run pulumi up -s ${stack} again: that deletes it.`,
    ...(protect ? ["Take its name off the list."] : []),
  ];
  return [back, `${why} To let it go:`, ...steps.map((step, at) => `    ${at + 1}. ${step}`)];
}
