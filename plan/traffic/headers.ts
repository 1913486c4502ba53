/** Headers that a gateway changes on their way to the backend or back to the client. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import { changesNothing, headerChangeSchema } from "../schema/header.ts";
import type { HeaderChange, HeaderChanges } from "../model/traffic.ts";
import type { Strings } from "../manifests.ts";
import type { Concern } from "./concern.ts";

export const headersSchema = z
  .strictObject({
    request: headerChangeSchema("requests").describe("Of requests, before the backend has them."),
    response: headerChangeSchema("answers").describe("Of answers, before the client has them."),
  })
  .refine(({ request, response }) => (request ?? response) !== undefined, changesNothing)
  .exactOptional()
  .describe("Headers that are set, added or removed.");

const directions = ["request", "response"] as const;

const key = (direction: (typeof directions)[number], change: "add" | "update" | "remove") =>
  `${direction}-header-control-${change}`;

export const headers: Concern<HeaderChanges> = {
  keys: directions.flatMap((direction) => [key(direction, "add"), key(direction, "update"), key(direction, "remove")]),
  annotations: (changes) =>
    Object.assign(
      {},
      ...directions.map((direction): Strings => {
        const { set = {}, add = {}, remove = [] } = changes[direction] ?? {};
        return {
          ...(Object.keys(add).length > 0 && { [key(direction, "add")]: lines(add) }),
          ...(Object.keys(set).length > 0 && { [key(direction, "update")]: lines(set) }),
          ...(remove.length > 0 && { [key(direction, "remove")]: remove.toSorted().join(",") }),
        };
      }),
    ) as Strings,
  findings: (changes) =>
    directions.flatMap((direction) =>
      contradictions(changes[direction] ?? {}).map((finding) => ({ ...finding, path: [direction, ...finding.path] })),
    ),
};

/** One line each, name and value apart by a space (annotations/header_control.go). */
const lines = (values: Readonly<Record<string, string>>): string =>
  Object.keys(values)
    .toSorted()
    .map((name) => `${name} ${values[name]}`)
    .join("\n");

/** Envoy removes first, then sets and adds in an order of its own. */
function contradictions({ set = {}, add = {}, remove = [] }: HeaderChange): readonly Finding[] {
  const twice = (path: Finding["path"], name: string, other: string): Finding => ({
    path,
    message: `header ${JSON.stringify(name)} is under ${JSON.stringify(other)} too`,
    remedy: "Keep one of the two: what comes out of both depends on their order.",
  });
  return [
    ...Object.keys(add)
      .filter((name) => Object.hasOwn(set, name))
      .map((name) => twice(["add", name], name, "set")),
    ...remove.flatMap((name, at) => {
      const other = Object.hasOwn(set, name) ? "set" : Object.hasOwn(add, name) ? "add" : undefined;
      return other === undefined ? [] : [twice(["remove", at], name, other)];
    }),
  ];
}
