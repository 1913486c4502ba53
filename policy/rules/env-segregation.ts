import { labelKeys } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { clusterNamePlaces } from "../model/cluster-name.ts";
import { environments, foreignWord } from "../model/environment.ts";
import { isBridge, isIngress, isIngressClass, isNamespace, isObject } from "../model/kinds.ts";
import { installations } from "../model/ownership.ts";
import { isHigressRelease, valuePath, written } from "../model/release.ts";
import { claimedHosts } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "env-segregation",
  number: 78,
  title: "A stack holds one environment and one region, and names no other",
  why: "A test's host or registry in production sends people's requests where nobody watches them, and a production's in a test reaches real data.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take hosts, certificates and registries of the environment at hand, and name the stack <environment> or <environment>-<region>.",
  url: ruleUrl("env-segregation"),
  settings: {
    words: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      description: "What environments are called in hosts and names: by environment, further words for it.",
      default: environments,
    },
    stackNames: {
      type: "array",
      items: { type: "string" },
      description: "Names that a stack may have; `{environment}` and `{region}` stand for those of the fleet file.",
      default: ["{environment}", "{environment}-{region}", "{region}-{environment}"] as readonly string[],
    },
  },
  check(resources, facts, { words, stackNames }) {
    const objects = resources.filter(isObject);
    const [first] = objects;
    if (first === undefined) return undefined;
    const ids = [...installations(facts).values()].map(({ id }) => id);
    const foreign = foreignWord(facts.environment, words, ids);
    return [
      ...stackFindings(first.urn, stackNames, facts),
      ...objects.flatMap((resource) => {
        const { urn } = resource;
        const named = names(resource).flatMap(({ path, name }) => {
          const word = foreign(name);
          const message = `${JSON.stringify(name)} is of environment ${JSON.stringify(word)}, not of ${facts.environment}`;
          return word === undefined ? [] : [{ path, message, urn }];
        });
        return [...named, ...marked(resource, facts)];
      }),
    ];
  },
});

function stackFindings(urn: string, patterns: readonly string[], { environment, region }: Facts): readonly Finding[] {
  const stack = urn.split("::")[0]?.replace(/^urn:pulumi:/, "") ?? "";
  const fill = (name: string) => name.replaceAll("{environment}", environment).replaceAll("{region}", region);
  const expected = patterns.map(fill);
  if (expected.includes(stack)) return [];
  const message = `stack ${JSON.stringify(stack)} runs environment ${environment} in region ${region}, and is not called so`;
  return [{ path: "", message }];
}

interface Named {
  readonly path: string;
  readonly name: string;
}

/** Where an environment would be named. */
function names(resource: Resource): readonly Named[] {
  const { props } = resource;
  const read = (path: string, value: unknown): readonly Named[] => {
    const name = text(value);
    return name === undefined ? [] : [{ path, name }];
  };
  if (isNamespace(resource) || isIngressClass(resource)) return read("metadata.name", at(props, "metadata", "name"));
  if (isBridge(resource)) {
    return list(at(props, "spec", "registries")).flatMap((registry, index) =>
      read(`spec.registries[${index}].domain`, record(registry).domain),
    );
  }
  const hosts = (claimedHosts(resource) ?? []).map(({ host, path }) => ({ path, name: host }));
  if (!isIngress(resource)) return hosts;
  const secrets = list(at(props, "spec", "tls")).flatMap((tls, index) =>
    read(`spec.tls[${index}].secretName`, record(tls).secretName),
  );
  return [...hosts, ...secrets];
}

/** Where the environment or the region is told in so many words. */
function marked(resource: Resource, { environment, region }: Facts): readonly Finding[] {
  const { props, urn } = resource;
  const labels = at(props, "metadata", "labels");
  const marks = [
    { path: `metadata.labels["${labelKeys.fleet}"]`, value: at(labels, labelKeys.fleet), expected: environment },
    { path: `metadata.labels["${labelKeys.region}"]`, value: at(labels, labelKeys.region), expected: region },
    ...(isHigressRelease(resource) ? clusterNamePlaces : []).map((place) => ({
      path: valuePath(resource, place.path),
      value: written(resource, place.path),
      expected: region,
    })),
  ];
  return marks.flatMap(({ path, value, expected }) => {
    const isSaid = value !== undefined && value !== null && value !== "";
    if (!isSaid || value === expected) return [];
    return [{ path, message: `${JSON.stringify(value)} is not ${JSON.stringify(expected)}`, urn }];
  });
}
