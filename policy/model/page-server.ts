/** The Deployment and the Service of what answers for tenants that are away. */
import { pageServerName, pageServerPods, pageServerPort } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Finding, Resource } from "../rule.ts";
import { isDeployment, isService } from "./kinds.ts";
import { isPages } from "./pages.ts";
import { namespaceOf } from "./ownership.ts";
import { at, list, record, same } from "./shape.ts";

const isNamed = (resource: Resource, { entry }: Facts): boolean =>
  namespaceOf(resource) === entry.namespace && at(resource.props, "metadata", "name") === pageServerName;

/** What it consists of, each by kind. */
const parts: Readonly<Record<string, (resource: Resource, facts: Facts) => boolean>> = {
  ConfigMap: isPages,
  Deployment: (resource, facts) => isDeployment(resource) && isNamed(resource, facts),
  Service: (resource, facts) => isService(resource) && isNamed(resource, facts),
};

/** Kinds of it that are not there. */
export const missingParts = (resources: readonly Resource[], facts: Facts): readonly string[] =>
  Object.entries(parts).flatMap(([kind, isPart]) => (resources.some((one) => isPart(one, facts)) ? [] : [kind]));

/** By what it would be another server, be somebody else, or take what is meant for others; nothing for any other object. */
export function pageServerFindings(resource: Resource, facts: Facts): readonly Finding[] {
  if (!isNamed(resource, facts)) return [];
  if (isService(resource)) return differing(resource, service);
  return isDeployment(resource) ? differing(resource, deployment) : [];
}

interface Demand {
  readonly path: readonly string[];
  readonly is: unknown;
  readonly else: string;
}

const pods = "are not the page server's labels alone";
const absent = { is: undefined, else: "is more than the page server needs" };
const nobody = { is: undefined, else: "gives the page server an account" };
const folder = "/etc/higress-fleet-pages";

const service: readonly Demand[] = [
  { path: ["spec", "selector"], is: pageServerPods, else: pods },
  {
    path: ["spec", "ports"],
    is: [{ name: "http", port: pageServerPort, targetPort: pageServerPort }],
    else: `are not port ${pageServerPort} of the page server's pods alone`,
  },
];

const template = ["spec", "template", "spec"];

const deployment: readonly Demand[] = [
  { path: ["spec", "selector"], is: { matchLabels: pageServerPods }, else: pods },
  { path: ["spec", "template", "metadata", "labels"], is: pageServerPods, else: pods },
  { path: [...template, "automountServiceAccountToken"], is: false, else: "leaves the page server a token" },
  { path: [...template, "serviceAccountName"], ...nobody },
  { path: [...template, "serviceAccount"], ...nobody },
  { path: [...template, "initContainers"], ...absent },
  {
    path: [...template, "volumes"],
    is: [{ name: "pages", configMap: { name: pageServerName } }],
    else: "are not the page server's one file",
  },
];

/** Of its one container. */
const container: readonly Demand[] = [
  { path: ["command"], is: ["/usr/local/bin/envoy"], else: "is not Envoy" },
  {
    path: ["args"],
    is: ["-c", `${folder}/envoy.json`, "--concurrency", "1", "--disable-hot-restart", "--log-level", "warning"],
    else: "are not the page server's",
  },
  {
    path: ["volumeMounts"],
    is: [{ name: "pages", mountPath: folder, readOnly: true }],
    else: "are not the page server's one file",
  },
  ...["env", "envFrom", "lifecycle"].map((field) => ({ path: [field], ...absent })),
];

function differing(resource: Resource, demands: readonly Demand[]): readonly Finding[] {
  const wrong = unmet(resource.props, demands, "");
  if (isService(resource)) return wrong;
  const path = [...template, "containers"];
  const [first, ...others] = list(at(resource.props, ...path));
  const more = others.map((_, index) => ({ path: `${path.join(".")}[${index + 1}]`, message: absent.else }));
  return [...wrong, ...unmet(record(first), container, `${path.join(".")}[0].`), ...more];
}

const unmet = (tree: unknown, demands: readonly Demand[], prefix: string): readonly Finding[] =>
  demands
    .filter(({ path, is }) => !same(at(tree, ...path), is))
    .map(({ path, else: message }) => ({ path: prefix + path.join("."), message }));
