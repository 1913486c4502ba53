/** Routes of one host beside each other: each can answer something, and of any two that fit a request it is clear which does. */
import type { FleetPath, Finding } from "../fault.ts";
import { coversRoute, overlapsRoute } from "../overlap.ts";
import { precedence, rankOf, type Rank } from "../precedence.ts";
import { sameBackend } from "../targets.ts";
import { ingressNamed, plainRoutes, type PlainRoute } from "../variants.ts";
import { eachRouteOwner, type Check } from "./check.ts";

interface Placed {
  readonly plain: PlainRoute;
  /** Place of its route among its owner's. */
  readonly at: number;
  /** Where it is written, the route or its variant. */
  readonly path: FleetPath;
  readonly rank: Rank;
  /** Of the route itself, where this is a variant of it. */
  readonly own?: Rank;
}

export const routesAreReached: Check = eachRouteOwner(({ routes, routesAs }) => {
  const placed = routes.flatMap((route, at) => {
    const [own, ...variants] = plainRoutes(route).map((plain): Omit<Placed, "path"> => ({
      plain,
      at,
      rank: rankOf(plain, routesAs),
    }));
    if (own === undefined) return [];
    const path = ["routes", at];
    // After the preview of a blue-green backend.
    const written = variants.length - (route.variants?.length ?? 0);
    return [
      { ...own, path },
      ...variants.map((variant, nth): Placed => ({
        ...variant,
        path: nth < written ? [...path, "backend", "preview"] : [...path, "variants", nth - written],
        own: own.rank,
      })),
    ];
  });
  const findings = [...Map.groupBy(placed, ({ plain }) => plain.host).values()]
    .flatMap((all) => all.flatMap((other, nth) => all.slice(0, nth).flatMap((one) => between(one, other))))
    .toSorted((a, b) => Number(a.path[1]) - Number(b.path[1]));
  // One of each place: what is repaired there may repair the rest.
  return [
    ...new Map(findings.toReversed().map((finding) => [JSON.stringify(finding.path), finding])).values(),
  ].reverse();
});

/** @param one stands in the file before `other` */
function between(one: Placed, other: Placed): readonly Finding[] {
  const order = precedence(one.rank, other.rank);
  if (order === 0) {
    const isClear = haveOneEffect(one, other) || !overlapsRoute(one.plain, other.plain);
    return isClear ? [] : [undecided(one, other)];
  }
  const [first, second] = order < 0 ? [one, other] : [other, one];
  if (coversRoute(first.plain, second.plain)) return [shadowed(first, second)];
  return overtakes(first, second) ? [overtaking(first, second)] : [];
}

/** Two variants of a route that lead to the same: it makes no difference which answers. */
const haveOneEffect = (one: Placed, other: Placed): boolean =>
  one.at === other.at && sameBackend(one.plain.backend, other.plain.backend);

/** Whether a variant takes requests from a route that comes before the variant's own route. */
const overtakes = (first: Placed, second: Placed): boolean =>
  first.own !== undefined &&
  first.at !== second.at &&
  precedence(first.own, second.rank) > 0 &&
  overlapsRoute(first.plain, second.plain);

const named = ({ plain }: Placed): string => ingressNamed(plain);

const undecided = (one: Placed, other: Placed): Finding => ({
  path: one.at === other.at ? other.path : ["routes", other.at],
  message:
    coversRoute(one.plain, other.plain) && coversRoute(other.plain, one.plain)
      ? `${named(other)} answers the same requests as ${named(one)}`
      : `some requests fit both ${named(one)} and ${named(other)}, and the older of the two answers them, whichever that is`,
  remedy:
    one.at === other.at
      ? "Tell the two apart by values of one header or one cookie, or lead both to the same backend."
      : "Remove one of the two, or have one ask for more than the other: a longer path, a method, one header or parameter more.",
});

const shadowed = (first: Placed, second: Placed): Finding => ({
  path: ["routes", second.at],
  message: `${named(second)} is never reached: ${named(first)} comes before it and answers all of its requests`,
  remedy: "Remove it, or change a path or what the two match.",
});

const overtaking = (first: Placed, second: Placed): Finding => ({
  path: ["routes", first.at, "variants"],
  message: `${named(first)} comes before ${named(second)}, which its route does not, and takes some of its requests`,
  remedy: "Write the variant as a route of its own with `match`, on a path that leaves the other alone.",
});
