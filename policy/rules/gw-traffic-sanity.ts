import type { Facts } from "../facts.ts";
import { environments, foreignWord } from "../model/environment.ts";
import {
  backendsOf,
  isAnyRoute,
  mirrorsOf,
  rulesOf,
  targetNamespace,
  type Reference,
  type RouteRule,
} from "../model/gateway.ts";
import { installations } from "../model/ownership.ts";
import { record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "gw-traffic-sanity",
  number: 75,
  title: "A route's weights send requests somewhere, and its backends are of this environment and region",
  why: "A backend of weight 0 never gets a request, however the first one fares, and a copy sent to another environment is a leak.",
  severity: "medium",
  enforcement: { protected: "advisory", open: "advisory" },
  remedy:
    "Give weights of 0 or more with one above 0, change them when a backend is to take over, and call a region's backend <service>-<region>.",
  url: ruleUrl("gw-traffic-sanity"),
  settings: {
    failoverWords: {
      type: "array",
      items: { type: "string" },
      description: "Words in names of routes, rules and backends that promise a second choice.",
      default: ["backup", "dr", "failover", "fallback", "standby"] as readonly string[],
    },
    regions: {
      type: "array",
      items: { type: "string" },
      description: "Further regions of the fleet, beside the stack's own, that may be part of a backend's name.",
      default: [] as readonly string[],
    },
    words: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      description: "What environments are called in names: by environment, further words for it.",
      default: environments,
    },
  },
  check(resource, facts, { failoverWords, regions, words }) {
    if (!isAnyRoute(resource)) return undefined;
    const rules = rulesOf(resource);
    const foreign = foreignWord(
      facts.environment,
      words,
      [...installations(facts).values()].map(({ id }) => id),
    );
    const references = rules.flatMap((rule) => [...backendsOf(rule), ...mirrorsOf(rule)]);
    return [
      ...rules.flatMap((rule) => [...weights(rule), ...idle(rule, resource, failoverWords)]),
      ...references.flatMap((each) => elsewhere(each, resource, foreign, facts)),
      ...references.flatMap((each) => misnamed(each, [facts.region, ...regions])),
    ];
  },
});

/** What the field has where it is absent (gateway-api.sigs.k8s.io/reference/spec, BackendRef). */
const weightOf = ({ reference }: Reference): unknown => reference.weight ?? 1;

function weights(rule: RouteRule): readonly Finding[] {
  const backends = backendsOf(rule);
  const wrong = backends.filter((backend) => !isWeight(weightOf(backend)));
  if (wrong.length > 0)
    return wrong.map(({ path }) => ({ path: `${path}.weight`, message: "is no whole number of 0 or more" }));
  if (backends.length === 0 || backends.some((backend) => weightOf(backend) !== 0)) return [];
  return [{ path: `${rule.path}.backendRefs`, message: "have weight 0 all of them: every request fails" }];
}

const isWeight = (weight: unknown): boolean => Number.isInteger(weight) && Number(weight) >= 0;

/** Weight 0 is a switch that somebody must turn, not a second choice. */
function idle(rule: RouteRule, route: Resource, words: readonly string[]): readonly Finding[] {
  const { name, labels, annotations } = record(route.props.metadata);
  const around = [name, rule.rule.name, ...marks(labels), ...marks(annotations)];
  return backendsOf(rule).flatMap((backend) => {
    const promises = [backend.reference.name, ...around].some((one) =>
      wordsOf(one).some((word) => words.includes(word)),
    );
    if (weightOf(backend) !== 0 || !promises) return [];
    const message = "is 0, and the backend is called a second choice: nothing raises it when the first one fails";
    return [{ path: `${backend.path}.weight`, message }];
  });
}

const marks = (map: unknown): readonly unknown[] => Object.entries(record(map)).flat();

const wordsOf = (name: unknown): readonly string[] => (text(name) ?? "").toLowerCase().split(/[^a-z0-9]+/);

function elsewhere(
  { reference, path }: Reference,
  route: Resource,
  foreign: (name: string) => string | undefined,
  { environment }: Facts,
): readonly Finding[] {
  const names = { name: text(reference.name) ?? "", namespace: targetNamespace(reference, route) };
  return Object.entries(names).flatMap(([key, name]) => {
    const word = foreign(name);
    if (word === undefined) return [];
    const message = `${JSON.stringify(name)} is of environment ${JSON.stringify(word)}, not of ${environment}`;
    return [{ path: `${path}.${key}`, message }];
  });
}

function misnamed({ reference, path }: Reference, regions: readonly string[]): readonly Finding[] {
  const name = text(reference.name) ?? "";
  return regions.flatMap((region) =>
    !`-${name}-`.includes(`-${region}-`) || name.endsWith(`-${region}`)
      ? []
      : [{ path: `${path}.name`, message: `${JSON.stringify(name)} is not "<service>-${region}"` }],
  );
}
