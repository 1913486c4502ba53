/** What is wrong between limits that are counted in Redis: those that never count, and those that count something else than they say. */
import { contains } from "../cidr.ts";
import type { Finding, FleetPath } from "../fault.ts";
import { quote } from "../quote.ts";
import type { Written } from "./builtin.ts";
import type { CountedSettings, Each, Limit } from "./counted.ts";

interface Placed {
  readonly path: FleetPath;
  readonly config: CountedSettings;
}

export function countedFindings({ config, rules }: Written<CountedSettings, CountedSettings>): readonly Finding[] {
  const all: readonly Placed[] = [
    ...(config === undefined ? [] : [{ path: ["config"], config }]),
    ...rules.map((rule, at) => ({ path: ["rules", at, "config"], config: rule.config })),
  ];
  return [
    ...all.flatMap(({ path, config: { each = [] } }) => [
      ...each.flatMap((one, at) => limitFindings(one, [...path, "each", at])),
      ...itemFindings(each, [...path, "each"]),
    ]),
    ...sharedFindings(all),
  ];
}

function limitFindings({ by: what, limits }: Each, path: FleetPath): readonly Finding[] {
  return limits.flatMap((limit, at) => {
    const place = [...path, "limits", at];
    const wrong = misplaced(limit, what, place);
    if (wrong !== undefined) return [wrong];
    const hidden = limits.slice(0, at).find((earlier) => hides(earlier, limit));
    return hidden === undefined
      ? []
      : [
          {
            path: place,
            message: `never counts: ${named(hidden)} stands before it, and has taken all that it is for`,
            remedy: "Keep one of the two, or write the narrower network first.",
          },
        ];
  });
}

/** Networks are of clients, and clients have nothing else. */
function misplaced({ value, pattern, network }: Limit, what: Each["by"], path: FleetPath): Finding | undefined {
  if (what !== "client") {
    if (network === undefined) return undefined;
    return {
      path: [...path, "network"],
      message: "is of clients, and this counts by something else",
      remedy: "Write value or pattern, or by: client.",
    };
  }
  if ((value ?? pattern) === undefined) return undefined;
  return {
    path: [...path, value === undefined ? "pattern" : "value"],
    message: "is nothing that a client's address has",
    remedy: "Write network, or neither for all.",
  };
}

/** Of limits of one kind, since one kind comes before the next whatever is written first. */
const hides = (earlier: Limit, later: Limit): boolean =>
  earlier.network !== undefined && later.network !== undefined
    ? contains(earlier.network, later.network)
    : earlier.network === later.network && earlier.value === later.value && earlier.pattern === later.pattern;

const named = ({ value, pattern, network }: Limit): string => {
  const text = value ?? pattern ?? network;
  return text === undefined ? "another for all others" : `that for ${quote(text, [])}`;
};

function itemFindings(each: readonly Each[], path: FleetPath): readonly Finding[] {
  const things = each.map(({ by }) => JSON.stringify(by));
  return each.flatMap(({ limits, by }, at): readonly Finding[] => {
    const first = things.indexOf(things[at] ?? "");
    if (first !== at) {
      return [
        {
          path: [...path, at, "by"],
          message: `is what each[${first}] counts by, and newer builds of the plugin would count such a request twice`,
          remedy: "Write the limits of both under one of the two.",
        },
      ];
    }
    return by === "client" && at < each.length - 1 && takesAll(limits)
      ? [
          {
            path: [...path, at],
            message: "has a limit for every request, and older builds of the plugin count nothing behind it",
            remedy: "Write it as the last item.",
          },
        ]
      : [];
  });
}

const takesAll = (limits: readonly Limit[]): boolean =>
  limits.some(({ network }) => network === undefined) ||
  ["0.0.0.0/0", "::/0"].every((every) => limits.some(({ network }) => network === every));

/** Newer builds name counters without the limit, so that rules with unequal ones would take from each other's. */
const sharedFindings = (all: readonly Placed[]): readonly Finding[] =>
  all.flatMap(({ path, config }, at) => {
    const other = all.slice(0, at).find((earlier) => earlier.config.counter === config.counter);
    return other === undefined || limitsIn(other.config) === limitsIn(config)
      ? []
      : [
          {
            path: [...path, "counter"],
            message: `${quote(config.counter, [])} is the counter of other limits too, and newer builds of the plugin count both in one`,
            remedy: "Give it a name of its own, or both the same limits.",
          },
        ];
  });

const limitsIn = ({ total, each }: CountedSettings): string => JSON.stringify([total, each]);
