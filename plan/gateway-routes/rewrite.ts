/** Path and host with which a backend sees a request (higress v2.2.4, pkg/ingress/kube/gateway/istio/conversion.go, createRewriteFilter). */
import type { HttpFilter, PathModifier } from "../manifests/gateway-api.ts";
import type { Rewrite } from "../model/traffic.ts";
import { comparedPath } from "../precedence.ts";
import type { PlainRoute } from "../variants.ts";
import { asIngress, type Translation } from "./translation.ts";

export const rewrite: Translation<Rewrite, { readonly filters: readonly HttpFilter[] }> = {
  say: ({ path, host }, route) => ({
    filters: [
      {
        type: "URLRewrite",
        urlRewrite: {
          ...(host !== undefined && { hostname: host }),
          ...(path !== undefined && { path: modifier(path, route) }),
        },
      },
    ],
  }),
  findings: ({ path }, route) => {
    const problem = path === undefined ? undefined : unlikeIngress(path, route);
    return problem === undefined ? [] : [{ path: ["path"], message: problem, remedy: asIngress }];
  },
};

const modifier = (path: string, { pathType }: PlainRoute): PathModifier =>
  pathType === "Prefix"
    ? { type: "ReplacePrefixMatch", replacePrefixMatch: path }
    : { type: "ReplaceFullPath", replaceFullPath: path };

/** Where an HTTPRoute would make another path of a request's than an Ingress. */
function unlikeIngress(path: string, route: PlainRoute): string | undefined {
  if (path.includes("$"))
    return `${JSON.stringify(path)} stands for groups of a regular expression, which an HTTPRoute cannot put in`;
  if (route.pathType !== "Prefix" || path === "/") return undefined;
  if (path.endsWith("/"))
    return `${JSON.stringify(path)} ends in a slash, which Higress takes away from an HTTPRoute's`;
  return comparedPath(route) === "/"
    ? `would be joined to what follows "/" without a slash: of "/a" an HTTPRoute makes ${JSON.stringify(`${path}a`)}`
    : undefined;
}
