/** Routes of the entry that lead clients elsewhere instead of to their tenant. */
import { labelKeys } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Finding, Resource } from "../rule.ts";
import { annotationPath, either, gatewayAnnotations, type Annotation } from "./annotations.ts";
import { destinationKey, destinations, pageDestination } from "./routing.ts";
import { at } from "./shape.ts";

const temporary = "temporal-redirect";

/** Keys by which an Ingress sends clients elsewhere instead of to its backend. */
const elsewhere = [temporary, "permanent-redirect", "app-root"];

/** A route sends its tenant's clients to the page that the fleet names, or nowhere but to the tenant. */
export function redirectFindings(route: Resource, facts: Facts): readonly Finding[] {
  const { tenants } = facts;
  const label = at(route.props, "metadata", "labels", labelKeys.tenant);
  const { maintenance: page, answered } = tenants.find(({ id }) => id === label) ?? {};
  const given = gatewayAnnotations(route).filter(({ key }) => elsewhere.includes(key));
  const isPage = ({ key }: Annotation) => key === temporary && either(route, key).every((value) => value === page);
  const wrong = given.filter((each) => !isPage(each));
  const message = "sends its clients where the fleet does not say";
  return [
    ...wrong.map(({ path }) => ({ path, message, urn: route.urn })),
    ...(page === undefined || given.length > 0
      ? []
      : [
          {
            path: annotationPath(`higress.io/${temporary}`),
            message: "is missing, and its tenant is away",
            urn: route.urn,
          },
        ]),
    ...(answered !== undefined && !destinations(route).includes(pageDestination(facts))
      ? [
          {
            path: annotationPath(destinationKey),
            message: "does not lead to the page server, and its tenant is away",
            urn: route.urn,
          },
        ]
      : []),
  ];
}
