/** What an Ingress does with headers of requests (higress v2.2.4, pkg/ingress/kube/annotations/header_control.go). */
import type { Resource } from "../rule.ts";
import { annotation, annotationPath, prefixes } from "./annotations.ts";

/** Only the controller's own prefix is read. */
const keyOf = (change: string): string => `${prefixes[0]}/request-header-control-${change}`;

export const removePath = annotationPath(keyOf("remove"));
export const updatePath = annotationPath(keyOf("update"));

export interface WrittenHeader {
  /** In lower case, as Envoy compares it. */
  readonly name: string;
  readonly value: string;
  readonly how: "add" | "update";
  readonly path: string;
}

/** Names in lower case; undefined where the annotation is absent. Envoy takes them out before it writes any. */
export const removedHeaders = (ingress: Resource): readonly string[] | undefined =>
  annotation(ingress, keyOf("remove"))
    ?.split(",")
    .map((name) => name.trim().toLowerCase());

/** By line, a name and a value with blanks between; a line without a value is left out, as there. */
export const writtenHeaders = (ingress: Resource): readonly WrittenHeader[] =>
  (["add", "update"] as const).flatMap((how) =>
    (annotation(ingress, keyOf(how)) ?? "").split("\n").flatMap((line) => {
      const [, name, value] = /^(\S+)\s+(.+)$/.exec(line.trim()) ?? [];
      if (name === undefined || value === undefined) return [];
      return [{ name: name.toLowerCase(), value, how, path: annotationPath(keyOf(how)) }];
    }),
  );
