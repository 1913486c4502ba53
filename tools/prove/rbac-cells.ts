/**
 * Permissions as sets of cells: every verb on every kind, once as declared and once as the API server says, so that the two can
 * be compared without a word of either getting lost.
 */
import { allows, type PolicyRule, type Request } from "../../policy/model/rbac.ts";

/** A kind, or a subresource of one. */
export interface Kind {
  readonly group: string;
  /** `pods`, `pods/log` */
  readonly resource: string;
  readonly namespaced: boolean;
}

/** What is asked about: each cell once. */
export interface Universe {
  readonly cells: readonly Request[];
  /** Positions of the cells that a request inside a namespace can mean. */
  readonly inside: ReadonlySet<number>;
}

/** Verbs of the API, then those that only authorization knows. */
const verbs = [
  ...["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"],
  ...["escalate", "bind", "impersonate", "approve", "sign", "attest", "use"],
];

/** Stands for what somebody installs tomorrow: only a wildcard grants it. */
const tomorrow: readonly Kind[] = ["", "tomorrow.invalid"].map((group) => ({
  group,
  resource: "tomorrows",
  namespaced: true,
}));

/**
 * Everything that is served, and whatever a rule of either side speaks of beside that: kinds that exist nowhere, verbs of
 * nobody else, objects by name.
 */
export function universeOf(served: readonly Kind[], rules: readonly PolicyRule[]): Universe {
  const spoken = rules.flatMap(({ apiGroups = [], resources = [] }) =>
    apiGroups.flatMap((group) => resources.map((resource) => ({ group, resource, namespaced: true }))),
  );
  const plain = spoken.filter(({ group, resource }) => !group.includes("*") && !resource.includes("*"));
  const kinds = new Map<string, Kind>();
  for (const kind of [...served, ...tomorrow, ...plain]) {
    const key = `${kind.group}/${kind.resource}`;
    if (!kinds.has(key)) kinds.set(key, kind);
  }
  const asked = [...new Set([...verbs, ...rules.flatMap((rule) => rule.verbs)])].filter((verb) => verb !== "*");
  const names = [...new Set(rules.flatMap(({ resourceNames = [] }) => resourceNames))].toSorted();
  const sorted = [...kinds.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
  const all = sorted.flatMap(({ group, resource, namespaced }) =>
    asked.flatMap((verb) =>
      [{}, ...names.map((name) => ({ name }))].map((object) => ({
        cell: { group, resource, verb, ...object },
        isInside: namespaced || /^namespaces(\/|$)/.test(resource),
      })),
    ),
  );
  return {
    cells: all.map(({ cell }) => cell),
    inside: new Set(all.flatMap(({ isInside }, index) => (isInside ? [index] : []))),
  };
}

export type Cells = ReadonlySet<number>;

/** Expands rules to the cells they grant; the same rules are expanded once, as most subjects hold the same in most places. */
export function expander({ cells }: Universe): (rules: readonly PolicyRule[]) => Cells {
  const known = new Map<string, Cells>();
  return (rules) => {
    const key = JSON.stringify(rules);
    const found = known.get(key) ?? new Set(cells.flatMap((cell, at) => (allows(rules, cell) ? [at] : [])));
    known.set(key, found);
    return found;
  };
}

/** `get /version` of every pair that the rules name outside the resource tree. */
export const urlsOf = (rules: readonly PolicyRule[]): ReadonlySet<string> =>
  new Set(
    rules.flatMap(({ nonResourceURLs = [], verbs: may }) =>
      nonResourceURLs.flatMap((url) => may.map((verb) => `${verb} ${url}`)),
    ),
  );

export interface Difference<Item> {
  /** Allowed and not declared. */
  readonly more: readonly Item[];
  /** Declared and not allowed. */
  readonly fewer: readonly Item[];
}

export function compare<Item>(declared: ReadonlySet<Item>, actual: ReadonlySet<Item>): Difference<Item> {
  return {
    more: [...actual].filter((item) => !declared.has(item)),
    fewer: [...declared].filter((item) => !actual.has(item)),
  };
}

/** At most `count` of the items, spread evenly over the list. */
export function sample<Item>(items: readonly Item[], count: number): readonly Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, nth) => items[Math.floor(nth * step)]).filter(
    (item) => item !== undefined,
  );
}
