/** No field that keeps tenants apart passes silently when preview cannot know it. */
import { expect } from "chai";
import { isolationFields } from "../../policy/model/isolation.ts";
import { isBelow, stepsOf, type Steps } from "../../policy/model/property-path.ts";
import { rules } from "../../policy/rules.ts";
import { change, judge, resource, unknown, type Sketch } from "./harness.ts";
import { facts, world } from "./world.ts";

/** Paths of all leaves, and of all lists and mappings on the way. */
function places(value: unknown, path: string): readonly string[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    places(
      part,
      Array.isArray(value) ? `${path}[${key}]` : /[^\w-]/.test(key) ? `${path}["${key}"]` : `${path}.${key}`,
    ),
  );
  return [path, ...inner];
}

const placesOf = ({ props }: Sketch): readonly string[] =>
  Object.keys(props)
    .flatMap((key) => places(props[key], key))
    .filter((path) => path !== "apiVersion" && path !== "kind");

/** One of each type and shape, since the world repeats itself. */
const objects = [...new Map(world().map((one) => [`${one.type} ${placesOf(one).join()}`, one])).values()].filter(
  (one) => resource(one).kind !== "",
);
const isReported = (sketch: Sketch): boolean =>
  rules.some((rule) =>
    (judge(rule, [resource(sketch)], facts()) ?? []).some(({ message }) => /cannot be known/.test(message)),
  );

/** What keeps nobody apart, each with its reason. */
const harmless: readonly (readonly [kind: string, path: string])[] = [
  // Credentials that the program invents.
  ["Secret", "stringData"],
  // What the release will have made, and notes for people.
  ["Release", "status"],
  ["Release", "resourceNames"],
  ["Release", "description"],
  ["Release", "maxHistory"],
  ["Release", "atomic"],
  // The chart's own, made by the API server into the shape that controllers read.
  ["CustomResourceDefinition", "spec"],
];
const isHarmless = (kind: string, steps: Steps): boolean =>
  harmless.some(([of, path]) => of === kind && isBelow(stepsOf(path) ?? [], steps));

describe("a value that preview cannot know", function () {
  this.timeout(120_000);

  it("is reported wherever it keeps tenants apart", () => {
    const silent = objects.flatMap((sketch) => {
      const fields = isolationFields(resource(sketch));
      return placesOf(sketch)
        .filter((path) => fields.some((field) => isBelow(field, stepsOf(path) ?? [])))
        .filter((path) => !isReported(change(sketch, path, unknown)))
        .map((path) => `${sketch.type} ${path}`);
    });
    expect(silent).to.deep.equal([]);
  });

  it("is reported wherever it is, but for the places that are known to keep nobody apart", () => {
    const silent = objects.flatMap((sketch) => {
      const { kind } = resource(sketch);
      return placesOf(sketch)
        .filter((path) => !isHarmless(kind, stepsOf(path) ?? []) && !isReported(change(sketch, path, unknown)))
        .map((path) => `${kind} ${path}`);
    });
    expect([...new Set(silent)]).to.deep.equal([]);
  });
});
