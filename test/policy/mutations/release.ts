import { change } from "../harness.ts";
import { find, set, type Mutation, type Mutations, type Place } from "./mutation.ts";

export const release = ({ facts, one, other, release }: Place): Mutations => ({
  "release-gateway-rbac-off": set(release, "values.gateway.rbac.enabled", "false"),
  "release-narrowed": set(release, "postrender", undefined),
  // Of a tenant, tenant-bundle-complete would miss the binding too.
  "release-narrowed-in-effect": set(
    `RoleBinding ${facts.entry.namespace}/higress-controller`,
    "roleRef.name",
    "higress-gateway-controller",
  ),
  "release-chart-pinned-source": set(release, "repositoryOpts.repo", "https://charts.example.org"),
  "release-versions-few": {
    mutate: all(
      set(release, "version", "2.2.4+mirror.1"),
      set(`Release ${other.namespace}`, "version", "2.2.4+mirror.2"),
      set(`Release ${facts.entry.namespace}`, "version", "2.2.4"),
    ),
    // A chart in a directory has whatever version is found there.
    also: facts.chart.version === undefined ? [] : ["release-chart-pinned-source"],
  },
  "workload-security-context": set(release, "values.controller.podSecurityContext.seccompProfile.type", "Unconfined"),
  "images-allowed-and-pinned": set(release, "values.pilot.tag", "latest"),
  "release-identity-labels": set(release, "values.gateway.podLabels.higress", `${other.namespace}-higress-gateway`),
  "release-features-minimal": set(release, "values.global.enableIstioAPI", undefined),
  "istio-objects-absent": (world) => [
    ...world,
    {
      type: "kubernetes:networking.istio.io/v1alpha3:EnvoyFilter",
      name: "added",
      props: { metadata: { name: "added", namespace: one.namespace }, spec: { configPatches: [] } },
    },
  ],
  "release-values-known": set(release, "values.gateway.replicaCount", 3),
  "release-console-guarded": {
    mutate: withConsole(one.namespace, facts.hub ?? "higress-registry.cn-hangzhou.cr.aliyuncs.com"),
    also: ["release-chart-pinned-source", "quota-fits-release", "quota-implies-limitrange"],
  },
  "release-resources-complete": set(release, "values.pilot.resources", undefined),
});

/** One after the other. */
const all =
  (...mutations: readonly Mutation[]): Mutation =>
  (world) =>
    mutations.reduce((changed, mutate) => mutate(changed), world);

/** The umbrella chart, with the same values where it looks for them, and a console with all it needs but a password. */
const withConsole =
  (namespace: string, hub: string): Mutation =>
  (world) => {
    const sketch = find(world, `Release ${namespace}`);
    const { global, ...core } = sketch.props.values as Readonly<Record<string, unknown>>;
    const size = { cpu: "64", memory: "64Gi" };
    const console = {
      image: { repository: `${hub}/higress/console` },
      resources: { requests: size, limits: size },
      podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    };
    const values = { global, "higress-core": core, "higress-console": console };
    const umbrella = change(change(sketch, "chart", "higress"), "values", values);
    return world.map((one) => (one === sketch ? umbrella : one));
  };
