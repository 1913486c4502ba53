import type { Facts, TenantFacts } from "../facts.ts";
import { fold, within } from "../model/hosts.ts";
import { isCertificate, isSigning } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "certificate-requests-own",
  number: 40,
  title:
    "A certificate is asked for by the issuer that the fleet names, for a tenant's own hosts, and into the tenant's own Secret",
  why: "A ClusterIssuer signs with the platform's accounts for every zone they reach: who may ask it for any name becomes whoever has that name.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Name the issuer under the tenant's certificates in the fleet file; in a tenant's namespace ask an Issuer of that namespace.",
  url: ruleUrl("certificate-requests-own"),
  check(resource, facts) {
    if (!isSigning(resource)) return undefined;
    const installation = installationOf(resource, facts);
    if (installation?.role === "entry") return isCertificate(resource) ? forTenant(resource, facts) : [];
    return installation?.role === "tenant" ? ofTheCluster(resource) : undefined;
  },
});

/** cert-manager takes a reference without a kind for an Issuer of the same namespace. */
function ofTheCluster(resource: Resource): readonly Finding[] {
  const kind = text(at(resource.props, "spec", "issuerRef", "kind")) ?? "";
  if (kind === "" || kind === "Issuer") return [];
  return [{ path: "spec.issuerRef.kind", message: `${JSON.stringify(kind)} signs for the whole cluster` }];
}

type Declared = TenantFacts["certificates"][number];

function forTenant(resource: Resource, facts: Facts): readonly Finding[] {
  const spec = record(resource.props.spec);
  const secret = text(spec.secretName) ?? "";
  const owner = facts.tenants.find(({ certificates }) => certificates.some((each) => each.secret === secret));
  const declared = owner?.certificates.find((each) => each.secret === secret);
  if (owner === undefined || declared?.issuer === undefined) {
    const message = `${JSON.stringify(secret)} is no certificate that the fleet has issued`;
    return [{ path: "spec.secretName", message }];
  }
  return [...otherIssuer(spec, declared.issuer), ...foreignNames(spec, owner), ...beyondHosts(spec)];
}

function otherIssuer(
  spec: Readonly<Record<string, unknown>>,
  { kind, name }: NonNullable<Declared["issuer"]>,
): readonly Finding[] {
  const asked = record(spec.issuerRef);
  const group = text(asked.group) ?? "";
  const same = asked.kind === kind && asked.name === name && ["", "cert-manager.io"].includes(group);
  return same ? [] : [{ path: "spec.issuerRef", message: `is not ${kind} ${JSON.stringify(name)} of the fleet` }];
}

function foreignNames(spec: Readonly<Record<string, unknown>>, { id, hosts }: TenantFacts): readonly Finding[] {
  const common = text(spec.commonName) ?? "";
  const names = [
    ...list(spec.dnsNames).map((name, index) => [`spec.dnsNames[${index}]`, text(name) ?? ""] as const),
    ...(common === "" ? [] : [["spec.commonName", common] as const]),
  ];
  return names.flatMap(([path, name]) =>
    hosts.some((host) => within(fold(name), fold(host)))
      ? []
      : [{ path, message: `${JSON.stringify(name)} is no host of tenant ${id}` }],
  );
}

/** Fields that put more than hosts on a certificate, or have another controller copy its key. */
function beyondHosts(spec: Readonly<Record<string, unknown>>): readonly Finding[] {
  const more = ["ipAddresses", "uris", "emailAddresses", "otherNames"].filter((field) => list(spec[field]).length > 0);
  return [
    ...more.map((field) => ({ path: `spec.${field}`, message: "puts more than hosts on the certificate" })),
    ...((text(spec.literalSubject) ?? "") === ""
      ? []
      : [{ path: "spec.literalSubject", message: "puts more than hosts on the certificate" }]),
    ...(spec.isCA === true ? [{ path: "spec.isCA", message: "asks for a certificate that signs others" }] : []),
    ...(Object.keys(record(at(spec, "secretTemplate", "annotations"))).length === 0
      ? []
      : [{ path: "spec.secretTemplate.annotations", message: "may have another controller copy the key" }]),
  ];
}
