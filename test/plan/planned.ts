/** Plans for tests, and what is found in them. */
import { planFleet, type Surroundings } from "../../plan/plan.ts";
import type { Fleet, Tenant } from "../../plan/model.ts";
import type { InstallationPlan, Plan } from "../../plan/objects.ts";
import type { CustomResourceDefinition, Metadata, NetworkPolicy } from "../../plan/manifests.ts";
import type { Installation, Site } from "../../plan/site.ts";
import { sizes } from "../../plan/sizes.ts";
import { validFleet, validTenant } from "./fleet.ts";

const crd: CustomResourceDefinition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "mcpbridges.networking.higress.io", labels: {} },
  spec: { group: "networking.higress.io" },
};

export const surroundings: Surroundings = {
  crds: [crd],
  narrowDigest: "0123456789ab",
  chartDigest: () => "ba9876543210",
};

/** Freezes all the way down: whoever writes to it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

export const planned = (fleet: Fleet = validFleet(), region = "south"): Plan =>
  planFleet(frozen(fleet), region, surroundings);

/** The one tenant of a fleet. */
export function plannedTenant(change: Partial<Tenant> = {}, fleet: Partial<Fleet> = {}) {
  const [tenant] = planned(validFleet({ ...fleet, tenants: [validTenant("acme", change)] })).tenants;
  if (tenant === undefined) throw new Error("the tenant does not run in the region south");
  return tenant;
}

export const fleet = validFleet();

const south = fleet.regions.south;
if (south === undefined) throw new Error("the fleet has no region south");

export const site: Site = {
  environment: "prod",
  region: "south",
  cluster: south,
  regions: fleet.regions,
  higress: fleet.higress,
  sizes: {},
  dns: {},
  plugins: fleet.plugins,
  digests: { narrow: "0123456789ab", chart: () => "ba9876543210" },
};

/** A tenant's installation, for planners of one part. */
export const installation = (change: Partial<Installation> = {}): Installation => ({
  site,
  id: "acme",
  role: "tenant",
  namespace: "acme-gateway",
  owner: "acme@example.com",
  sizing: sizes.s,
  servers: {},
  watch: "own",
  gatewayApi: false,
  exposure: { type: "cluster" },
  quota: {},
  limits: validTenant("acme").limits,
  room: { ingresses: 100, secrets: 50 },
  ...change,
});

/** Labels of everything in the namespace of tenant `acme`. */
export const acmeLabels = {
  "app.kubernetes.io/managed-by": "higress-fleet",
  "higress-fleet.io/fleet": "prod",
  "higress-fleet.io/region": "south",
  "higress-fleet.io/role": "tenant",
  "higress-fleet.io/tenant": "acme",
};

export const policyNames = ({ networkPolicies }: InstallationPlan): readonly string[] =>
  networkPolicies.map(({ metadata }) => metadata.name);

export function policyNamed({ networkPolicies }: InstallationPlan, name: string): NetworkPolicy {
  const policy = networkPolicies.find(({ metadata }) => metadata.name === name);
  if (policy === undefined) throw new Error(`there is no NetworkPolicy ${name}`);
  return policy;
}

export interface PlannedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

/** Everything that is registered in an installation's name. */
export function installationObjects(plan: InstallationPlan): readonly PlannedObject[] {
  const releases = [plan.release, ...(plan.console ? [plan.console] : [])];
  return [
    plan.namespace,
    plan.quota,
    plan.limits,
    ...plan.networkPolicies,
    plan.gatewayAccount,
    ...plan.roles,
    ...plan.roleBindings,
    ...plan.clusterRoleBindings,
    ...(plan.disruptionBudget ? [plan.disruptionBudget] : []),
    ...(plan.autoscaler ? [plan.autoscaler] : []),
    ...plan.secrets.map((secret) => ({ apiVersion: "v1", kind: "Secret", ...secret })),
    ...releases.map((release) => {
      const { name, namespace } = release;
      return { ...release, apiVersion: "helm.sh/v3", kind: "Release", metadata: { name, namespace, labels: {} } };
    }),
    ...(plan.bridge ? [plan.bridge] : []),
    ...plan.plugins,
    ...plan.ingresses,
  ];
}

export const entryObjects = ({ entry }: Plan): readonly PlannedObject[] => [
  ...installationObjects(entry),
  ...(entry.pageServer ? [entry.pageServer.pages, entry.pageServer.deployment, entry.pageServer.service] : []),
  ...entry.routes.flatMap(({ ingresses, networkPolicy, certificates, pairs, authorities }) => [
    ...ingresses,
    networkPolicy,
    ...certificates,
    ...authorities,
    ...pairs.map((pair) => ({ apiVersion: "v1", kind: "Secret", ...pair })),
  ]),
];

export const planObjects = (plan: Plan): readonly PlannedObject[] => [
  ...plan.base.customResourceDefinitions,
  ...plan.base.ingressClasses,
  ...plan.base.gatewayClasses,
  ...plan.base.clusterRoles,
  ...plan.base.clusterRoleBindings,
  ...plan.base.admissionPolicies,
  ...plan.base.admissionPolicyBindings,
  ...entryObjects(plan),
  ...[...plan.gateways, ...plan.tenants].flatMap(installationObjects),
];
