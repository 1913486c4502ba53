import type { Facts } from "../facts.ts";
import { clientPorts, exposedAs } from "../model/exposure.ts";
import { namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, isOn, valuePath } from "../model/release.ts";
import { list, record } from "../model/shape.ts";
import { podSecurity, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

/** Switches that a template takes for on whenever they are not empty: the text "false" is on. */
const switches: Readonly<Record<string, string>> = {
  "global.local": "opens ports 80 and 443 of the node and drops all resource limits",
  "global.kind": "opens ports 80 and 443 of the node",
  "global.enableH3": "opens the gateway's UDP port on the node",
  "global.volumeWasmPlugins": "mounts a directory of the node",
  "gateway.hostNetwork": "puts the gateway into the node's network",
};

const local: readonly string[] = ["global.local", "global.kind"];

/** Services that the chart makes beside the gateway's; they are nobody's business outside. */
const innerServices = ["controller.service.type", "redis.redis.service.type"];

export default resourceRule({
  id: "host-isolation-values",
  number: 45,
  title: "A release stays off its nodes and shows no more of itself than the fleet says",
  why: "Pods on the node's network escape every NetworkPolicy, and a tenant's own load balancer goes round the entry.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Set gateway.service.type to ClusterIP for tenants, and leave node switches off; absent means the chart's default.",
  framework: podSecurity("baseline"),
  url: ruleUrl("host-isolation-values"),
  settings: {
    allowLocal: {
      type: "boolean",
      description: "Whether global.local and global.kind may be on: for a cluster on its user's own machine.",
      default: false,
    },
  },
  check(resource, facts, { allowLocal }) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const node = Object.entries(switches).flatMap(([path, effect]) =>
      !(allowLocal && local.includes(path)) && isOn(resource, path) ? [at(resource, path, effect)] : [],
    );
    return [...node, ...workload(resource), ...services(resource, facts)];
  },
});

function workload(release: Resource): readonly Finding[] {
  const kind = effective(release, "gateway.kind");
  return kind === "Deployment" ? [] : [at(release, "gateway.kind", `${JSON.stringify(kind)} is not Deployment`)];
}

function services(release: Resource, facts: Facts): readonly Finding[] {
  const shown = exposedAs(release, facts);
  const lawful = shown === undefined ? ["ClusterIP"] : ["ClusterIP", shown];
  const check = (path: string, types: readonly unknown[]): readonly Finding[] => {
    const type = effective(release, path);
    return types.includes(type) ? [] : [at(release, path, `${JSON.stringify(type)} is not ${types.join(" or ")}`)];
  };
  const inner = innerServices.flatMap((path) => check(path, ["ClusterIP"]));
  return [...check("gateway.service.type", lawful), ...inner, ...servicePorts(release, facts)];
}

/** What the gateway's Service leads to: Envoy's administration port is as near as that of its clients. */
function servicePorts(release: Resource, facts: Facts): readonly Finding[] {
  const path = "gateway.service.ports";
  const open = clientPorts(namespaceOf(release), facts);
  const isExposed = exposedAs(release, facts) !== undefined;
  return list(effective(release, path)).flatMap((entry) => {
    const { port, targetPort = port, nodePort } = record(entry);
    return [
      ...(open.some((one) => one === targetPort)
        ? []
        : [
            at(
              release,
              path,
              `leads to port ${JSON.stringify(targetPort)} of its pods, which is not ${open.join(" or ")}`,
            ),
          ]),
      ...(isExposed || (nodePort ?? 0) === 0 ? [] : [at(release, path, "opens a port on every node")]),
    ];
  });
}

const at = (release: Resource, path: string, message: string): Finding => ({ path: valuePath(release, path), message });
