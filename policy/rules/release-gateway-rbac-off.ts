import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "release-gateway-rbac-off",
  number: 47,
  title: "A release gives its gateway no permissions of the chart's making",
  why: "By default the chart lets every gateway read the Secrets of the whole cluster, all other tenants' keys among them.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set gateway.rbac.enabled to false, the boolean; the program registers the Role that the gateway needs.",
  framework: cis("5.1.2"),
  url: ruleUrl("release-gateway-rbac-off"),
  check(resource, facts) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    // Only the boolean: a template takes the text "false" for true.
    if (effective(resource, "gateway.rbac.enabled") === false) return [];
    return [{ path: valuePath(resource, "gateway.rbac.enabled"), message: "is not false" }];
  },
});
