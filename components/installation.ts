import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { InstallationPlan } from "../plan/index.ts";
import type { Base } from "./base.ts";
import { inputs } from "./inputs.ts";
import { podMonitors } from "./pod-monitors.ts";
import { release } from "./release.ts";
import { routing } from "./routing.ts";

export interface InstallationArgs<Planned extends InstallationPlan = InstallationPlan> {
  readonly plan: Planned;
  /** What must stand in the cluster before an installation can. */
  readonly base: Base;
  /** Whether namespace and release are protected from deletion. */
  readonly protect: boolean;
}

export interface Installation {
  readonly namespace: k8s.core.v1.Namespace;
  readonly release: k8s.helm.v3.Release;
}

/** What entry, gateway and tenant have in common: registers one Higress and all that its namespace holds under `parent`. */
export function installation(
  parent: pulumi.ComponentResource,
  { plan, base, protect }: InstallationArgs,
): Installation {
  const { id } = plan;
  // Protected, because with it go the tenant's certificates, credentials and whatever else people put there.
  const namespace = new k8s.core.v1.Namespace(`${id}.namespace`, inputs(plan.namespace), { parent, protect });
  const inside = within(parent, namespace);

  const contents = [...fences(plan, inside), ...permissions(plan, inside, base), ...routing(plan, inside, base)];

  const higress = release(`${id}.release`, plan.release, {
    ...inside,
    // Its gateway carries traffic, and the entry's has the address that every tenant's DNS points to.
    protect,
    // On everything else in its namespace: no pod starts before its fences stand, and whoever drops a protected tenant
    // is stopped at the release, while the rest is still in place. Single resources and never a component, which would
    // stand for all its children: every tenant would depend on every other's IngressClass.
    dependsOn: [namespace, ...contents, ...base.neededBy(plan)],
  });
  // After its controller, which it asks. Unprotected: nothing is lost with it but its pod.
  if (plan.console) release(`${id}.console`, plan.console, { ...inside, dependsOn: [namespace, ...contents, higress] });
  return { namespace, release: higress };
}

export interface Inside {
  readonly parent: pulumi.Resource;
  readonly dependsOn: pulumi.Resource[];
  readonly deletedWith: pulumi.Resource;
}

/** Options of what lives in a namespace: made after it, and gone with it in one call instead of one each. */
export function within(parent: pulumi.Resource, namespace: pulumi.Resource): Inside {
  return { parent, dependsOn: [namespace], deletedWith: namespace };
}

/** How much the namespace may use and whom it may talk to; who reads its metrics is told with the way to them. */
function fences(plan: InstallationPlan, inside: Inside): pulumi.Resource[] {
  const { id, quota, limits, networkPolicies } = plan;
  return [
    new k8s.core.v1.ResourceQuota(`${id}.quota`, inputs(quota), inside),
    new k8s.core.v1.LimitRange(`${id}.limits`, inputs(limits), inside),
    ...networkPolicies.map(
      (policy) => new k8s.networking.v1.NetworkPolicy(`${id}.policy.${policy.metadata.name}`, inputs(policy), inside),
    ),
    ...podMonitors(plan, inside),
  ];
}

/** Roles, bindings and the gateway's account; in place of those that the post-renderer takes out of the release (narrow.ts). */
function permissions(plan: InstallationPlan, inside: Inside, base: Base): pulumi.Resource[] {
  const { id, gatewayAccount } = plan;
  const roles = plan.roles.map(
    (role) => new k8s.rbac.v1.Role(`${id}.role.${role.metadata.name}`, inputs(role), inside),
  );
  const bindings = plan.roleBindings.map(
    (binding) =>
      new k8s.rbac.v1.RoleBinding(`${id}.binding.${binding.metadata.name}`, inputs(binding), {
        ...inside,
        dependsOn: [...inside.dependsOn, ...roles],
      }),
  );
  const clusterBindings = plan.clusterRoleBindings.map(
    (binding) =>
      new k8s.rbac.v1.ClusterRoleBinding(`${id}.cluster-binding.${binding.roleRef.name}`, inputs(binding), {
        parent: inside.parent,
        dependsOn: [...base.clusterRoles],
      }),
  );
  const account = new k8s.core.v1.ServiceAccount(
    `${id}.account.${gatewayAccount.metadata.name}`,
    inputs(gatewayAccount),
    inside,
  );
  return [account, ...roles, ...bindings, ...clusterBindings];
}
