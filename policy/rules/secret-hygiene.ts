import { keysOf } from "../model/certificate.ts";
import { askingOf } from "../model/clients.ts";
import { isConfigMap, isObject, isRelease, isSecret } from "../model/kinds.ts";
import { labelKeys } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { installationOf } from "../model/ownership.ts";
import { containersOf, podOf } from "../model/pods.ts";
import { credentialsIn } from "../model/redact.ts";
import { at, record, text } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "secret-hygiene",
  number: 79,
  title: "Credentials are kept in Secrets and nowhere else",
  why: "ConfigMaps, annotations and release values are open to everybody who may look at the namespace, and stay in Helm's history.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Move the value into a Secret, change it at its source, and name the Secret here.",
  framework: cis("5.4.1"),
  url: ruleUrl("secret-hygiene"),
  check(resource, facts) {
    if (!isObject(resource)) return undefined;
    const found = places(resource).flatMap(([path, value]) => credentialsIn(value, path));
    return [
      ...tokens(resource),
      ...strays(resource, facts),
      ...found.map(({ path, kind }) => ({ path, message: `holds ${kind}` })),
    ];
  },
});

/** Where nothing secret may be. */
function places(resource: Resource): readonly (readonly [path: string, value: unknown])[] {
  const { props } = resource;
  if (isRelease(resource)) return [["values", props.values]];
  const annotations = ["metadata.annotations", at(props, "metadata", "annotations")] as const;
  if (!isConfigMap(resource)) return [annotations, ...commands(resource)];
  const binary = Object.entries(record(props.binaryData)).map(([key, value]) => [key, decode(value)]);
  return [annotations, ["data", props.data], ["binaryData", Object.fromEntries(binary)]];
}

/** What the containers of a pod are started with. */
function commands(resource: Resource): readonly (readonly [path: string, value: unknown])[] {
  const pod = podOf(resource);
  if (pod === undefined) return [];
  return containersOf(pod.spec).flatMap(({ path, container }) =>
    ["env", "command", "args"].map((field) => [`${pod.path}.${path}.${field}`, container[field]] as const),
  );
}

/** One character per byte: enough to recognise text in it. */
const decode = (value: unknown): string => Buffer.from(text(value) ?? "", "base64").toString("latin1");

/** Such a token never expires, and whoever reads the Secret is that ServiceAccount. */
function tokens(resource: Resource): readonly Finding[] {
  if (!isSecret(resource) || resource.props.type !== "kubernetes.io/service-account-token") return [];
  return [{ path: "type", message: "makes a ServiceAccount's token that never expires; ask for one with an end" }];
}

/** A tenant's Secret where others read it. The entry ends TLS for its tenants, so it holds their certificates. */
function strays(resource: Resource, facts: Facts): readonly Finding[] {
  const installation = isSecret(resource) ? installationOf(resource, facts) : undefined;
  const tenant = at(resource.props, "metadata", "labels", labelKeys.tenant);
  if (installation === undefined || tenant === undefined || tenant === installation.id) return [];
  if (installation.role === "entry" && resource.props.type === "kubernetes.io/tls") return [];
  if (installation.role === "entry" && isAuthority(resource, facts)) return [];
  return [
    { path: "metadata.namespace", message: `keeps a Secret of tenant ${JSON.stringify(tenant)} outside its namespace` },
  ];
}

/** Certificates of authorities that the fleet keeps there, and nothing beside them; they are public. */
const isAuthority = (secret: Resource, facts: Facts): boolean =>
  [...askingOf(facts).authorities.values()].some((name) => name === at(secret.props, "metadata", "name")) &&
  keysOf(secret).every((key) => key === "cacert");
