import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { asksBy } from "../plan/index.ts";
import type { EntryRoute, Ingress, PairSecret } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/**
 * cert-manager's CRD, which is the platform's and only read. Where it is missing, preview says that this was not found, by a name that
 * tells what to install; otherwise the first `up` would fail halfway, for each certificate by itself. Undefined when nobody needs it.
 */
export function certManager(
  routes: readonly EntryRoute[],
  parent: pulumi.Resource,
): k8s.apiextensions.v1.CustomResourceDefinition | undefined {
  if (routes.every(({ certificates }) => certificates.length === 0)) return undefined;
  const definition = "certificates.cert-manager.io";
  return k8s.apiextensions.v1.CustomResourceDefinition.get("cert-manager-must-be-installed", definition, { parent });
}

interface Inside extends pulumi.CustomResourceOptions {
  readonly dependsOn: pulumi.Resource[];
}

/** What cert-manager is asked for in one tenant's name. Nothing waits for it: an authority may take its time, or refuse. */
export function issuedCertificates(
  name: string,
  { certificates }: EntryRoute,
  installed: pulumi.Resource | undefined,
  inside: Inside,
): void {
  const dependsOn = [...inside.dependsOn, ...(installed === undefined ? [] : [installed])];
  for (const certificate of certificates) {
    const resource = `${name}.certificate.${certificate.metadata.name}`;
    new k8s.apiextensions.CustomResource(resource, inputs(certificate), { ...inside, dependsOn });
  }
}

/**
 * Authorities of clients' certificates: public, though the engine keeps whatever is in a Secret encrypted.
 * @returns those that an Ingress asks by: it comes after them and goes before, since Higress else asks by another authority, which may
 *   stand in the certificate's own Secret
 */
export function authoritySecrets(
  name: string,
  { authorities }: EntryRoute,
  inside: pulumi.CustomResourceOptions,
): (ingress: Ingress) => readonly pulumi.Resource[] {
  const made = authorities.map((authority) => ({
    authority,
    secret: new k8s.core.v1.Secret(`${name}.authority.${authority.metadata.name}`, inputs(authority), inside),
  }));
  return (ingress) => made.filter(({ authority }) => asksBy(ingress, authority)).map(({ secret }) => secret);
}

/** Reads a certificate and its key where the plan says they are: the edge's part, so that nobody before has the key. */
export type ReadPair = (pair: PairSecret) => { readonly certificate: string; readonly key: string };

/** TLS Secrets from files. All that is in them is a secret from here on: encrypted in the state, hidden in previews. */
export function pairSecrets(
  name: string,
  { pairs }: EntryRoute,
  read: ReadPair,
  inside: pulumi.CustomResourceOptions,
): void {
  for (const pair of pairs) {
    const { certificate, key } = read(pair);
    const stringData = pulumi.secret({ "tls.crt": certificate, "tls.key": key });
    const args = { metadata: inputs(pair.metadata), type: "kubernetes.io/tls", stringData };
    new k8s.core.v1.Secret(`${name}.pair.${pair.metadata.name}`, args, inside);
  }
}
