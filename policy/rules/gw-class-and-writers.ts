import type { Facts } from "../facts.ts";
import { gatewayHost } from "../model/alias.ts";
import { annotation, annotationPath } from "../model/annotations.ts";
import { controllerOf, defaultClass } from "../model/gateway.ts";
import { fold } from "../model/hosts.ts";
import { isGateway, isGatewayClass } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { effective, isHigressRelease, isOn, valuePath } from "../model/release.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

/** Binds a Gateway to another Service than its controller's (Istio's conversion, which Higress took over and renamed). */
const overrides = ["gateway.higress.io/name-override", "gateway.istio.io/name-override"];
const enabled = "global.enableGatewayAPI";

export default stackRule({
  id: "gw-class-and-writers",
  number: 70,
  title: "A Gateway is served by the gateway of its own namespace and by no other",
  why: "Every controller with Gateway API reads the Gateways of all namespaces, and puts those of its class on its own gateway, whatever it watches.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Leave Gateways to the platform, give each release a global.gatewayClass of its own, or let spec.addresses name the gateway's Service.",
  url: ruleUrl("gw-class-and-writers"),
  check(resources, facts) {
    const servers = resources.filter((one) => isHigressRelease(one) && isOn(one, enabled)).map(serverOf);
    const gateways = resources.filter(isGateway);
    const classes = resources.filter(isGatewayClass);
    if (servers.length + gateways.length + classes.length === 0) return undefined;
    const byClass = Map.groupBy(servers, ({ className }) => className);
    const serving = (className: unknown): readonly Server[] => byClass.get(text(className) ?? "") ?? [];
    return [
      ...classes.flatMap((one) => misnamed(one, serving)),
      ...gateways.flatMap((gateway) =>
        misplaced(gateway, serving(at(gateway.props, "spec", "gatewayClassName")), facts),
      ),
      ...servers.flatMap((server) => strayed(server, facts)),
      ...servers.flatMap((server) => unpinned(server, serving(server.className), gateways, facts)),
    ];
  },
});

/** A release whose controller serves Gateways. */
interface Server {
  readonly release: Resource;
  readonly namespace: string | undefined;
  readonly className: string;
}

const serverOf = (release: Resource): Server => ({
  release,
  namespace: namespaceOf(release),
  className: text(effective(release, "global.gatewayClass")) ?? defaultClass,
});

/** Serves another class than the fleet gives it: whoever has Gateways of that class gets a second gateway. */
function strayed({ release, className }: Server, facts: Facts): readonly Finding[] {
  const namespace = namespaceOf(release);
  const expected = facts.gateways.find((one) => one.namespace === namespace)?.gatewayClass;
  if (expected === undefined || className === expected) return [];
  const message = `${JSON.stringify(className)} is not ${JSON.stringify(expected)}, the class of this gateway`;
  return [{ path: valuePath(release, "global.gatewayClass"), message, urn: release.urn }];
}

function misnamed(gatewayClass: Resource, serving: (className: unknown) => readonly Server[]): readonly Finding[] {
  const { urn, props } = gatewayClass;
  const name = text(at(props, "metadata", "name")) ?? "";
  const found = at(props, "spec", "controllerName");
  const expected = controllerOf(name);
  return [
    ...(serving(name).length > 0
      ? []
      : [{ path: "metadata.name", message: `${JSON.stringify(name)} is the class of no release here`, urn }]),
    ...(found === expected
      ? []
      : [
          {
            path: "spec.controllerName",
            message: `${JSON.stringify(found ?? null)} is not ${JSON.stringify(expected)}`,
            urn,
          },
        ]),
  ];
}

function misplaced(gateway: Resource, servers: readonly Server[], facts: Facts): readonly Finding[] {
  const { urn, props } = gateway;
  const namespace = namespaceOf(gateway);
  const className = JSON.stringify(at(props, "spec", "gatewayClassName") ?? null);
  const others = servers.filter((server) => server.namespace !== namespace);
  const addresses = list(at(props, "spec", "addresses"));
  const strange = addresses.flatMap((address, index) =>
    isOwnService(address, namespace, facts)
      ? []
      : [{ path: `spec.addresses[${index}]`, message: `is not Hostname ${ownService(namespace, facts)}`, urn }],
  );
  return [
    ...(others.length < servers.length
      ? []
      : [{ path: "spec.gatewayClassName", message: `${className} is not the class of this namespace's release`, urn }]),
    ...strange,
    ...(others.length === 0 || addresses.length > 0
      ? []
      : [
          {
            path: "spec.addresses",
            message: `is missing, and class ${className} is served from ${spoken(others)} too`,
            urn,
          },
        ]),
    ...overrides
      .filter((key) => annotation(gateway, key) !== undefined)
      .map((key) => ({ path: annotationPath(key), message: "binds the Gateway to a Service of another name", urn })),
  ];
}

/** A tenant's controller that shares its class: pinned Gateways of its own are how it keeps to itself; each of the others says so itself. */
function unpinned(
  { release, namespace, className }: Server,
  servers: readonly Server[],
  gateways: readonly Resource[],
  facts: Facts,
): readonly Finding[] {
  const others = servers.filter((server) => server.namespace !== namespace);
  const isTenants = installationOf(release, facts)?.role === "tenant";
  const own = gateways.filter(
    (one) => namespaceOf(one) === namespace && at(one.props, "spec", "gatewayClassName") === className,
  );
  if (!isTenants || others.length === 0 || own.length > 0) return [];
  const message = `is on for class ${JSON.stringify(className)}, which is served from ${spoken(others)} too`;
  return [{ path: valuePath(release, enabled), message, urn: release.urn }];
}

const ownService = (namespace: string | undefined, facts: Facts): string => gatewayHost(namespace ?? "", facts);

function isOwnService(address: unknown, namespace: string | undefined, facts: Facts): boolean {
  const { type, value } = record(address);
  return type === "Hostname" && fold(text(value) ?? "") === ownService(namespace, facts);
}

const spoken = (servers: readonly Server[]): string =>
  servers
    .map(({ namespace }) => namespace ?? "no namespace")
    .toSorted()
    .join(", ");
