import { controllerName } from "../demands.ts";
import { isRole, isRoleBinding } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isInstallationRelease } from "../model/release.ts";
import { at, list, record } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";
import { UnknownField } from "../unknown.ts";

const dropped = ["ClusterRole", "ClusterRoleBinding", "IngressClass"];

export default stackRule({
  id: "release-narrowed-in-effect",
  number: 48,
  title: "A narrowed release holds no cluster-wide object, and its controller a Role of the program's",
  why: "A post-renderer that was named but did not work leaves every controller nearly a cluster administrator.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: `Register a Role and a RoleBinding for ${controllerName} in the release's namespace, and repair the post-renderer.`,
  framework: cis("5.1.1"),
  url: ruleUrl("release-narrowed-in-effect"),
  check(resources, facts) {
    const releases = resources.filter((resource) => isInstallationRelease(resource, facts));
    if (releases.length === 0) return undefined;
    const narrowed = controllersWithRole(resources);
    return releases.flatMap((release) => {
      const namespace = namespaceOf(release) ?? "";
      const message = `no Role is bound to ${controllerName} in namespace ${JSON.stringify(namespace)}`;
      const missing = narrowed.has(namespace) ? [] : [{ path: "namespace", message, urn: release.urn }];
      return [...missing, ...leftOver(release)];
    });
  },
});

/** Namespaces where a registered Role is bound to the controller of the same namespace. */
function controllersWithRole(resources: readonly Resource[]): ReadonlySet<string> {
  const key = (role: Resource, name: unknown): string => `${namespaceOf(role) ?? ""}/${String(name)}`;
  const roles = new Set(resources.filter(isRole).map((role) => key(role, at(role.props, "metadata", "name"))));
  const bindings = resources.filter(isRoleBinding).filter((binding) => {
    const { kind, name } = record(binding.props.roleRef);
    return kind === "Role" && roles.has(key(binding, name)) && bindsController(binding);
  });
  return new Set(bindings.map((binding) => namespaceOf(binding) ?? ""));
}

const bindsController = (binding: Resource): boolean =>
  list(binding.props.subjects)
    .map(record)
    .some(
      ({ kind, name, namespace }) =>
        kind === "ServiceAccount" && name === controllerName && namespace === namespaceOf(binding),
    );

/** What the release put there is known once it exists: the provider's `resourceNames` has keys `<Kind>[.<group>]/<apiVersion>`. */
function leftOver(release: Resource): readonly Finding[] {
  try {
    const kinds = Object.keys(record(release.props.resourceNames)).map((key) => /^[A-Za-z0-9]*/.exec(key)?.[0] ?? "");
    return dropped
      .filter((kind) => kinds.includes(kind))
      .map((kind) => ({
        path: "resourceNames",
        message: `has ${kind}, which the post-renderer takes away`,
        urn: release.urn,
      }));
  } catch (error) {
    if (error instanceof UnknownField) return [];
    throw error;
  }
}
