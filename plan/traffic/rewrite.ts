/** Path and host with which a backend sees a request. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import type { Route } from "../model.ts";
import type { Rewrite } from "../model/traffic.ts";
import { readRegex } from "../regex.ts";
import { host } from "../schema/text.ts";
import { urlPathOfGroups } from "../schema/url.ts";
import { says } from "../schema/words.ts";
import type { Concern } from "./concern.ts";

export const rewriteSchema = z
  .strictObject({
    path: urlPathOfGroups()
      .exactOptional()
      .describe(
        "Path in place of the route's own: of `Prefix` the prefix is replaced and the rest kept, of `Exact` and of a regular expression the whole, where `$1` is what its first group holds.",
      ),
    host: host().exactOptional().describe("Host that the backend is told, in place of the one that the client asked."),
  })
  .refine(
    ({ path, host }) => (path ?? host) !== undefined,
    says("changes nothing", "Name a path or a host, or leave this out."),
  )
  .exactOptional()
  .describe("Path and host that the backend sees. Default: those of the request.");

/** `rewrite-target` makes a regular expression of every path (annotations/rewrite.go), so only one that is has it. */
export const rewrite: Concern<Rewrite> = {
  keys: ["rewrite-path", "rewrite-target", "upstream-vhost"],
  annotations: ({ path, host }, { pathType }) => ({
    ...(path !== undefined && { [pathType === "ImplementationSpecific" ? "rewrite-target" : "rewrite-path"]: path }),
    ...(host !== undefined && { "upstream-vhost": host }),
  }),
  findings: ({ path = "" }, route) =>
    [...path.matchAll(/\$(\d)(\d?)/g)].flatMap(([, group = "", more = ""]) => missing(Number(group), more, route)),
};

function missing(group: number, more: string, { path, pathType }: Route): readonly Finding[] {
  const at = { path: ["path"] };
  if (pathType !== "ImplementationSpecific") {
    return [
      {
        ...at,
        message: `"$${group}" stands for a group, and path type ${JSON.stringify(pathType)} has none`,
        remedy: 'Use path type "ImplementationSpecific" with a regular expression, or write the path as it is.',
      },
    ];
  }
  const read = readRegex(path);
  // The path has a fault of its own then.
  if ("problem" in read) return [];
  const { groups } = read;
  if (group > groups) {
    return [
      {
        ...at,
        message: `"$${group}" needs ${group} groups, and ${JSON.stringify(path)} has ${groups}`,
        remedy: "Put round brackets around what it is to stand for, or use a lower number.",
      },
    ];
  }
  if (more === "") return [];
  return [
    {
      ...at,
      message: `"$${group}${more}" is group ${group} with the digit ${more} after it, not group ${group}${more}`,
      remedy: 'Put another sign between the two: there are no groups beyond "$9".',
    },
  ];
}
