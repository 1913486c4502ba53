import type { Facts } from "../facts.ts";
import { entryAliases, tenantsBehind } from "../model/alias.ts";
import { annotation, annotationPath, prefixes } from "../model/annotations.ts";
import { certificateKeys, certificateOf, hasAuthority, keysOf } from "../model/certificate.ts";
import { covers, fold } from "../model/hosts.ts";
import { isIngress, isSecret } from "../model/kinds.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { isChallenge } from "../model/routing.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

export default stackRule({
  id: "tls-secret-covers-and-owned",
  number: 40,
  title: "A host is served with a certificate that covers it and is its tenant's own",
  why: "All certificates lie side by side in the entry: a route that names another tenant's key can pass itself off as that tenant.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "List Secret and names under the tenant's certificates and name it in spec.tls; a wildcard on a certificate covers one label.",
  url: ruleUrl("tls-secret-covers-and-owned"),
  settings: {
    minDays: {
      type: "number",
      description: "Days that a certificate must still last.",
      default: 14,
    },
  },
  check(resources, facts, { minDays }, { today }) {
    const ingresses = resources.filter((one) => isIngress(one) && !isChallenge(one));
    if (ingresses.length === 0) return undefined;
    const aliases = entryAliases(resources, facts);
    const secrets = new Map(resources.filter(isSecret).map((secret) => [placeOf(secret), secret]));
    const until = Date.parse(today) + minDays * 86_400_000;
    return ingresses.flatMap((ingress) => {
      const isEntry = installationOf(ingress, facts)?.role === "entry";
      const owners = isEntry ? tenantsBehind(ingress, aliases, facts) : [];
      return [
        ...list(at(ingress.props, "spec", "tls")).flatMap((tls, index) =>
          judge({ ingress, owners, until, path: `spec.tls[${index}]` }, record(tls), secrets, facts),
        ),
        ...(isEntry ? [...borrowed(ingress, owners, facts), ...unfilled(ingress, secrets, facts)] : []),
      ].map((finding) => ({ ...finding, urn: ingress.urn }));
    });
  },
});

interface Place {
  readonly ingress: Resource;
  /** Tenants that an Ingress of the entry leads to; empty elsewhere. */
  readonly owners: readonly string[];
  /** No certificate may end before; milliseconds since 1970. */
  readonly until: number;
  /** `spec.tls[0]` */
  readonly path: string;
}

/** A tls entry without a Secret is the business of tls-required-and-redirect. */
function judge(
  { ingress, owners, until, path }: Place,
  tls: Readonly<Record<string, unknown>>,
  secrets: ReadonlyMap<string, Resource>,
  facts: Facts,
): readonly Finding[] {
  const name = text(tls.secretName) ?? "";
  if (name === "") return [];
  const hosts = list(tls.hosts).map((host) => fold(text(host) ?? ""));
  const secret = secrets.get(`${namespaceOf(ingress) ?? ""}/${name}`);
  const certificate = secret && certificateOf(secret);
  const found = (message: string): Finding => ({
    path: `${path}.secretName`,
    message: `${JSON.stringify(name)} ${message}`,
  });
  const names = typeof certificate === "object" ? certificate.names : declared(name, owners, facts);
  return [
    ...(hosts.length === 0 ? [{ path: `${path}.hosts`, message: "is empty: the certificate serves no host" }] : []),
    ...foreign(name, owners, facts).map(found),
    ...(secret === undefined ? [] : unusable(secret).map(found)),
    ...(certificate === "broken" ? [found("has no certificate in tls.crt that can be read")] : []),
    ...(typeof certificate === "object" && certificate.end < until ? [found("ends too soon, or has ended")] : []),
    ...hosts.flatMap((host, index) =>
      names === undefined || names.some((one) => covers(one, host))
        ? []
        : [{ path: `${path}.hosts[${index}]`, message: uncovered(host, name, names) }],
    ),
  ];
}

const uncovered = (host: string, name: string, names: readonly string[]): string =>
  `${JSON.stringify(host)} is not on the certificate ${JSON.stringify(name)}, which has ${names.join(", ") || "no name"}`;

/** Names that the fleet declares; undefined where it declares nothing about the Secret, which then is a finding in the entry. */
function declared(name: string, owners: readonly string[], facts: Facts): readonly string[] | undefined {
  const certificates = facts.tenants.filter(({ id }) => owners.includes(id)).flatMap((tenant) => tenant.certificates);
  return certificates.find(({ secret }) => secret === name)?.names.map(fold);
}

/** Why the tenants behind a route may not use a Secret of the entry. */
function foreign(name: string, owners: readonly string[], facts: Facts): readonly string[] {
  if (owners.length === 0) return [];
  const holders = holdersOf(name, facts);
  const others = holders.filter((id) => !owners.includes(id));
  if (others.length > 0)
    return [`is a certificate of tenant ${others.join(", ")}, and the route leads to ${owners.join(", ")}`];
  return holders.length > 0 ? [] : [`is no certificate of tenant ${owners.join(", ")}`];
}

const holdersOf = (name: string, facts: Facts): readonly string[] =>
  facts.tenants.filter(({ certificates }) => certificates.some(({ secret }) => secret === name)).map(({ id }) => id);

function unusable(secret: Resource): readonly string[] {
  const { type } = secret.props;
  const keys = keysOf(secret);
  const missing = certificateKeys.filter((key) => !keys.includes(key));
  return [
    ...(type === "kubernetes.io/tls" ? [] : ['is a Secret of another type than "kubernetes.io/tls"']),
    ...(missing.length === 0 ? [] : [`has no ${missing.join(" and ")}`]),
  ];
}

/** Keys and authorities that annotations take from the entry's namespace. */
const borrowing = ["auth-tls-secret", "proxy-ssl-secret"];

/** `<namespace>/<certificate>`, with `-cacert` for its authority (annotations/downstreamtls.go). */
function borrowed(ingress: Resource, owners: readonly string[], facts: Facts): readonly Finding[] {
  const names = prefixes.flatMap((prefix) => borrowing.map((key) => `${prefix}/${key}`));
  return names.flatMap((key) => {
    const name =
      annotation(ingress, key)
        ?.trim()
        .split("/")
        .at(-1)
        ?.replace(/-cacert$/, "") ?? "";
    if (name === "") return [];
    return foreign(name, owners, facts).map((reason) => ({
      path: annotationPath(key),
      message: `${JSON.stringify(name)} ${reason}`,
    }));
  });
}

/** What the stack says that it fills must be there; without it pilot takes `ca.crt` of the certificate's own Secret. */
function unfilled(ingress: Resource, secrets: ReadonlyMap<string, Resource>, facts: Facts): readonly Finding[] {
  const served = list(at(ingress.props, "spec", "tls")).map((tls) => record(tls).secretName);
  return facts.tenants
    .flatMap(({ certificates }) => certificates)
    .filter(({ secret, fillsAuthority }) => fillsAuthority === true && served.includes(secret))
    .flatMap(({ secret, clientAuthority: name = "" }) => {
      const filled = secrets.get(`${namespaceOf(ingress) ?? ""}/${name}`);
      if (filled !== undefined && hasAuthority(filled)) return [];
      const reason = filled === undefined ? "is not registered" : "has no cacert";
      const message = `${JSON.stringify(name)} ${reason}: Higress would take ca.crt of ${JSON.stringify(secret)} for the authority`;
      return [{ path: annotationPath(`${prefixes[0]}/auth-tls-secret`), message }];
    });
}

const placeOf = (secret: Resource): string =>
  `${namespaceOf(secret) ?? ""}/${text(at(secret.props, "metadata", "name")) ?? ""}`;
