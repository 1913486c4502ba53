import { unpublished } from "../published.ts";
import { foreignTemplate, withinTemplates } from "../templates.ts";
import type { Statement } from "../statement.ts";

/** Under both prefixes that Higress reads, in whatever case: another controller may not tell cases apart. */
const under = (keys: string): string => `(?i)^(higress\\.io|nginx\\.ingress\\.kubernetes\\.io)/(${keys})$`;

/**
 * Pasted into a configuration by some controller, or a target that no check of hosts sees (higress v2.2.4,
 * pkg/ingress/kube/annotations).
 */
const pasted = under(
  ".*-snippets?|server-alias|mirror-target|mirror-target-fqdn|mirror-target-fqdn-port|mirror-host|auth-tls-match-cn",
);

/** Ignored by Higress since 2.0 with a line in its log: the route is open to everybody. */
const ignored = under(
  "auth-([^t].*|t[^l].*|tl[^s].*|tls|tls-[^s].*)|authz-.*|ext-authz-.*|enable-global-auth|satisfy|(denylist|blacklist)-source-range",
);

const references = under("auth-tls-secret|proxy-ssl-secret|default-backend|mirror-target-service");
/** One target or header per line, and a header's value is taken for what it is. */
const multiline = under("destination|(request|response)-header-control-(add|update|remove)");
const ours = under(".*");

const destination = "higress.io/destination";

const first = (filter: string): string => `variables.keys.filter(key, ${filter})[0]`;

const kinds = "\\.(nacos|consul|eureka|zookeeper|static|dns)";

/**
 * `[weight%] [scheme://]host[:port] [subset]` (higress v2.2.4, pkg/ingress/kube/annotations/destination.go:44-110); the host is
 * one that a registry of the namespace's McpBridge produces, or a Service of the namespace by its full name. A short name would
 * be looked for in the whole cluster. What follows the last colon is a port: a host with colons of its own, as Dubbo's have, needs one.
 */
const line =
  `'${escaped(`^\\s*$|^\\s*(\\S+%\\s+)?(https?://)?([^\\s/]+${kinds}:[0-9]+|([^\\s:/]+${kinds}|[a-z0-9-]+\\.`)}' + ` +
  `request.namespace + '${escaped("\\.svc(\\.[a-z0-9.-]+)?)(:[0-9]+)?)(\\s+\\S+)?\\s*$")}'`;

/** Status too: an update of it may change annotations. */
export const ingressAnnotations: Statement = {
  id: "ingress-annotations",
  title: "No annotation of an Ingress reaches into another namespace, becomes configuration or feigns a protection",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses", "ingresses/status"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    { name: "annotations", expression: "object.metadata.?annotations.orValue({})" },
    { name: "keys", expression: `variables.annotations.filter(key, key.matches('${escaped(ours)}'))` },
    {
      name: "foreign",
      expression:
        `variables.keys.filter(key, key.matches('${escaped(references)}') && !(variables.annotations[key].trim().split('/').size() == 1 || ` +
        "variables.annotations[key].trim().startsWith(request.namespace + '/') && variables.annotations[key].trim().split('/').size() == 2))",
    },
  ],
  validations: [
    {
      expression: `!variables.keys.exists(key, key.matches('${escaped(pasted)}'))`,
      message: "An annotation becomes part of a controller's configuration. Remove it.",
      messageExpression: `'Annotation ' + ${first(`key.matches('${escaped(pasted)}')`)} + ' is refused: it becomes configuration of a controller, or a target that nobody checks. Remove it.'`,
    },
    {
      expression: `!variables.keys.exists(key, key.matches('${escaped(ignored)}'))`,
      message: "An annotation for access control has no effect in Higress. Use a WasmPlugin such as basic-auth.",
      messageExpression: `'Annotation ' + ${first(`key.matches('${escaped(ignored)}')`)} + ' has no effect in Higress: the route would be open. Use a WasmPlugin such as basic-auth or ext-auth.'`,
    },
    {
      expression: "variables.foreign.size() == 0",
      message: "An annotation names a Secret or Service of another namespace. Name one of this namespace.",
      messageExpression: `'Annotation ' + variables.foreign[0] + ' names something of another namespace. Name a Secret or Service of "' + request.namespace + '".'`,
    },
    {
      expression: `variables.annotations[?'${destination}'].orValue('').split('\\n').all(line, line.matches(${line}))`,
      message: `Annotation ${destination} names a host that no registry produces and that is no Service of this namespace. Name "<registry>.dns" and the like, or "<service>.<namespace>.svc.<cluster domain>".`,
    },
    {
      expression:
        `variables.keys.all(key, !variables.annotations[key].contains('_by_lua') && !variables.annotations[key].contains('/var/run/secrets') && ` +
        `(key.matches('${escaped(multiline)}') || !variables.annotations[key].matches('[;\\\\x00-\\\\x1f]')))`,
      message:
        'The value of an annotation holds ";", a line break or code, as if it were configuration. Give it a plain value.',
    },
    {
      expression: `variables.keys.all(key, ${withinTemplates("variables.annotations[key]")})`,
      message: foreignTemplate,
    },
    unpublished,
  ],
};

/** A regular expression inside a text of CEL. */
function escaped(pattern: string): string {
  return pattern.replaceAll("\\", "\\\\");
}
