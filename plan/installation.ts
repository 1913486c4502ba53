/** What entry, gateways and tenants have alike: a namespace with its guard rails, and one Higress release in it. */
import { planAccess } from "./access.ts";
import { planAutoscaler } from "./autoscaling.ts";
import { planDisruptionBudget } from "./disruption.ts";
import { planLimits } from "./limits.ts";
import type { Access } from "./model.ts";
import { planNamespace } from "./namespace.ts";
import { consoleSecret, planConsole } from "./console.ts";
import { consoles } from "./network/console.ts";
import { controller, gateway } from "./network/control-plane.ts";
import { defaultDeny } from "./network/default-deny.ts";
import { dns } from "./network/dns.ts";
import { servers } from "./network/servers.ts";
import { metrics } from "./network/metrics.ts";
import type { GeneratedSecret, InstallationPlan } from "./objects.ts";
import type { GatewayApiObject } from "./manifests/gateway-api.ts";
import type { Ingress, McpBridge, NetworkPolicy } from "./manifests.ts";
import type { WasmPlugin } from "./plugins/object.ts";
import { planQuota } from "./quota.ts";
import { planRelease } from "./release.ts";
import { planPodMonitors } from "./scrape.ts";
import type { Installation } from "./site.ts";

/** What an installation has beyond the common part. */
export interface Own {
  readonly people?: Access;
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly secrets?: readonly GeneratedSecret[];
  readonly bridge?: McpBridge | undefined;
  readonly plugins?: readonly WasmPlugin[];
  readonly ingresses?: readonly Ingress[];
  readonly gatewayApi?: readonly GatewayApiObject[];
}

const nobody: Access = { operators: [], viewers: [] };

export function planInstallation(installation: Installation, own: Own): InstallationPlan {
  const disruptionBudget = planDisruptionBudget(installation);
  const autoscaler = planAutoscaler(installation);
  const console = planConsole(installation);
  return {
    id: installation.id,
    role: installation.role,
    namespace: planNamespace(installation),
    quota: planQuota(installation),
    limits: planLimits(installation),
    networkPolicies: [
      defaultDeny(installation),
      dns(installation),
      gateway(installation),
      controller(installation),
      ...servers(installation),
      ...consoles(installation),
      ...metrics(installation),
      ...own.networkPolicies,
    ],
    podMonitors: planPodMonitors(installation),
    ...planAccess(installation, own.people ?? nobody),
    ...(disruptionBudget && { disruptionBudget }),
    ...(autoscaler && { autoscaler }),
    secrets: [...(own.secrets ?? []), ...consoleSecret(installation)],
    release: planRelease(installation),
    ...(console && { console }),
    ...(own.bridge && { bridge: own.bridge }),
    plugins: own.plugins ?? [],
    ingresses: own.ingresses ?? [],
    gatewayApi: own.gatewayApi ?? [],
  };
}
