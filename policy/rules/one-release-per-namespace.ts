import { controllerName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isDeployment } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isConsoleRelease, isInstallationRelease } from "../model/release.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

/** A release, or the controller of one that was rendered object by object (helm.v4.Chart). */
const isInstallation = (resource: Resource, facts: Facts): boolean =>
  isInstallationRelease(resource, facts) ||
  (isDeployment(resource) && at(resource.props, "metadata", "name") === controllerName);

export default stackRule({
  id: "one-release-per-namespace",
  number: 10,
  title: "A namespace holds one Higress",
  why: "Object names do not carry the release's name: the second one takes over the first one's configuration, certificates and registries.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Give the second gateway its own entry under `gateways` in the fleet file; it gets a namespace of its own.",
  url: ruleUrl("one-release-per-namespace"),
  check: (resources, facts) => {
    const installed = resources.filter((resource) => isInstallation(resource, facts));
    const consoles = resources.filter(isConsoleRelease);
    if (installed.length + consoles.length === 0) return undefined;
    return [...further(installed, "Higress"), ...further(consoles, "console")];
  },
});

/** All of them but the first of each namespace. */
function further(all: readonly Resource[], what: string): readonly Finding[] {
  const first = new Map<string, Resource>();
  return all.flatMap((resource) => {
    const namespace = namespaceOf(resource) ?? "";
    const other = first.get(namespace);
    if (other === undefined) {
      first.set(namespace, resource);
      return [];
    }
    const message = `namespace ${JSON.stringify(namespace)} already holds a ${what}: ${JSON.stringify(other.name)}`;
    return [{ path: resource.kind === "Release" ? "namespace" : "metadata.namespace", message, urn: resource.urn }];
  });
}
