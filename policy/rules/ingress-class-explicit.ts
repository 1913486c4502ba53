import type { Facts } from "../facts.ts";
import { annotation, annotationPath, isOn } from "../model/annotations.ts";
import { legacyClass as legacy } from "../model/ingress-class.ts";
import { isIngress, isIngressClass } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { isChallenge } from "../model/routing.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const isDefault = "ingressclass.kubernetes.io/is-default-class";

export default resourceRule({
  id: "ingress-class-explicit",
  number: 35,
  title: "An Ingress names the class of its namespace's gateway, in the field made for it",
  why: "The old annotation wins over the field, and a class left open goes to whoever calls himself the default.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Set spec.ingressClassName to the class of the gateway in the namespace, and remove ${legacy} and default classes.`,
  url: ruleUrl("ingress-class-explicit"),
  settings: {
    classes: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Class of the Ingresses in a namespace that has no gateway of its own, by namespace.",
      default: {},
    },
  },
  check(resource, facts, { classes }) {
    if (isIngressClass(resource)) {
      if (!isOn(annotation(resource, isDefault) ?? "")) return [];
      return [{ path: annotationPath(isDefault), message: "gives this class to every Ingress that names none" }];
    }
    if (!isIngress(resource)) return undefined;
    const lawful = lawfulClasses(resource, classes, facts);
    const old = annotation(resource, legacy);
    // cert-manager's way to name the class of a challenge, unless its issuer says `ingressClassName`.
    if (old !== undefined && isChallenge(resource)) return judge(old, annotationPath(legacy), lawful);
    const found = at(resource.props, "spec", "ingressClassName") ?? undefined;
    return [
      ...(old === undefined ? [] : [{ path: annotationPath(legacy), message: "wins over spec.ingressClassName" }]),
      ...(resource.isPatch && found === undefined ? [] : judge(found, "spec.ingressClassName", lawful)),
    ];
  },
});

/** Elsewhere than beside a gateway: those whose gateways look into other namespaces; without any, every class but none. */
function lawfulClasses(
  ingress: Resource,
  classes: Readonly<Record<string, string>>,
  facts: Facts,
): readonly string[] | undefined {
  const own = installationOf(ingress, facts)?.ingressClass ?? classes[namespaceOf(ingress) ?? ""];
  if (own !== undefined) return [own];
  const wide = facts.gateways.filter(({ watch }) => watch === "all");
  return wide.length === 0 ? undefined : wide.map(({ ingressClass }) => ingressClass);
}

function judge(found: unknown, path: string, lawful: readonly string[] | undefined): readonly Finding[] {
  if (found === undefined || found === "")
    return [{ path, message: "is missing: any controller may take the Ingress" }];
  if (lawful === undefined || lawful.some((name) => name === found)) return [];
  return [
    { path, message: `${JSON.stringify(found)} is not ${lawful.map((name) => JSON.stringify(name)).join(" or ")}` },
  ];
}
