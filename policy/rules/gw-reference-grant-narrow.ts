import type { Facts } from "../facts.ts";
import { isReferenceGrant } from "../model/kinds.ts";
import { installations, leadingInto, namespaceOf } from "../model/ownership.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";

export default resourceRule({
  id: "gw-reference-grant-narrow",
  number: 74,
  title: "A ReferenceGrant opens one named object to one kind of one namespace",
  why: "A grant without a name opens every Service or Secret of the namespace, those included that come later.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Name kind and namespace in each from, kind and name in each to, and grant nothing to another tenant, " +
    "nor to a gateway of the platform what is a tenant's, the entry's or another gateway's; outside the fleet a Service, to a gateway that has the namespace under backendNamespaces.",
  url: ruleUrl("gw-reference-grant-narrow"),
  check(resource, facts) {
    if (!isReferenceGrant(resource)) return undefined;
    const own = namespaceOf(resource) ?? "";
    const from = list(at(resource.props, "spec", "from")).map(record);
    const to = list(at(resource.props, "spec", "to")).map(record);
    const grantsSecrets = to.some(({ kind }) => kind === "Secret" || isVague(kind));
    return [
      ...from.flatMap(({ kind, namespace }, index) => {
        const path = `spec.from[${index}]`;
        const problem = isVague(namespace)
          ? unnamed(namespace)
          : stranger(text(namespace) ?? "", own, grantsSecrets, facts);
        return [
          ...(isVague(kind) ? [{ path: `${path}.kind`, message: unnamed(kind) }] : []),
          ...(problem === undefined ? [] : [{ path: `${path}.namespace`, message: problem }]),
        ];
      }),
      ...to.flatMap(({ kind, name }, index): readonly Finding[] => [
        ...(isVague(kind) ? [{ path: `spec.to[${index}].kind`, message: unnamed(kind) }] : []),
        ...(isVague(name) ? [{ path: `spec.to[${index}].name`, message: unnamed(name) }] : []),
        ...(isOutside(own, facts) && !isVague(kind) && kind !== "Service"
          ? [
              {
                path: `spec.to[${index}].kind`,
                message: `is no Service, and ${JSON.stringify(own)} is not the fleet's`,
              },
            ]
          : []),
      ]),
    ];
  },
});

const isVague = (name: unknown): boolean => (text(name) ?? "") === "" || name === "*";

const unnamed = (name: unknown): string => (name === "*" ? "is no name: there are no patterns here" : "is missing");

const isOutside = (namespace: string, facts: Facts): boolean =>
  !installations(facts).has(namespace) && !facts.platformNamespaces.includes(namespace);

/** Why somebody of that namespace may have nothing from here. */
function stranger(namespace: string, own: string, grantsSecrets: boolean, facts: Facts): string | undefined {
  if (namespace === own) return undefined;
  const other = installations(facts).get(namespace);
  const here = installations(facts).get(own);
  const name = JSON.stringify(namespace);
  if (isOutside(namespace, facts)) return `${name} belongs to nobody in the fleet`;
  if (isOutside(own, facts))
    return leadingInto(own, facts).includes(namespace)
      ? undefined
      : `${name} is no gateway's that leads into ${JSON.stringify(own)}`;
  if (other?.role === "gateway" && here !== undefined) {
    const whose = here.role === "entry" ? "the entry's" : `${here.role} ${here.id}'s`;
    return `${name} is gateway ${other.id}'s, which leads into no other namespace of the fleet, and what is granted ${whose}`;
  }
  if (other?.role !== "tenant") return undefined;
  if (here?.role === "tenant") return `${name} is tenant ${other.id}'s, and what is granted tenant ${here.id}'s`;
  return grantsSecrets ? `${name} is tenant ${other.id}'s, and Secrets of the platform are for nobody else` : undefined;
}
