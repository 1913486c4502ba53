import { annotationPath, either, isOn, prefixes } from "../model/annotations.ts";
import { doorsOf } from "../model/door.ts";
import { isGateway, isIngress } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { destinations, isChallenge, leadsTo } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const versions = ["TLSv1.2", "TLSv1.3"] as const;

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
  settings: {
    exemptHosts: {
      type: "array",
      items: { type: "string" },
      description:
        "Hosts, as the rules spell them, whose TLS ends before the entry, such as at a cloud's load balancer.",
      default: [] as readonly string[],
    },
    minTls: {
      enum: [...versions],
      description: "Lowest version of TLS that an Ingress may ask for.",
      default: "TLSv1.2",
    },
    redirectListeners: {
      type: "array",
      items: { type: "string" },
      description: "Listeners of protocol HTTP, by name, whose routes do nothing but redirect to HTTPS.",
      default: [] as readonly string[],
    },
  },
  check(resource, facts, { exemptHosts, minTls, redirectListeners }) {
    // Behind the entry everything is plain HTTP by design: TLS ends here.
    if (installationOf(resource, facts)?.role !== "entry") return undefined;
    if (isGateway(resource)) return plainListeners(resource, redirectListeners);
    if (!isIngress(resource)) return undefined;
    // Who answers a challenge is asked over plain HTTP, since there is no certificate yet.
    if (isChallenge(resource) || areExempt(resource, exemptHosts)) return [];
    const tenants = destinations(resource).flatMap((host) => leadsTo(resource, host, facts) ?? []);
    const doors = doorsOf(tenants, facts);
    const floors = [minTls, ...doors.map((door) => door.minTls)];
    const modern = versions.slice(Math.max(...floors.map((floor) => versions.findIndex((one) => one === floor))));
    const mayBePlain = doors.length > 0 && doors.length === tenants.length && doors.every(({ plainHttp }) => plainHttp);
    return [
      ...uncovered(resource, exemptHosts),
      ...plainText(resource, mayBePlain),
      ...oldProtocols(resource, modern),
      ...weakCiphers(resource),
    ];
  },
});

function areExempt(ingress: Resource, exempt: readonly string[]): boolean {
  const rules = list(at(ingress.props, "spec", "rules"));
  return rules.length > 0 && rules.every((rule) => exempt.includes(text(record(rule).host) ?? ""));
}

/**
 * The controller compares the two hosts as strings (higress v2.2.4, pkg/ingress/kube/ingressv1/controller.go:318-341,450-451),
 * and so does this.
 */
function uncovered(ingress: Resource, exempt: readonly string[]): readonly Finding[] {
  const spec = record(ingress.props.spec);
  const covered = list(spec.tls)
    .map(record)
    .filter(({ secretName }) => (text(secretName) ?? "") !== "")
    .flatMap(({ hosts }) => list(hosts));
  return list(spec.rules).flatMap((rule, index) => {
    const { host } = record(rule);
    if (typeof host !== "string" || covered.includes(host) || exempt.includes(host)) return [];
    return [
      { path: `spec.rules[${index}].host`, message: `${JSON.stringify(host)} has no entry with a Secret in spec.tls` },
    ];
  });
}

function plainText(ingress: Resource, mayBe: boolean): readonly Finding[] {
  const redirects = (key: string): boolean => holds(either(ingress, key), isOn);
  const keys = ["ssl-redirect", "force-ssl-redirect"];
  const isSilent = ingress.isPatch && keys.every((key) => either(ingress, key).length === 0);
  return [
    ...(mayBe || isSilent || keys.some(redirects) ? [] : [finding("ssl-redirect", 'is not "true"')]),
    ...(either(ingress, "ssl-passthrough").some(isOn)
      ? [finding("ssl-passthrough", "leaves certificate and TLS version to whatever is behind")]
      : []),
  ];
}

function oldProtocols(ingress: Resource, modern: readonly string[]): readonly Finding[] {
  const isModern = (value: string): boolean => modern.includes(value);
  const wanted = modern.join(" or ");
  const lowest = either(ingress, "tls-min-protocol-version");
  return [
    ...(holds(lowest, isModern) || (ingress.isPatch && lowest.length === 0)
      ? []
      : [finding("tls-min-protocol-version", `is not ${wanted}`)]),
    ...(either(ingress, "tls-max-protocol-version").every(isModern)
      ? []
      : [finding("tls-max-protocol-version", `is not ${wanted}`)]),
  ];
}

/** Names of OpenSSL, between colons (annotations/downstreamtls.go); `!` and `-` take a cipher out. */
function weakCiphers(ingress: Resource): readonly Finding[] {
  const offered = either(ingress, "ssl-cipher")
    .flatMap((value) => value.split(":"))
    .filter((cipher) => !/^[!-]/.test(cipher));
  const weak = offered.filter((cipher) => !strong.has(cipher));
  return [
    ...(weak.length === 0 ? [] : [finding("ssl-cipher", `offers ${weak.join(", ")}`)]),
    ...(offered.length === 0 && either(ingress, "ssl-cipher").length > 0
      ? [finding("ssl-cipher", "offers nothing, for which the controller takes its own")]
      : []),
  ];
}

/** With forward secrecy and an authenticated mode: what Envoy 1.36 offers by itself. A name it does not know it leaves out in silence. */
const strong = new Set(
  ["ECDSA", "RSA"].flatMap((key) =>
    ["AES128-GCM-SHA256", "AES256-GCM-SHA384", "CHACHA20-POLY1305"].map((cipher) => `ECDHE-${key}-${cipher}`),
  ),
);

/** TLS that passes through is a server's that nobody here knows; TCP and UDP end nothing. */
const plainListeners = (gateway: Resource, redirecting: readonly string[]): readonly Finding[] =>
  list(at(gateway.props, "spec", "listeners")).flatMap((each, index) => {
    const { name, protocol, tls } = record(each);
    const path = `spec.listeners[${index}]`;
    if (protocol !== "HTTPS" && protocol !== "TLS") {
      if (protocol === "HTTP" && redirecting.some((listener) => listener === name)) return [];
      return [{ path: `${path}.protocol`, message: `${JSON.stringify(protocol ?? null)} is served in the clear` }];
    }
    const { mode, certificateRefs } = record(tls);
    return [
      ...((mode ?? "Terminate") === "Terminate"
        ? []
        : [{ path: `${path}.tls.mode`, message: "does not end TLS here" }]),
      ...(list(certificateRefs).length > 0
        ? []
        : [{ path: `${path}.tls.certificateRefs`, message: "names no certificate" }]),
    ];
  });

const finding = (key: string, message: string): Finding => ({ path: annotationPath(`${prefixes[0]}/${key}`), message });

const holds = (values: readonly string[], test: (value: string) => boolean): boolean =>
  values.length > 0 && values.every(test);
