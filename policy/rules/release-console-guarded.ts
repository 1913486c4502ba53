import { consoleName, controllerName, pluginServerUrl } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { coveredFamily } from "../model/open.ts";
import { installationOf, isSuspended } from "../model/ownership.ts";
import { effective, isConsole, isFleetRelease, isOn, isUmbrella, valuePath } from "../model/release.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const inner = "higress-console";

/** Filled in by something that keeps secrets: `${PASSWORD}`, `$(PASSWORD)`, `ref+vault://…`. */
const reference = /^(?:\$\{[^{}]+\}|\$\([^()]+\)|ref\+[a-z0-9]+:\/\/.+)$/;

export default resourceRule({
  id: "release-console-guarded",
  number: 55,
  title: "No console, or one that only its administrators can reach",
  why: "The console writes the routes, plugins and registries of its gateway, and its first visitor sets the password.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take chart higress-core, which has no console, and ask for one in the fleet file (console); of the umbrella set higress-console.replicaCount " +
    "to 0, or else refer to the password, keep the Service a ClusterIP and name the clients of its Ingress in whitelist-source-range.",
  url: ruleUrl("release-console-guarded"),
  check(resource, facts) {
    if (!isFleetRelease(resource, facts)) return undefined;
    if (isConsole(resource)) return alone(resource, facts);
    if (!isUmbrella(resource) || effective(resource, "replicaCount", inner) === 0) return [];
    return [...password(resource), ...service(resource), ...ingress(resource)];
  },
});

/** A release of its own, which the fleet file asks for: the program's Secret has the password, and no Ingress leads to it. */
function alone(release: Resource, facts: Facts): readonly Finding[] {
  const installation = installationOf(release, facts);
  if (installation?.console === undefined) return [{ path: "chart", message: "is a console that nobody asked for" }];
  const { namespace, servers = [] } = installation;
  if (facts.gateways.some((gateway) => gateway.namespace === namespace && gateway.watch === "all")) {
    return [{ path: "chart", message: "is a console whose people read, by plugins, every Secret of the cluster" }];
  }
  const named = release.props.name === consoleName ? [] : [{ path: "name", message: `is not ${consoleName}` }];
  const expected: readonly (readonly [path: string, value: unknown])[] = [
    ["name", ""],
    ["service.type", "ClusterIP"],
    ["controller.serviceName", controllerName],
    // The chart's Secret is taken away: what is written here is in Helm's records and nowhere else.
    ["admin.password", ""],
    ...(isSuspended(release, facts) ? [["replicaCount", 0] as const] : []),
    ...(servers.includes("plugin-server") || isOn(release, "global.enablePluginServer", inner)
      ? ([
          ["global.enablePluginServer", true],
          ["pluginServer.urlPattern", `${pluginServerUrl(namespace, facts.dnsDomain)}\${name}/\${version}/plugin.wasm`],
        ] as const)
      : []),
  ];
  return [
    ...named,
    ...expected.flatMap(([path, value]) =>
      effective(release, path, inner) === value
        ? []
        : [finding(release, path, value === "" ? "is set" : `is not ${JSON.stringify(value)}`)],
    ),
    ...Object.entries(extras).flatMap(([path, effect]) =>
      isOn(release, path, inner) ? [finding(release, path, effect)] : [],
    ),
  ];
}

/** What it does where it is on. */
const extras: Readonly<Record<string, string>> = {
  "ingress.enabled": "shows it to whoever reaches the gateway",
  "certmanager.enabled": "installs a whole cert-manager, cluster-wide",
  "global.o11y.enabled": "runs collectors without limits beside it",
  "swagger.enabled": "shows every call of it to people who have not logged in",
};

/** A policy sees a secret as plain text, so it can tell a reference from a value and no more. */
function password(release: Resource): readonly Finding[] {
  const path = "admin.password";
  const value = text(effective(release, path, inner)) ?? "";
  if (value === "") return [finding(release, path, "is not set, so that the console's first visitor sets it")];
  return reference.test(value) ? [] : [finding(release, path, "is written out and not a reference to a secret")];
}

function service(release: Resource): readonly Finding[] {
  const type = effective(release, "service.type", inner);
  return type === "ClusterIP" ? [] : [finding(release, "service.type", `${JSON.stringify(type)} is not "ClusterIP"`)];
}

function ingress(release: Resource): readonly Finding[] {
  if (!isOn(release, "ingress.enabled", inner)) return [];
  const clients = allowList(effective(release, "ingress.annotations", inner));
  const isOpen = clients.length === 0 || coveredFamily(clients.map((cidr) => ({ cidr }))) !== undefined;
  return [
    ...(isOpen ? [finding(release, "ingress.annotations", "names no clients, or all, in whitelist-source-range")] : []),
    ...(isOn(release, "ingress.tlsSecretName", inner)
      ? []
      : [finding(release, "ingress.tlsSecretName", "is not set, so that the password crosses the network in clear")]),
  ];
}

/** Higress reads its own prefix before that of the nginx controller. */
function allowList(annotations: unknown): readonly string[] {
  const [first = ""] = ["higress.io", "nginx.ingress.kubernetes.io"].flatMap(
    (prefix) => text(at(annotations, `${prefix}/whitelist-source-range`)) ?? [],
  );
  return first
    .split(",")
    .map((cidr) => cidr.trim())
    .filter((cidr) => cidr !== "");
}

const finding = (release: Resource, path: string, message: string): Finding => ({
  path: valuePath(release, path, inner),
  message,
});
