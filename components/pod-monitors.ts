import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { InstallationPlan } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/** What tells Prometheus of one installation's pods. Their CRD is the Prometheus operator's, and must be there before. */
export const podMonitors = (
  { id, podMonitors: planned }: InstallationPlan,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] =>
  planned.map(
    (monitor) =>
      new k8s.apiextensions.CustomResource(`${id}.pod-monitor.${monitor.metadata.name}`, inputs(monitor), opts),
  );
