import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { GatewayApiObject, InstallationPlan } from "../plan/index.ts";
import { ingress } from "./ingress.ts";
import { inputs } from "./inputs.ts";
import type { Inside } from "./installation.ts";

/**
 * Routes of an installation, in the one form or the other.
 * @param custom options of what is a kind only by a CRD
 */
export function routes(
  { id, namespace, ingresses, gatewayApi }: InstallationPlan,
  opts: Inside,
  custom: Inside,
): pulumi.Resource[] {
  const isElsewhere = ({ metadata }: GatewayApiObject): boolean => metadata.namespace !== namespace.metadata.name;
  const grants = gatewayApi.filter(isElsewhere).map((planned) => {
    const { name, namespace: other = "" } = planned.metadata;
    // Without `deletedWith`: the gateway's namespace does not take it along.
    return new k8s.apiextensions.CustomResource(
      `${id}.${planned.kind.toLowerCase()}.${other}.${name}`,
      inputs(planned),
      {
        parent: custom.parent,
        dependsOn: custom.dependsOn,
      },
    );
  });
  // After what lets them lead there: without it a request fails.
  const granted = { ...custom, dependsOn: [...custom.dependsOn, ...grants] };
  return [
    ...ingresses.map((route) => ingress(`${id}.route.${route.metadata.name}`, route, opts)),
    ...grants,
    ...gatewayApi
      .filter((planned) => !isElsewhere(planned))
      .map((planned) => {
        const name = `${id}.${planned.kind.toLowerCase()}.${planned.metadata.name}`;
        return new k8s.apiextensions.CustomResource(name, inputs(planned), granted);
      }),
  ];
}
