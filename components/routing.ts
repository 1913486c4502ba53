import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { InstallationPlan } from "../plan/index.ts";
import type { Base } from "./base.ts";
import { inputs } from "./inputs.ts";
import type { Inside } from "./installation.ts";
import { wasmPlugins } from "./plugins.ts";
import { routes } from "./routes.ts";
import { generatedSecret } from "./secret.ts";

/** Registries and their credentials, routes, and what keeps the gateway up under load and while nodes are drained. */
export function routing(plan: InstallationPlan, inside: Inside, base: Base): pulumi.Resource[] {
  const { id, bridge, disruptionBudget, autoscaler } = plan;
  const secrets = plan.secrets.map((secret) => generatedSecret(`${id}.secret.${secret.metadata.name}`, secret, inside));
  const plugins = wasmPlugins(plan, [...secrets, ...base.customResourceDefinitions], inside);
  // After its plugins, since one of them may be what guards it.
  const behind = { ...inside, dependsOn: [...inside.dependsOn, ...plugins] };
  const custom = { ...behind, dependsOn: [...behind.dependsOn, ...base.customResourceDefinitions] };
  const resources: pulumi.Resource[] = [...secrets, ...plugins, ...routes(plan, behind, custom)];
  if (bridge !== undefined) {
    // After its Secrets: a registry without credentials fails, and the controller tries again only a minute later.
    const dependsOn = [...inside.dependsOn, ...secrets, ...base.customResourceDefinitions];
    resources.push(new k8s.apiextensions.CustomResource(`${id}.bridge`, inputs(bridge), { ...inside, dependsOn }));
  }
  if (disruptionBudget !== undefined) {
    resources.push(new k8s.policy.v1.PodDisruptionBudget(`${id}.budget`, inputs(disruptionBudget), inside));
  }
  if (autoscaler !== undefined) {
    resources.push(new k8s.autoscaling.v2.HorizontalPodAutoscaler(`${id}.autoscaler`, inputs(autoscaler), inside));
  }
  return resources;
}
