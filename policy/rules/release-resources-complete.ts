import { parseQuantity } from "../model/quantity.ts";
import { effective, isConsole, isFleetRelease, isOn, isUmbrella, valuePath } from "../model/release.ts";
import { at, record } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "release-resources-complete",
  number: 56,
  title: "Every container of a release asks for CPU and memory and has a limit for both",
  why: "A container without numbers is refused by the tenant's quota, or takes from the node what its neighbours need.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Set requests and limits of gateway, controller and pilot, limits not below requests; the chart gives pilot no limits.",
  url: ruleUrl("release-resources-complete"),
  check(resource, facts) {
    if (!isFleetRelease(resource, facts)) return undefined;
    return [...dropped(resource), ...components(resource).flatMap((component) => incomplete(resource, component))];
  },
});

type Component = readonly [path: string, inner: "higress-core" | "higress-console"];

/** Where the containers that this release will have find their resources. */
function components(release: Resource): readonly Component[] {
  if (isConsole(release)) return [["resources", "higress-console"]];
  const core = [
    ...["gateway", "controller", "pilot"],
    ...(isOn(release, "global.enablePluginServer") ? ["pluginServer"] : []),
    ...(isOn(release, "global.enableRedis") ? ["redis.redis"] : []),
  ];
  const hasConsole = isUmbrella(release) && isOn(release, "replicaCount", "higress-console");
  return [
    ...core.map((name): Component => [`${name}.resources`, "higress-core"]),
    ...(hasConsole ? [["resources", "higress-console"] as const] : []),
  ];
}

/** Settings under which the chart writes no resources, whatever the values say (higress v2.2.4, helm/core/templates/_pod.tpl:152-172). */
const dropped = (release: Resource): readonly Finding[] =>
  ["global.local", "global.kind", "global.o11y.enabled"]
    .filter((path) => isOn(release, path))
    .map((path) => ({ path: valuePath(release, path), message: "makes containers without requests and limits" }));

function incomplete(release: Resource, [path, inner]: Component): readonly Finding[] {
  const resources = record(effective(release, path, inner));
  return ["cpu", "memory"].flatMap((unit) => {
    const [request, limit] = ["requests", "limits"].map((kind) => parseQuantity(at(resources, kind, unit)));
    const missing = [request === undefined && "requests", limit === undefined && "limits"].filter(Boolean);
    if (request === undefined || limit === undefined) {
      return missing.map((kind) => ({
        path: valuePath(release, `${path}.${kind}.${unit}`, inner),
        message: "is missing or no quantity",
      }));
    }
    if (limit >= request) return [];
    return [{ path: valuePath(release, `${path}.limits.${unit}`, inner), message: "is below the request" }];
  });
}
