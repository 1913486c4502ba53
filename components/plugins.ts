import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { InstallationPlan } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/**
 * The plugins of one installation.
 * @param before their CRD, and Secrets that the program makes: of one that is missing, the controller leaves the reference as it is
 */
export const wasmPlugins = (
  { id, plugins }: InstallationPlan,
  before: readonly pulumi.Resource[],
  inside: { readonly parent: pulumi.Resource; readonly dependsOn: pulumi.Resource[] },
): readonly pulumi.Resource[] =>
  plugins.map(
    (plugin) =>
      new k8s.apiextensions.CustomResource(`${id}.plugin.${plugin.metadata.name}`, inputs(plugin), {
        ...inside,
        dependsOn: [...inside.dependsOn, ...before],
      }),
  );
