import { isIngress } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "tls-required-and-redirect",
  number: 39,
  title: "The entry speaks TLS 1.2 or later for every host and redirects plain HTTP",
  why: "A host without its certificate is served in the clear, and whoever is on the way reads the tenant's requests.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "List each rule's host, spelled the same, with a Secret in spec.tls, and set higress.io/ssl-redirect and " +
    "higress.io/tls-min-protocol-version.",
  url: ruleUrl("tls-required-and-redirect"),
  check(resource, facts) {
    // Behind the entry everything is plain HTTP by design: TLS ends here.
    if (!isIngress(resource) || installationOf(resource, facts)?.role !== "entry") return undefined;
    return [...uncovered(resource), ...plainText(resource), ...oldProtocols(resource), ...weakCiphers(resource)];
  },
});

/** The controller compares the two hosts as strings (higress.md 6.4), and so does this. */
function uncovered(ingress: Resource): readonly Finding[] {
  const spec = record(ingress.props.spec);
  const covered = list(spec.tls)
    .map(record)
    .filter(({ secretName }) => (text(secretName) ?? "") !== "")
    .flatMap(({ hosts }) => list(hosts));
  return list(spec.rules).flatMap((rule, index) => {
    const { host } = record(rule);
    if (typeof host !== "string" || covered.includes(host)) return [];
    return [
      { path: `spec.rules[${index}].host`, message: `${JSON.stringify(host)} has no entry with a Secret in spec.tls` },
    ];
  });
}

function plainText(ingress: Resource): readonly Finding[] {
  const isOn = (key: string): boolean => holds(annotation(ingress, key), (value) => /^(?:1|t|true)$/i.test(value));
  if (isOn("ssl-redirect") || isOn("force-ssl-redirect")) return [];
  return [finding("ssl-redirect", 'is not "true"')];
}

function oldProtocols(ingress: Resource): readonly Finding[] {
  const isModern = (value: string): boolean => ["TLSv1.2", "TLSv1.3"].includes(value);
  const lowest = annotation(ingress, "tls-min-protocol-version");
  const highest = annotation(ingress, "tls-max-protocol-version");
  return [
    ...(holds(lowest, isModern) ? [] : [finding("tls-min-protocol-version", "is not TLSv1.2 or TLSv1.3")]),
    ...(highest.every(isModern) ? [] : [finding("tls-max-protocol-version", "is below TLSv1.2")]),
  ];
}

/** Names of OpenSSL; `!` and `-` take a cipher out. */
function weakCiphers(ingress: Resource): readonly Finding[] {
  const weak = annotation(ingress, "ssl-cipher")
    .flatMap((value) => value.split(":"))
    .filter((cipher) => !/^[!-]/.test(cipher) && /RC4|DES|NULL|EXP|MD5|ADH|AECDH/i.test(cipher));
  return weak.length === 0 ? [] : [finding("ssl-cipher", `offers ${weak.join(", ")}`)];
}

const finding = (key: string, message: string): Finding => ({
  path: `metadata.annotations.higress.io/${key}`,
  message,
});

const holds = (values: readonly string[], test: (value: string) => boolean): boolean =>
  values.length > 0 && values.every(test);

/** Under either prefix that the controller accepts (higress.md 6.2); where both are set, both must be right. */
function annotation(ingress: Resource, key: string): readonly string[] {
  const annotations = record(at(ingress.props, "metadata", "annotations"));
  return ["higress.io", "nginx.ingress.kubernetes.io"].flatMap((prefix) => text(annotations[`${prefix}/${key}`]) ?? []);
}
