import { set, type Mutations, type Place } from "./mutation.ts";

export const release = ({ facts, release }: Place): Mutations => ({
  "release-gateway-rbac-off": set(release, "values.gateway.rbac.enabled", "false"),
  "release-narrowed": set(release, "postrender", undefined),
  // Of a tenant, tenant-bundle-complete would miss the binding too.
  "release-narrowed-in-effect": set(
    `RoleBinding ${facts.entry.namespace}/higress-controller`,
    "roleRef.name",
    "higress-gateway-controller",
  ),
  "release-chart-pinned-source": set(release, "repositoryOpts.repo", "https://charts.example.org"),
  "release-resources-complete": set(release, "values.pilot.resources", undefined),
});
