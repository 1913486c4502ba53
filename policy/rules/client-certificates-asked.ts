import { agentConfigs, saysOther } from "../model/agent-config.ts";
import { annotation, annotationNames, annotationPath, either, isOn as isTrue, prefixes } from "../model/annotations.ts";
import { askedNear, askingOf, type Asking } from "../model/clients.ts";
import { fold } from "../model/hosts.ts";
import { isIngress } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { isChallenge } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "client-certificates-asked",
  number: 39,
  title: "Where clients show certificates, no request comes in without one",
  why: "Higress asks nobody where the annotation names another Secret than it looks into, and says so in its log alone.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Give the hosts of such a certificate an Ingress of their own, with higress.io/auth-tls-secret naming the authority's Secret, the " +
    "match on x-forwarded-client-cert and the redirect, and no host beside them that leads to the same and asks for nothing.",
  url: ruleUrl("client-certificates-asked"),
  check(resource, facts) {
    if (isInstallationRelease(resource, facts))
      return installationOf(resource, facts)?.role === "entry" && askingOf(facts).hosts.length > 0
        ? [...sharedRoutes(resource), ...believed(resource)]
        : [];
    if (!isIngress(resource) || isChallenge(resource)) return undefined;
    const asking = installationOf(resource, facts)?.role === "entry" ? askingOf(facts) : undefined;
    return [...misnamed(resource, asking), ...(asking === undefined ? [] : unasked(resource, asking))];
  },
});

const key = "auth-tls-secret";
const path = annotationPath(`${prefixes[0]}/${key}`);
/** Higress takes all of these in no order, the first for a header wins, and one that it cannot read ends the rest (annotations/match.go). */
const matcher = "match-header";
const fence = `${prefixes[0]}/regex-${matcher}-x-forwarded-client-cert`;

/** With scoped routes pilot names, at each host that asks, the only connections that may call it (allow_server_names). */
function sharedRoutes(release: Resource): readonly Finding[] {
  const environment = effective(release, "pilot.env.ENABLE_SCOPED_RDS");
  const off = (path: string): Finding => ({
    path: valuePath(release, path),
    message: "is off, so a connection for one host brings requests to others, which ask",
  });
  return [
    ...(isTrue(spell(effective(release, "global.enableSRDS"))) ? [] : [off("global.enableSRDS")]),
    // Written after the other, whose variable it is.
    ...(environment === undefined || isTrue(spell(environment)) ? [] : [off("pilot.env.ENABLE_SCOPED_RDS")]),
  ];
}

/** As a template writes it into the environment. */
const spell = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value ?? ""));

/** Pilot's own choice is SANITIZE_SET; with others the header is the client's word, or is never there. */
const believed = (release: Resource): readonly Finding[] =>
  agentConfigs(release)
    .filter(({ config }) => saysOther(config, "forwardClientCertDetails", "SANITIZE_SET"))
    .map(({ value }) => ({
      path: valuePath(release, value),
      message: "may have forwardClientCertDetails other than SANITIZE_SET, and the routes go by that header",
    }));

const certificates = (ingress: Resource): readonly { readonly secret: string; readonly hosts: readonly string[] }[] =>
  list(at(ingress.props, "spec", "tls"))
    .map(record)
    .map(({ secretName, hosts }) => ({
      secret: text(secretName) ?? "",
      hosts: list(hosts).map((host) => fold(text(host) ?? "")),
    }));

/** `<namespace>/<certificate>`, with or without `-cacert` (annotations/downstreamtls.go). */
function misnamed(ingress: Resource, asking: Asking | undefined): readonly Finding[] {
  const namespace = namespaceOf(ingress) ?? "";
  const lookedFor = (name: string, secret: string): boolean =>
    [secret, `${secret}-cacert`].some((one) => name === one || name === `${namespace}/${one}`);
  return certificates(ingress).flatMap(({ secret }) => {
    if (asking?.authorities.has(secret) === true) return [];
    const wrong = either(ingress, key).find((name) => !lookedFor(name.trim(), secret));
    if (wrong === undefined) return [];
    return [
      { path, message: `${JSON.stringify(wrong)} is no authority of ${JSON.stringify(secret)}: nobody is asked` },
    ];
  });
}

function unasked(ingress: Resource, asking: Asking): readonly Finding[] {
  const served = certificates(ingress);
  const wanted = served.flatMap(({ secret }) => asking.authorities.get(secret) ?? []);
  const covered = new Set(served.filter(({ secret }) => asking.authorities.has(secret)).flatMap(({ hosts }) => hosts));
  return [
    ...[...new Set(wanted)].flatMap((authority) => unnamed(ingress, authority)),
    ...(wanted.length === 0 ? [] : open(ingress)),
    ...list(at(ingress.props, "spec", "rules")).flatMap((rule, index) => {
      const host = fold(text(record(rule).host) ?? "");
      const asked = host === "" || covered.has(host) ? undefined : askedNear(host, asking);
      if (asked === undefined) return [];
      const message = `${JSON.stringify(host)} leads to ${JSON.stringify(asked)}, whose clients show certificates, and asks for none`;
      return [{ path: `spec.rules[${index}].host`, message }];
    }),
  ];
}

function unnamed(ingress: Resource, authority: string): readonly Finding[] {
  const wanted = `${namespaceOf(ingress) ?? ""}/${authority}`;
  const names = either(ingress, key);
  if (names.length === 0) return ingress.isPatch ? [] : [{ path, message: `is missing, and should be "${wanted}"` }];
  return names
    .filter((name) => name !== wanted)
    .map((name) => ({ path, message: `${JSON.stringify(name)} is not "${wanted}"` }));
}

/** Other ways for a request than the connection on which a certificate was shown. */
function open(ingress: Resource): readonly Finding[] {
  const match = annotation(ingress, fence);
  const redirects = ["ssl-redirect", "force-ssl-redirect"].flatMap((name) => either(ingress, name));
  return [
    ...(match === ".+" || (ingress.isPatch && match === undefined)
      ? []
      : [{ path: annotationPath(fence), message: 'is not ".+", so requests without a certificate match too' }]),
    ...annotationNames(ingress)
      .filter((name) => name !== fence && name.toLowerCase().includes(matcher))
      .map((name) => ({ path: annotationPath(name), message: "may take the match for certificates away" })),
    ...(redirects.some(isTrue) || (ingress.isPatch && redirects.length === 0)
      ? []
      : [
          {
            path: annotationPath(`${prefixes[0]}/ssl-redirect`),
            message: 'is not "true", and plain HTTP knows no certificates',
          },
        ]),
  ];
}
