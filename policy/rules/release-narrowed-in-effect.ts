import { consoleName, controllerName } from "../demands.ts";
import { isRole, isRoleBinding, isSecret } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { isConsoleRelease, isFleetRelease } from "../model/release.ts";
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
  remedy: `Register a Role and a RoleBinding for ${controllerName} in the release's namespace, for a console those of ${consoleName} and its Secret, and repair the post-renderer.`,
  framework: cis("5.1.1"),
  url: ruleUrl("release-narrowed-in-effect"),
  check(resources, facts) {
    const releases = resources.filter((resource) => isFleetRelease(resource, facts));
    if (releases.length === 0) return undefined;
    const narrowed = {
      [controllerName]: withRole(resources, controllerName),
      [consoleName]: withRole(resources, consoleName),
    };
    const secrets = new Set(resources.filter(isConsoleSecret).map(namespaceOf));
    return releases.flatMap((release) => {
      const { urn } = release;
      const namespace = namespaceOf(release) ?? "";
      const where = `in namespace ${JSON.stringify(namespace)}`;
      const account = isConsoleRelease(release) ? consoleName : controllerName;
      const missing = [
        ...(narrowed[account].has(namespace) ? [] : [`no Role is bound to ${account} ${where}`]),
        ...(account === controllerName || secrets.has(namespace)
          ? []
          : [`no Secret ${consoleName} is registered ${where}, and the chart's own is taken away`]),
      ];
      return [...missing.map((message) => ({ path: "namespace", message, urn })), ...leftOver(release)];
    });
  },
});

const isConsoleSecret = (resource: Resource): boolean =>
  isSecret(resource) && at(resource.props, "metadata", "name") === consoleName;

/** Namespaces where a registered Role is bound to an account of the same namespace. */
function withRole(resources: readonly Resource[], account: string): ReadonlySet<string> {
  const key = (role: Resource, name: unknown): string => `${namespaceOf(role) ?? ""}/${String(name)}`;
  const roles = new Set(resources.filter(isRole).map((role) => key(role, at(role.props, "metadata", "name"))));
  const bindings = resources.filter(isRoleBinding).filter((binding) => {
    const { kind, name } = record(binding.props.roleRef);
    return kind === "Role" && roles.has(key(binding, name)) && binds(binding, account);
  });
  return new Set(bindings.map((binding) => namespaceOf(binding) ?? ""));
}

const binds = (binding: Resource, account: string): boolean =>
  list(binding.props.subjects)
    .map(record)
    .some(
      ({ kind, name, namespace }) =>
        kind === "ServiceAccount" && name === account && namespace === namespaceOf(binding),
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
