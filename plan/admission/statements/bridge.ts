import { outOfBounds } from "../../cidr.ts";
import { annotations, chartNames } from "../../names.ts";
import { leadsWithin, noControlPlane, services } from "../services.ts";
import type { Statement } from "../statement.ts";

const quoted = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join(", ");

/** What the controller reads (higress v2.2.4, registry/watcher.go:28-35). */
const types = ["consul", "dns", "eureka", "nacos", "nacos2", "nacos3", "static", "zookeeper"];

/** A host with or without a port: an IPv6 address in brackets or bare, or everything before the colon. */
const host =
  "(target.matches(r'^\\[[^\\]]*\\](:\\d*)?$') ? target.substring(1, target.indexOf(']')) : " +
  "isIP(target) ? target : target.matches(r'^[^:]*:\\d*$') ? target.substring(0, target.indexOf(':')) : target)";

/** A name that no resolver reads as an address: `127.1` and `0x7f000001` are ones to some. */
const isName =
  "host.matches('^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?([.][a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$') && " +
  "!host.matches('(^|[.])(0x[0-9a-f]*|[0-9]+)$')";

/** Names under which machines know themselves, and clouds their metadata services. */
const machine =
  "(^|[.])localhost$|^localhost[.]localdomain$|^ip6-(localhost|loopback)$|" +
  "^(metadata|instance-data)([.]google[.]internal|[.]ec2[.]internal|[.]tencentyun[.]com)?$";

/** The controller itself may write: it adds a missing `proxies[].listenerPort`. */
export const bridge: Statement = {
  id: "bridge",
  title: "A tenant's registries lead to what is its own or outside the cluster, and hold no credentials",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["networking.higress.io"],
      apiVersions: ["*"],
      resources: ["mcpbridges"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    { name: "registries", expression: "object.?spec.?registries.orValue([])" },
    { name: "proxies", expression: "object.?spec.?proxies.orValue([])" },
    {
      // One text with commas, as each of the fields may hold several.
      name: "targets",
      expression:
        "((variables.registries.map(each, each.?domain.orValue('') + ',' + each.?nacosAddressServer.orValue('')) + " +
        "variables.proxies.map(each, each.?serverAddress.orValue(''))).join(',')).split(',')" +
        ".map(target, target.trim().lowerAscii()).filter(target, target != '')",
    },
    // Without dots at the end, which leave the meaning of a name alone.
    { name: "hosts", expression: `variables.targets.map(target, ${host}.find('^.*[^.]'))` },
    { name: "addresses", expression: "variables.hosts.filter(host, isIP(host))" },
    { name: "names", expression: "variables.hosts.filter(host, !isIP(host))" },
    {
      name: "own",
      expression: `namespaceObject.metadata.?annotations[?'${annotations.clusterCidrs}'].orValue('').split(',')`,
    },
    ...services,
  ],
  validations: [
    {
      expression: `object.metadata.name == '${chartNames.bridge}'`,
      message: `The controller reads one McpBridge alone. Name it ${chartNames.bridge}.`,
    },
    {
      expression: `variables.registries.all(each, each.?type.orValue('') in [${quoted(types)}])`,
      message: `A registry has no type, or an unknown one. Use one of: ${types.join(", ")}.`,
    },
    {
      expression:
        "variables.registries.all(each, each.?nacosAccessKey.orValue('') == '' && each.?nacosSecretKey.orValue('') == '')",
      message: "A credential stands in the open. Put it into a Secret, and its name into authSecretName.",
    },
    {
      // Of whoever writes to the Nacos, past the rules for Ingresses and plugins (registry/nacos/mcpserver of chart 2.2.4).
      expression: "variables.registries.all(each, !each.?enableMCPServer.orValue(false))",
      message:
        "A Nacos would make routes for any host and a plugin of no version. Remove enableMCPServer, and declare routes and plugins.",
    },
    {
      expression: `variables.names.all(host, ${isName})`,
      message:
        "A target is neither a DNS name nor an address as Kubernetes writes it. Write it without scheme and path.",
      messageExpression: `'"' + variables.names.filter(host, !(${isName}))[0] + '" is neither a DNS name nor an address as Kubernetes writes it. Write it without scheme and path.'`,
    },
    {
      expression: `variables.names.all(host, !host.matches('${machine}'))`,
      message: "A name means the gateway's own machine or its cloud's metadata service. Name the registry's server.",
    },
    {
      expression: `variables.addresses.all(host, [${quoted(outOfBounds)}].all(block, !cidr(block).containsIP(host)))`,
      message:
        "An address means the gateway's own machine, its link, its cloud's metadata service or IPv4 behind IPv6. " +
        "Name the registry's server.",
    },
    {
      expression: "variables.addresses.all(host, variables.own.all(block, !cidr(block).containsIP(host)))",
      message: "An address lies in the cluster's own networks, where it may be anybody's. Name the Service.",
    },
    {
      expression: leadsWithin,
      message: "A name is a Service of another namespace. Name one of this namespace or of the platform's.",
    },
    {
      expression: noControlPlane,
      message:
        "A name is a gateway's control plane, which gives its configuration to whoever asks, or its console. Remove it.",
    },
  ],
};
