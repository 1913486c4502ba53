/** What one change of the fleet changes in the plan: the ground for "this setting changes exactly that". */
import type { Fleet } from "../../plan/model.ts";
import { planned, planObjects, type PlannedObject } from "./planned.ts";

/** Every place with a value in it. */
function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}/${key}`));
}

/** Of which a namespace has several. */
const several = ["Ingress", "NetworkPolicy", "Secret"];

function placesOf({ kind, metadata, ...rest }: PlannedObject) {
  const { name, namespace = "", labels, ...noted } = metadata;
  const object = `${namespace} ${several.includes(kind) ? `${kind}/${name}` : kind}`;
  const places = leaves({ ...rest, metadata: { labels, annotations: noted.annotations ?? {} } });
  return places.map(([path, value]) => [`${object} ${path}`, value] as const);
}

/** Places whose value differs between two plans, of all objects of both. */
export function differences(before: Fleet, after: Fleet): readonly string[] {
  const [was, is] = [before, after].map((fleet) => new Map(planObjects(planned(fleet)).flatMap(placesOf)));
  const places = new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])]);
  return [...places].filter((place) => was?.get(place) !== is?.get(place)).toSorted();
}
