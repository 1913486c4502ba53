import { consoleName, controllerName, gatewayName, pageServerHost, pageServerPort } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { forbiddenAddress, isAddress } from "../model/cidr.ts";
import { fold } from "../model/hosts.ts";
import { isBridge } from "../model/kinds.ts";
import { installationOf, installations, namespaceOf } from "../model/ownership.ts";
import { clusterService } from "../model/service-name.ts";
import { list, record, text, type Tree } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";

/** Namespaces of Kubernetes itself; the Service of the API server is in `default`. */
const kubernetesNamespaces = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Names under which machines know themselves, and clouds their metadata services. */
const forbiddenNames =
  /(?:^|\.)localhost$|^localhost\.localdomain$|^ip6-(?:localhost|loopback)$|^(?:metadata|instance-data)(?:\.google\.internal|\.ec2\.internal|\.tencentyun\.com)?$/;

export default resourceRule({
  id: "mcpbridge-target-safe",
  number: 68,
  title: "A registry leads to what is the tenant's own or outside the cluster",
  why: "The gateway connects to whatever a registry names: its own admin port, the cloud's credentials, the API server, another tenant.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Name a Service of the tenant's or of a platform namespace, or a host outside the cluster.",
  url: ruleUrl("mcpbridge-target-safe"),
  check(resource, facts) {
    if (!isBridge(resource)) return undefined;
    const namespace = namespaceOf(resource) ?? "";
    const isEntry = installationOf(resource, facts)?.role === "entry";
    const { registries, proxies } = record(resource.props.spec);
    return [
      ...list(registries)
        .map(record)
        .flatMap((registry, index) => {
          const path = `spec.registries[${index}]`;
          return isEntry ? entryRegistry(registry, path, facts) : tenantRegistry(registry, path, namespace, facts);
        }),
      ...list(proxies)
        .map(record)
        .flatMap((proxy, index) =>
          judge(proxy.serverAddress, `spec.proxies[${index}].serverAddress`, namespace, facts),
        ),
    ];
  },
});

/** The entry knows tenants' gateways, each under its tenant's id: routes name it `<id>.dns`; and its own page server. */
function entryRegistry({ name, ...found }: Tree, path: string, facts: Facts): readonly Finding[] {
  const known = knownAs(name, facts);
  if (known === undefined) return [{ path: `${path}.name`, message: `${JSON.stringify(name)} is no tenant` }];
  const { what, ...wanted } = known;
  return Object.entries({ type: "dns", ...wanted })
    .filter(([key, value]) => found[key] !== value)
    .map(([key, value]) => ({ path: `${path}.${key}`, message: `is not ${JSON.stringify(value)}, ${what}` }));
}

function knownAs(name: unknown, { entry, tenants, dnsDomain }: Facts) {
  const tenant = tenants.find(({ id }) => id === name);
  if (tenant !== undefined) {
    const domain = `${gatewayName}.${tenant.namespace}.svc.${dnsDomain}`;
    return { domain, port: 80, what: `tenant ${tenant.id}'s gateway` };
  }
  if (name !== entry.id || entry.servers?.includes("page-server") !== true) return undefined;
  return { domain: pageServerHost(entry.namespace, dnsDomain), port: pageServerPort, what: "the page server" };
}

const tenantRegistry = (registry: Tree, path: string, namespace: string, facts: Facts): readonly Finding[] => [
  ...["domain", "nacosAddressServer"].flatMap((key) => judge(registry[key], `${path}.${key}`, namespace, facts)),
  ...toolsOf(registry, path),
];

/** Of whoever writes to the Nacos, past the rules for Ingresses and plugins (higress v2.2.4, registry/nacos/mcpserver). */
const toolsOf = ({ enableMCPServer }: Tree, path: string): readonly Finding[] =>
  enableMCPServer === undefined || enableMCPServer === false
    ? []
    : [{ path: `${path}.enableMCPServer`, message: "makes routes for any host and a plugin of no version" }];

/** Every entry of a list with commas. */
function judge(value: unknown, path: string, namespace: string, facts: Facts): readonly Finding[] {
  return (text(value) ?? "").split(",").flatMap((entry) => {
    const host = hostOf(entry);
    const reason = host === "" ? undefined : outOfBounds(host, namespace, facts);
    return reason === undefined ? [] : [{ path, message: `${JSON.stringify(host)} ${reason}` }];
  });
}

/** Without scheme, user, port and path: `http://user@host:8848/nacos`. */
function hostOf(entry: string): string {
  const [authority = ""] = entry
    .trim()
    .replace(/^[a-z][\w+.-]*:\/\//i, "")
    .split(/[/?#]/);
  const place = authority.split("@").at(-1) ?? "";
  const [, host = place] = /^(\[.*\]|[^:]*)(?::\d*)?$/.exec(place) ?? [];
  return isAddress(host) ? host : fold(host);
}

function outOfBounds(host: string, namespace: string, facts: Facts): string | undefined {
  if (isAddress(host)) return forbiddenAddress(host, facts.clusterCidrs);
  if (forbiddenNames.test(host)) return "is the machine itself or its cloud's metadata service";
  const { platformNamespaces, dnsDomain } = facts;
  const known = (label: string): boolean =>
    installations(facts).has(label) || platformNamespaces.includes(label) || kubernetesNamespaces.includes(label);
  const target = clusterService(host, dnsDomain, known);
  if (target === undefined) return undefined;
  if (target.service === controllerName) return "is a gateway's control plane";
  if (target.service === consoleName) return "is a gateway's console";
  if ([undefined, namespace, ...platformNamespaces].includes(target.namespace)) return undefined;
  return "is neither in the tenant's namespace nor in one of the platform";
}
