import type { Facts } from "../facts.ts";
import { fold } from "../model/hosts.ts";
import { isGateway, isIngress } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isRoute, listenerHosts } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "host-required",
  number: 31,
  title: "Every rule, listener and route names its host, and nothing serves the rest",
  why: "A rule without a host, or a default backend, answers for every host that no other tenant has claimed yet.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Give every rule, listener and route a host, and remove spec.defaultBackend.",
  url: ruleUrl("host-required"),
  settings: {
    catchAll: {
      type: "array",
      items: { type: "string" },
      description:
        "Ingresses of the platform, `<namespace>/<name>`, that may serve what nobody claims, such as a page that says 404.",
      default: [] as readonly string[],
    },
  },
  check(resource, facts, { catchAll }) {
    if (isGateway(resource)) return openListeners(resource);
    if (isRoute(resource)) return openRoute(resource);
    if (!isIngress(resource)) return undefined;
    return [...oldVersion(resource), ...(maySpeakForAll(resource, catchAll, facts) ? [] : openIngress(resource))];
  },
});

/** Versions that keep these fields under other names. */
const oldVersion = ({ apiVersion }: Resource): readonly Finding[] =>
  apiVersion === "networking.k8s.io/v1"
    ? []
    : [{ path: "apiVersion", message: `${apiVersion} is not networking.k8s.io/v1` }];

/** Never a tenant's, whatever the list says. */
function maySpeakForAll(ingress: Resource, catchAll: readonly string[], facts: Facts): boolean {
  const namespace = namespaceOf(ingress) ?? "";
  if (facts.tenants.some((tenant) => tenant.namespace === namespace)) return false;
  return catchAll.includes(`${namespace}/${text(at(ingress.props, "metadata", "name")) ?? ""}`);
}

function openIngress(ingress: Resource): readonly Finding[] {
  const spec = record(ingress.props.spec);
  const rules = list(spec.rules);
  return [
    ...((spec.defaultBackend ?? undefined) === undefined
      ? []
      : [{ path: "spec.defaultBackend", message: "serves every host that nobody claims" }]),
    ...(rules.length === 0 && !ingress.isPatch
      ? [{ path: "spec.rules", message: "is empty: the Ingress has no host" }]
      : []),
    ...rules.flatMap((rule, index) =>
      namesHost(record(rule).host)
        ? []
        : [{ path: `spec.rules[${index}].host`, message: "is missing: the rule answers for every host" }],
    ),
  ];
}

const openListeners = (gateway: Resource): readonly Finding[] =>
  listenerHosts(gateway)
    .filter(({ host }) => host === "*")
    .map(({ path }) => ({ path, message: "is missing: the listener answers for every host" }));

function openRoute(route: Resource): readonly Finding[] {
  const hosts = list(at(route.props, "spec", "hostnames"));
  if (hosts.length === 0) {
    return [{ path: "spec.hostnames", message: "is empty: the route answers for every host of its listeners" }];
  }
  return hosts.flatMap((host, index) =>
    namesHost(host) ? [] : [{ path: `spec.hostnames[${index}]`, message: "is no host: it answers for every one" }],
  );
}

const namesHost = (host: unknown): boolean => typeof host === "string" && !["", "*"].includes(fold(host));
