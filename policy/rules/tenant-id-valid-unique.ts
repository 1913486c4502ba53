import type { Facts, InstallationFacts } from "../facts.ts";
import { isNamespace, isObject } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding } from "../rule.ts";

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Forms that belong to somebody else, and whose. */
const reservedForms: readonly (readonly [form: RegExp, whose: string])[] = [
  [/^kube-/, "is a name of Kubernetes"],
  [/^higress-/, "is a name of the entry or a gateway"],
  [/-gateway$/, "is the namespace of another tenant"],
  [/^..--/, "stands for other letters where people see it"],
];

export default stackRule({
  id: "tenant-id-valid-unique",
  number: 9,
  title: "No tenant's id can be taken for something else",
  why: "The id is the label in a tenant's hosts, its namespace and its class: what two parties share there, one takes from the other.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Give the tenant an id of lower-case letters, digits and hyphens that nobody else has or would expect of somebody else.",
  url: ruleUrl("tenant-id-valid-unique"),
  settings: {
    maxLength: {
      type: "integer",
      minimum: 1,
      maximum: 63,
      // The longest thing derived is a label value of 63 characters, <id>-gateway-higress-gateway.
      description: "Characters that an id may have.",
      default: 39,
    },
    reservedIds: {
      type: "array",
      items: { type: "string" },
      description: "Ids that no tenant may have, beside the labels of the fleet's domain.",
      default: ["api", "console", "default", "entry", "system", "www"] as readonly string[],
    },
  },
  check(resources, facts, { maxLength, reservedIds }) {
    if (facts.tenants.length === 0 || !resources.some(isObject)) return undefined;
    const namespaces = new Map(resources.filter(isNamespace).map((one) => [namespaceOf(one), one.urn]));
    const reserved = new Set([...reservedIds, ...facts.domain.split(".")]);
    return facts.tenants.flatMap(({ id, namespace }, index): readonly Finding[] => {
      const urn = namespaces.get(namespace);
      const wrong = [wrongWith(id, maxLength, reserved), ...shared(index, facts)].filter((what) => what !== undefined);
      return wrong.map((what) => ({
        path: `tenants[${index}].id`,
        message: `${JSON.stringify(id)} ${what}`,
        ...(urn === undefined ? {} : { urn }),
      }));
    });
  },
});

function wrongWith(id: string, maxLength: number, reserved: ReadonlySet<string>): string | undefined {
  if (!dnsLabel.test(id)) return "is no DNS label in lower case";
  if (id.length > maxLength) return `is longer than ${maxLength} characters`;
  if (reserved.has(id)) return "is a name that people expect something else behind";
  return reservedForms.find(([form]) => form.test(id))?.[1];
}

/** What the tenant has in common with another installation, told of the later of two tenants. */
function shared(
  index: number,
  { tenants, entry, gateways, platformNamespaces }: Facts,
): readonly (string | undefined)[] {
  const own = tenants[index];
  if (own === undefined) return [];
  const others: readonly InstallationFacts[] = [entry, ...gateways, ...tenants.slice(0, index)];
  const same = (what: string, of: (one: InstallationFacts) => string) => {
    const other = others.find((one) => of(one).toLowerCase() === of(own).toLowerCase());
    return other && `has the ${what} of ${JSON.stringify(other.id)}`;
  };
  const isPlatform = platformNamespaces.includes(own.namespace);
  return [
    same("id", ({ id }) => id),
    same("namespace", ({ namespace }) => namespace),
    same("class", ({ ingressClass }) => ingressClass),
    isPlatform ? "has a namespace of the platform" : undefined,
  ];
}
