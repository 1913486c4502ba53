import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { InstallationPlan } from "../plan/index.ts";
import { ingress } from "./ingress.ts";
import { inputs } from "./inputs.ts";

/**
 * Routes of an installation, in the one form or the other.
 * @param custom options of what is a kind only by a CRD
 */
export const routes = (
  { id, ingresses, gatewayApi }: InstallationPlan,
  opts: pulumi.CustomResourceOptions,
  custom: pulumi.CustomResourceOptions,
): pulumi.Resource[] => [
  ...ingresses.map((route) => ingress(`${id}.route.${route.metadata.name}`, route, opts)),
  ...gatewayApi.map((planned) => {
    const name = `${id}.${planned.kind.toLowerCase()}.${planned.metadata.name}`;
    return new k8s.apiextensions.CustomResource(name, inputs(planned), custom);
  }),
];
