import { namespaceOf } from "../model/ownership.ts";
import { effective, isConsole, isFleetRelease, valuePath } from "../model/release.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

const path = "global.watchNamespace";

export default resourceRule({
  id: "watch-namespace-own",
  number: 13,
  title: "A Higress watches its own namespace only",
  why:
    "Watching all namespaces means reading every tenant's Secrets and routes; watching another one leaves its own plugins and " +
    "registries silently without effect.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set global.watchNamespace to the release's namespace; only a gateway with `watch: all` may leave it empty.",
  url: ruleUrl("watch-namespace-own"),
  check: (resource, facts) => {
    if (!isFleetRelease(resource, facts)) return undefined;
    const own = namespaceOf(resource) ?? "";
    const watched = effective(resource, path);
    // Never a console, whose people would have the routes of every namespace.
    const mayWatchAll =
      !isConsole(resource) && facts.gateways.some(({ namespace, watch }) => namespace === own && watch === "all");
    if (watched === own || (mayWatchAll && watched === "")) return [];
    const message =
      watched === "" ? "watches every namespace" : `watches ${JSON.stringify(watched ?? null)}, not its own namespace`;
    return [{ path: valuePath(resource, path), message }];
  },
});
