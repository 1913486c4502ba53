import { nginxClass } from "../demands.ts";
import type { Facts, Server } from "../facts.ts";
import { mayServeClients } from "../model/exposure.ts";
import { installationOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, isOn, isUmbrella, valuePath } from "../model/release.ts";
import { at, list } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const gatewayApi = "global.enableGatewayAPI";

/** What it does where it is on. */
const features: Readonly<Record<string, string>> = {
  [gatewayApi]: "lets it serve Gateways of every namespace, whatever it watches",
  "global.enableAlphaGatewayAPI": "lets it serve routes of every namespace, whatever it watches",
  "global.enableGatewayAPIDeploymentController": "lets it make Deployments for Gateways",
  "global.enableInferenceExtension": "lets it serve inference pools of every namespace",
  "global.enableIstioAPI": "lets Istio objects of the namespace go round the routes that are judged",
  "global.enablePluginServer": "runs a server that nobody asked for",
  "global.enableRedis": "runs a database that nobody asked for",
  "global.o11y.enabled": "runs collectors without limits beside the gateway",
  "controller.automaticHttps.enabled": "wants to write Secrets and Ingresses, and serves class higress only",
};

/** What the fleet file asks for by a setting of its own. */
const switches: Readonly<Record<Exclude<Server, "page-server">, string>> = {
  "plugin-server": "global.enablePluginServer",
  redis: "global.enableRedis",
};

export default resourceRule({
  id: "release-features-minimal",
  number: 53,
  title: "A release has no feature that its owner did not ask for",
  why: "Most are on by default, and each reads, runs or writes more than the isolation of tenants allows for.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Set the value to false, the boolean; ask for it in the fleet file (pluginServer, redis, gatewayApi), or in the rule's setting optIn. " +
    "Gateway API also wants controller.env.ISTIO_WATCH_NAMESPACE, the gateway's namespace, unless it watches all.",
  url: ruleUrl("release-features-minimal"),
  settings: {
    optIn: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string" } },
      description:
        "Features by id of the tenant or gateway (`entry` for the entry) that has asked for them, by their value: " +
        "`global.enablePluginServer`.",
      default: {},
    },
  },
  check(resource, facts, { optIn }) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const installation = installationOf(resource, facts);
    // The page server is the program's own, and no value's.
    const declared = (installation?.servers ?? []).flatMap((server) =>
      server === "page-server" ? [] : [switches[server]],
    );
    const asked = [...declared, ...list(at(optIn, installation?.id ?? ""))];
    const own = Object.entries(features).flatMap(([path, effect]) =>
      !asked.includes(path) && !(path === gatewayApi && isDeclared(resource, facts)) && isOn(resource, path)
        ? [{ path: valuePath(resource, path), message: effect }]
        : [],
    );
    return [...own, ...certManager(resource, asked), ...status(resource, facts)];
  },
});

/** A gateway that the fleet gives the Gateway API, and whose controller looks for it where it watches. */
function isDeclared(release: Resource, facts: Facts): boolean {
  const { id, namespace } = installationOf(release, facts) ?? {};
  const gateway = facts.gateways.find((one) => one.id === id);
  if (gateway?.gatewayClass === undefined) return false;
  return gateway.watch === "all" || effective(release, "controller.env.ISTIO_WATCH_NAMESPACE") === namespace;
}

/**
 * Its names are the same in every release: one per cluster, with permissions of its own in kube-system (higress-console,
 * helm/templates/certmanager.yaml).
 */
function certManager(release: Resource, asked: readonly unknown[]): readonly Finding[] {
  const path = "certmanager.enabled";
  if (!isUmbrella(release) || asked.includes(`higress-console.${path}`) || !isOn(release, path, "higress-console"))
    return [];
  return [
    { path: valuePath(release, path, "higress-console"), message: "installs a whole cert-manager, cluster-wide" },
  ];
}

/** The address that would be written is the load balancer's; outside its own namespace and in another's class no controller may write. */
function status(release: Resource, facts: Facts): readonly Finding[] {
  const path = "global.enableStatus";
  const message = isOn(release, path) ? whyNoStatus(release, facts) : undefined;
  return message === undefined ? [] : [{ path: valuePath(release, path), message }];
}

function whyNoStatus(release: Resource, facts: Facts): string | undefined {
  const { id } = installationOf(release, facts) ?? {};
  const gateway = facts.gateways.find((one) => one.id === id);
  if (gateway?.watch === "all") return "lets it write to Ingresses of every namespace";
  if (gateway?.ingressClass === nginxClass) return "lets it write to Ingresses that another controller serves";
  return mayServeClients(release, facts) ? undefined : "lets it write addresses that clients cannot reach";
}
