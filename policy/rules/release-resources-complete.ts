import { parseQuantity } from "../model/quantity.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
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
    if (!isInstallationRelease(resource, facts)) return undefined;
    return [...dropped(resource), ...components(resource).flatMap((component) => incomplete(resource, component))];
  },
});

/** The containers that this release will have. */
function components(release: Resource): readonly string[] {
  const isOn = (path: string): boolean => (effective(release, path) ?? false) !== false;
  return [
    ...["gateway", "controller", "pilot"],
    ...(isOn("global.enablePluginServer") ? ["pluginServer"] : []),
    ...(isOn("global.enableRedis") ? ["redis.redis"] : []),
  ];
}

/** Settings under which the chart writes no resources, whatever the values say (higress.md 1.4 and 12). */
function dropped(release: Resource): readonly Finding[] {
  return ["global.local", "global.o11y.enabled"].flatMap((path) => {
    if ((effective(release, path) ?? false) === false) return [];
    return [{ path: valuePath(release, path), message: "makes containers without requests and limits" }];
  });
}

function incomplete(release: Resource, component: string): readonly Finding[] {
  const path = `${component}.resources`;
  const resources = record(effective(release, path));
  return ["cpu", "memory"].flatMap((unit) => {
    const [request, limit] = ["requests", "limits"].map((kind) => parseQuantity(at(resources, kind, unit)));
    const missing = [request === undefined && "requests", limit === undefined && "limits"].filter(Boolean);
    if (request === undefined || limit === undefined) {
      return missing.map((kind) => ({
        path: valuePath(release, `${path}.${kind}.${unit}`),
        message: "is missing or no quantity",
      }));
    }
    if (limit >= request) return [];
    return [{ path: valuePath(release, `${path}.limits.${unit}`), message: "is below the request" }];
  });
}
