/** Headers that change on the way. */
import type { HeaderModifier, HttpFilter } from "../manifests/gateway-api.ts";
import type { HeaderChange, HeaderChanges } from "../model/traffic.ts";
import { most } from "./limits.ts";
import type { Translation } from "./translation.ts";

export const headers: Translation<HeaderChanges, { readonly filters: readonly HttpFilter[] }> = {
  say: ({ request, response }) => ({
    filters: [
      ...(request ? [{ type: "RequestHeaderModifier", requestHeaderModifier: modifier(request) } as const] : []),
      ...(response ? [{ type: "ResponseHeaderModifier", responseHeaderModifier: modifier(response) } as const] : []),
    ],
  }),
  findings: (changes, _, kind) =>
    (["request", "response"] as const).flatMap((direction) =>
      (["set", "add", "remove"] as const).flatMap((change) =>
        most(namesIn(changes[direction]?.[change]), [direction, change], "headers", kind),
      ),
    ),
};

/** `remove` is a list of them. */
const namesIn = (change: readonly string[] | Readonly<Record<string, string>> = []): readonly string[] =>
  Object.keys(change);

const modifier = ({ set, add, remove }: HeaderChange): HeaderModifier => ({
  ...(set && { set: named(set) }),
  ...(add && { add: named(add) }),
  ...(remove && { remove: remove.toSorted() }),
});

const named = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => ({ name, value }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
