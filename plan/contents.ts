/** What a plan holds, for whoever walks over all of it. */
import type { EntryRoute, InstallationPlan, Plan } from "./objects.ts";

export interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** The entry, the platform's gateways, the tenants. */
export const installationsOf = (plan: Plan): readonly InstallationPlan[] => [
  plan.entry,
  ...plan.gateways,
  ...plan.tenants,
];

/** Every object of a plan that the program registers by itself, releases apart. */
export function objectsOf(plan: Plan): readonly Named[] {
  const { base, entry } = plan;
  return [
    ...base.customResourceDefinitions,
    ...base.ingressClasses,
    ...base.gatewayClasses,
    ...base.clusterRoles,
    ...base.clusterRoleBindings,
    ...base.admissionPolicies,
    ...base.admissionPolicyBindings,
    ...installationsOf(plan).flatMap(objectsOfInstallation),
    ...(entry.pageServer === undefined ? [] : Object.values<Named>({ ...entry.pageServer })),
    ...entry.routes.flatMap(objectsOfDoor),
  ];
}

const secret = { apiVersion: "v1", kind: "Secret" };

/** Those in and about its namespace. */
export const objectsOfInstallation = (installation: InstallationPlan): readonly Named[] => [
  installation.namespace,
  installation.quota,
  installation.limits,
  ...installation.networkPolicies,
  ...installation.podMonitors,
  installation.gatewayAccount,
  ...installation.roles,
  ...installation.roleBindings,
  ...installation.clusterRoleBindings,
  ...(installation.disruptionBudget === undefined ? [] : [installation.disruptionBudget]),
  ...(installation.autoscaler === undefined ? [] : [installation.autoscaler]),
  ...installation.secrets.map(({ metadata }) => ({ ...secret, metadata })),
  ...(installation.bridge === undefined ? [] : [installation.bridge]),
  ...installation.plugins,
  ...installation.ingresses,
  ...installation.gatewayApi,
];

/** Those of one tenant beside the entry. */
export const objectsOfDoor = (route: EntryRoute): readonly Named[] => [
  ...route.ingresses,
  route.networkPolicy,
  ...route.certificates,
  ...route.authorities,
  ...route.pairs.map(({ metadata }) => ({ ...secret, metadata })),
];
