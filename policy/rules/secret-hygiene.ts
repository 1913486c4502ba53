import { isConfigMap, isObject, isRelease, isSecret } from "../model/kinds.ts";
import { credential } from "../model/redact.ts";
import { at, isRecord, record, text } from "../model/shape.ts";
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
  check(resource) {
    if (!isObject(resource)) return undefined;
    return [...tokens(resource), ...places(resource).flatMap(([path, value]) => search(value, path))];
  },
});

/** Where nothing secret may be. */
function places(resource: Resource): readonly (readonly [path: string, value: unknown])[] {
  const { props } = resource;
  if (isRelease(resource)) return [["values", props.values]];
  const annotations = ["metadata.annotations", at(props, "metadata", "annotations")] as const;
  if (!isConfigMap(resource)) return [annotations];
  const binary = Object.entries(record(props.binaryData)).map(([key, value]) => [key, decode(value)]);
  return [annotations, ["data", props.data], ["binaryData", Object.fromEntries(binary)]];
}

/** One character per byte: enough to recognise text in it. */
const decode = (value: unknown): string => Buffer.from(text(value) ?? "", "base64").toString("latin1");

/** Such a token never expires, and whoever reads the Secret is that ServiceAccount. */
function tokens(resource: Resource): readonly Finding[] {
  if (!isSecret(resource) || resource.props.type !== "kubernetes.io/service-account-token") return [];
  return [{ path: "type", message: "makes a ServiceAccount's token that never expires; ask for one with an end" }];
}

/** Leaves of the tree with the path to each; items of a list go by the list's key. */
function search(value: unknown, path: string, key = ""): readonly Finding[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, `${path}[${index}]`, key));
  if (isRecord(value))
    return Object.keys(value).flatMap((name) => search(record(value)[name], `${path}.${name}`, name));
  const kind = credential(key, value);
  return kind === undefined ? [] : [{ path, message: `holds ${kind}` }];
}
