import { crdGroups } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isCustomResourceDefinition, isNamespace, isSecret } from "../model/kinds.ts";
import { installationOf, type Installation } from "../model/ownership.ts";
import { isInstallationRelease } from "../model/release.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Resource } from "../rule.ts";

/** With each of them goes what others depend on: everything in a namespace, every object of a CRD, all traffic. */
const roots: Readonly<Record<string, (resource: Resource, facts: Facts) => boolean>> = {
  Namespace: (resource, facts) => isNamespace(resource) && stays(installationOf(resource, facts), facts),
  Release: (resource, facts) => isInstallationRelease(resource, facts) && isAtEntry(resource, facts),
  Secret: (resource, facts) =>
    isSecret(resource) &&
    isAtEntry(resource, facts) &&
    resource.props.type === "kubernetes.io/tls" &&
    !isFromFile(resource, facts),
  CustomResourceDefinition: (resource) => {
    const name = text(at(resource.props, "metadata", "name")) ?? "";
    return isCustomResourceDefinition(resource) && crdGroups.some((group) => name.endsWith(`.${group}`));
  },
};

/** Whoever is on the way out is deleted by the next run; the entry stays whatever the facts say. */
const stays = (installation: Installation | undefined, { retiring = [] }: Facts): boolean =>
  installation !== undefined && (installation.role === "entry" || !retiring.includes(installation.id));

const isFromFile = (resource: Resource, { tenants }: Facts): boolean => {
  const name = at(resource.props, "metadata", "name");
  return tenants.some(({ certificates }) =>
    certificates.some((each) => each.secret === name && each.fromFile === true),
  );
};

const isAtEntry = (resource: Resource, facts: Facts): boolean => installationOf(resource, facts)?.role === "entry";

export default resourceRule({
  id: "protect-tenancy-roots",
  number: 6,
  title: "What tenants cannot lose is protected from deletion",
  why: "A renamed tenant, a lost file or a wrong stack would otherwise delete namespaces, certificates or the entry in one run.",
  severity: "medium",
  enforcement: { protected: "mandatory", open: "disabled" },
  remedy: "Set `protect: true` on the resource; to take a tenant away, name it in `retire` of the stack file first.",
  url: ruleUrl("protect-tenancy-roots"),
  settings: {
    kinds: {
      type: "array",
      items: { type: "string", enum: Object.keys(roots) },
      description:
        "Kinds that are held to it: namespaces, and of the entry its release and its certificates, and the chart's CRDs.",
      default: Object.keys(roots),
    },
  },
  check(resource, facts, { kinds }) {
    if (!facts.protect || !kinds.some((kind) => roots[kind]?.(resource, facts) === true)) return undefined;
    return resource.opts.protect ? [] : [{ path: "protect", message: `is off for ${resource.kind} ${resource.name}` }];
  },
});
