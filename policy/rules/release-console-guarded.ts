import { coveredFamily } from "../model/open.ts";
import { effective, isInstallationRelease, isOn, isUmbrella, valuePath } from "../model/release.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

const inner = "higress-console";

/** Filled in by something that keeps secrets: `${PASSWORD}`, `$(PASSWORD)`, `ref+vault://…`. */
const reference = /^(?:\$\{[^{}]+\}|\$\([^()]+\)|ref\+[a-z0-9]+:\/\/.+)$/;

export default resourceRule({
  id: "release-console-guarded",
  number: 55,
  title: "No console, or one that only its administrators can reach",
  why: "The console writes the routes, plugins and registries of its gateway, and its first visitor sets the password.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Take chart higress-core, which has no console, or set higress-console.replicaCount to 0; else refer to the password, keep " +
    "the Service a ClusterIP and name the clients of its Ingress in whitelist-source-range.",
  url: ruleUrl("release-console-guarded"),
  check(resource, facts) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    if (!isUmbrella(resource) || effective(resource, "replicaCount", inner) === 0) return [];
    return [...password(resource), ...service(resource), ...ingress(resource)];
  },
});

/** A policy sees a secret as plain text, so it can tell a reference from a value and no more. */
function password(release: Resource): readonly Finding[] {
  const path = "admin.password";
  const value = text(effective(release, path, inner)) ?? "";
  if (value === "") return [finding(release, path, "is not set, so that the console's first visitor sets it")];
  return reference.test(value) ? [] : [finding(release, path, "is written out and not a reference to a secret")];
}

function service(release: Resource): readonly Finding[] {
  const type = effective(release, "service.type", inner);
  return type === "ClusterIP" ? [] : [finding(release, "service.type", `${JSON.stringify(type)} is not "ClusterIP"`)];
}

function ingress(release: Resource): readonly Finding[] {
  if (!isOn(release, "ingress.enabled", inner)) return [];
  const clients = allowList(effective(release, "ingress.annotations", inner));
  const isOpen = clients.length === 0 || coveredFamily(clients.map((cidr) => ({ cidr }))) !== undefined;
  return [
    ...(isOpen ? [finding(release, "ingress.annotations", "names no clients, or all, in whitelist-source-range")] : []),
    ...(isOn(release, "ingress.tlsSecretName", inner)
      ? []
      : [finding(release, "ingress.tlsSecretName", "is not set, so that the password crosses the network in clear")]),
  ];
}

/** Higress reads its own prefix before that of the nginx controller. */
function allowList(annotations: unknown): readonly string[] {
  const [first = ""] = ["higress.io", "nginx.ingress.kubernetes.io"].flatMap(
    (prefix) => text(at(annotations, `${prefix}/whitelist-source-range`)) ?? [],
  );
  return first
    .split(",")
    .map((cidr) => cidr.trim())
    .filter((cidr) => cidr !== "");
}

const finding = (release: Resource, path: string, message: string): Finding => ({
  path: valuePath(release, path, inner),
  message,
});
