import { controllerName, gatewayName } from "../demands.ts";
import { namespaceOf } from "../model/ownership.ts";
import { effective, isInstallationRelease, isOn, valuePath } from "../model/release.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "release-identity-labels",
  number: 52,
  title: "The pods of a release are known by the chart's own names, labels and accounts",
  why: "NetworkPolicies, plugins and permissions find pods by these: with another's labels a gateway takes what is another's.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Leave names and the labels app and higress to the chart, and give no account but higress-gateway and higress-controller.",
  url: ruleUrl("release-identity-labels"),
  check(resource, facts) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const namespace = namespaceOf(resource) ?? "";
    return [
      ...identity(resource, "gateway", gatewayName, `${namespace}-${gatewayName}`),
      ...identity(resource, "controller", controllerName, controllerName),
      ...account(resource, "gateway", gatewayName),
      ...account(resource, "controller", controllerName),
      ...(isOn(resource, "global.enablePluginServer") ? pluginServer(resource) : []),
    ];
  },
});

function identity(release: Resource, component: string, name: string, higress: string): readonly Finding[] {
  const found = effective(release, `${component}.name`);
  const renamed: readonly Finding[] =
    found === name ? [] : [finding(release, `${component}.name`, `${JSON.stringify(found ?? null)} is not ${name}`)];
  return [...renamed, ...labels(release, component, { app: name, higress })];
}

/** A name that the tenant's own objects bear would be as bad as a label. */
function pluginServer(release: Resource): readonly Finding[] {
  const name = effective(release, "pluginServer.name");
  const taken = name === gatewayName || name === controllerName;
  return [
    ...(taken ? [finding(release, "pluginServer.name", "is the name of another component")] : []),
    ...labels(release, "pluginServer", { app: name, higress: name }),
  ];
}

/** Set to what they are anyway they do no harm. */
const labels = (release: Resource, component: string, own: Readonly<Record<string, unknown>>): readonly Finding[] =>
  [`${component}.labels`, `${component}.podLabels`].flatMap((path) =>
    Object.entries(own).flatMap(([key, value]) => {
      const found = at(effective(release, path), key) ?? undefined;
      return found === undefined || found === value
        ? []
        : [finding(release, `${path}.${key}`, `${JSON.stringify(found)} is not ${JSON.stringify(value)}`)];
    }),
  );

/** Without a name the chart takes the component's own, or `default` where it is to make none. */
function account(release: Resource, component: string, name: string): readonly Finding[] {
  const path = `${component}.serviceAccount`;
  const found = effective(release, `${path}.name`);
  if (found === name) return [];
  const isNamed = isOn(release, `${path}.name`);
  if (!isNamed && isOn(release, `${path}.create`)) return [];
  const taken = isNamed ? JSON.stringify(found) : '"default"';
  return [finding(release, `${path}.name`, `${taken} is not the component's own account, ${name}`)];
}

const finding = (release: Resource, path: string, message: string): Finding => ({
  path: valuePath(release, path),
  message,
});
