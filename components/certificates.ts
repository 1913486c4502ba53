import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { EntryRoute } from "../plan/index.ts";
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
