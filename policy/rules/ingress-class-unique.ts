import type { Facts } from "../facts.ts";
import { ingressClassPath, isCatchAll, takesOverNginx } from "../model/ingress-class.ts";
import { isIngressClass } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import type { Finding, Resource } from "../rule.ts";
import { stackRule } from "../rule.ts";

export default stackRule({
  id: "ingress-class-unique",
  number: 11,
  title: "Every Higress has an ingress class of its own",
  why: "A controller serves every Ingress of its class: with a shared class one tenant's routes appear on another's gateway.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Set global.ingressClass to the installation's own class and global.createIngressClass to false.",
  url: ruleUrl("ingress-class-unique"),
  check: (resources, facts) => {
    const releases = resources.filter((resource) => isInstallationRelease(resource, facts));
    if (releases.length === 0) return undefined;
    const declared = new Set(resources.filter(isIngressClass).map(({ props }) => at(props, "metadata", "name")));
    const first = new Map<unknown, Resource>();
    return releases.flatMap((release): Finding[] => {
      const ingressClass = effective(release, ingressClassPath);
      if (isCatchAll(ingressClass) && !takesOverNginx(release, ingressClass, facts)) return [];
      const holder = first.get(ingressClass);
      if (holder === undefined) first.set(ingressClass, release);
      const problem =
        sharedWith(release, holder) ??
        foreign(release, ingressClass, facts) ??
        (declared.has(ingressClass) ? createdTwice(release) : undefined);
      if (problem === undefined) return [];
      const message = `${JSON.stringify(ingressClass)} ${problem}`;
      return [{ path: valuePath(release, ingressClassPath), message, urn: release.urn }];
    });
  },
});

/** Two releases in one namespace are the matter of one-release-per-namespace. */
function sharedWith(release: Resource, holder: Resource | undefined): string | undefined {
  if (holder === undefined || namespaceOf(holder) === namespaceOf(release)) return undefined;
  return `is already the class of the release in namespace ${JSON.stringify(namespaceOf(holder))}`;
}

function foreign(release: Resource, ingressClass: unknown, facts: Facts): string | undefined {
  const expected = installationOf(release, facts)?.ingressClass;
  if (expected === undefined || expected === ingressClass) return undefined;
  return `is not ${JSON.stringify(expected)}, the class of this namespace`;
}

function createdTwice(release: Resource): string | undefined {
  if (effective(release, "global.createIngressClass") === false) return undefined;
  return "would be created by the release too, though the stack declares it: set global.createIngressClass to false";
}
