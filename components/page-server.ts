import * as k8s from "@pulumi/kubernetes";
import type { PageServerPlan } from "../plan/index.ts";
import { inputs } from "./inputs.ts";
import type { within } from "./installation.ts";

/** Registers what answers for tenants that are away: its pages, its pods after them, and the Service that routes lead to. */
export function pageServer(
  name: string,
  { pages, deployment, service }: PageServerPlan,
  inside: ReturnType<typeof within>,
): void {
  const config = new k8s.core.v1.ConfigMap(`${name}.pages`, inputs(pages), inside);
  new k8s.apps.v1.Deployment(`${name}.page-server`, inputs(deployment), {
    ...inside,
    dependsOn: [...inside.dependsOn, config],
  });
  new k8s.core.v1.Service(`${name}.page-service`, inputs(service), inside);
}
