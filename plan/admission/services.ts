/** Expressions about names of Services, as the search list of a Pod completes them. */
import { annotations, closedServices } from "../names.ts";
import type { Statement } from "./statement.ts";

const fact = (annotation: string): string => `namespaceObject.metadata.?annotations[?'${annotation}'].orValue('')`;

/** Whether the last label of a name can only be one of Kubernetes' or the fleet's namespaces, and not a domain's. */
const namespaces = "^(default|kube-.*|higress-.*|.*-gateway)$";

const last = (labels: string, place: number): string => `${labels}[${labels}.size() - ${place}]`;
const isLong = (labels: string): string => `${labels}.size() > 1 && ${last(labels, 1)} in ['svc', 'pod']`;
const isShort = (labels: string): string =>
  `${labels}.size() > 1 && (${last(labels, 1)} in variables.within || ${last(labels, 1)}.matches('${namespaces}'))`;

/**
 * From `variables.names`, folded names of hosts. `within`: namespaces whose Services a tenant may call. `strays`: names below the
 * cluster's domain that are no Service's. `services`: labels of the names that are one's, without that domain.
 */
export const services: NonNullable<Statement["variables"]> = [
  { name: "within", expression: `[request.namespace] + ${fact(annotations.platformNamespaces)}.split(',')` },
  { name: "domain", expression: `'.' + ${fact(annotations.dnsDomain)}` },
  {
    name: "strays",
    expression:
      "variables.names.filter(name, ('.' + name).endsWith(variables.domain) && " +
      "!['.svc', '.pod'].exists(kind, name.endsWith(kind + variables.domain)))",
  },
  {
    name: "services",
    expression:
      "variables.names.map(name, (name.endsWith(variables.domain) ? " +
      "name.substring(0, name.size() - variables.domain.size()) : name).split('.'))",
  },
];

/** Namespaces of the Services are ones that the tenant may call. Needs `services`. */
export const leadsWithin =
  "variables.strays.size() == 0 && " +
  `variables.services.all(labels, ${isLong("labels")} ? ${last("labels", 2)} in variables.within : ` +
  `${isShort("labels")} ? ${last("labels", 1)} in variables.within : true)`;

const closed = closedServices.map((name) => `'${name}'`).join(", ");

/** No Service is a gateway's control plane or console. Needs `services`. */
export const noControlPlane =
  `variables.services.all(labels, !((` +
  `labels.size() > 2 && ${isLong("labels")} ? ${last("labels", 3)} : ` +
  `${isShort("labels")} ? ${last("labels", 2)} : labels.size() == 1 ? labels[0] : '') in [${closed}]))`;
