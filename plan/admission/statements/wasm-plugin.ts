import { annotations } from "../../names.ts";
import { hintedKey, hintedText, isShallow, linesOf, noCredential, noCredentialKey } from "../credentials.ts";
import { foreignTemplate, ofHigress, ofHigressTemplate, withinTemplates, writtenSpec } from "../templates.ts";
import type { Statement } from "../statement.ts";

const open =
  "The configuration holds a credential: everybody who sees the plugin sees it. " +
  // The controller puts the value in (higress v2.2.4, pkg/ingress/config/ingress_template.go:28-60).
  "Write ${secret.<namespace>/<name>.<key>} in its place.";

export const wasmPlugin: Statement = {
  id: "wasm-plugin",
  title: "A tenant's plugins come from the fleet's registry in one version, fail closed, and hold no credentials",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["extensions.higress.io"],
      apiVersions: ["*"],
      resources: ["wasmplugins"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    { name: "url", expression: "object.?spec.?url.orValue('')" },
    { name: "server", expression: `namespaceObject.metadata.?annotations[?'${annotations.plugins}'].orValue('')` },
    { name: "hub", expression: `namespaceObject.metadata.?annotations[?'${annotations.hub}'].orValue('')` },
    // Behind the address of the namespace's own plugin server; empty for every other URL.
    {
      name: "served",
      expression:
        "variables.server != '' && variables.url.startsWith(variables.server) ? variables.url.substring(variables.server.size()) : ''",
    },
    // Tag, digest or both, of the last part of the path alone: a port has a colon as well.
    { name: "pin", expression: "variables.url.find('[:@][^/]*$')" },
    { name: "rules", expression: "object.?spec.?matchRules.orValue([])" },
    {
      name: "configs",
      expression:
        "dyn([dyn(object).?spec.?defaultConfig.orValue({}), dyn(object).?spec.?pluginConfig.orValue({})] + " +
        "variables.rules.map(rule, dyn(rule).?config.orValue({})))",
    },
    { name: "env", expression: "object.?spec.?vmConfig.?env.orValue([])" },
    {
      name: "lines",
      expression:
        linesOf("variables.configs") +
        " + variables.env.map(each, each.?name.orValue('') + '=' + each.?value.orValue(''))",
    },
    // The controller looks through the whole of it, keys included.
    writtenSpec,
    { name: "hintedText", expression: hintedText("variables.lines") },
    { name: "hintedKey", expression: hintedKey("variables.lines") },
  ],
  validations: [
    {
      expression:
        // A name and a version: what stands there was in the image of the server, which the platform chose.
        "variables.served.matches('^[a-z0-9][a-z0-9-]*/[0-9][A-Za-z0-9._-]*/plugin[.]wasm$') || " +
        "variables.hub.split(',').exists(each, each != '' && variables.url.startsWith('oci://' + each + '/')) && " +
        "variables.url.matches('^oci://[a-z0-9.:-]+(/[a-z0-9][a-z0-9._-]*)+(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?$')",
      message: `A plugin runs beside the gateway's keys. Take it by oci:// from a registry of the fleet, as in annotation ${annotations.hub} of the namespace.`,
      messageExpression:
        "'A plugin runs beside the gateway\\'s keys. Take it by oci:// from a registry of the fleet: ' + variables.hub",
    },
    {
      expression:
        "variables.served != '' || variables.pin != '' && variables.pin != ':latest' || object.?spec.?sha256.orValue('').matches('^[0-9a-f]{64}$')",
      message: "The code behind this URL may change. Give it an exact tag, or better a digest: …@sha256:….",
    },
    {
      expression: "!object.?spec.?imagePullSecret.orValue('').contains('/')",
      message: "imagePullSecret names a Secret of this namespace, without a slash.",
    },
    {
      expression:
        "!(object.?spec.?phase.orValue('') in ['AUTHN', 'AUTHZ']) || " +
        "object.?spec.?failStrategy.orValue('') != 'FAIL_OPEN' && " +
        "(object.?spec.?defaultConfigDisable.orValue(false) != true || variables.rules.size() > 0)",
      message: "A plugin that authenticates or authorizes must hold when it fails. Use FAIL_CLOSE, and configure it.",
    },
    {
      expression: "variables.env.all(each, each.?valueFrom.orValue('') != 'HOST')",
      message: "valueFrom: HOST shows the plugin the gateway's environment. Give it a value.",
    },
    {
      expression: isShallow("variables.lines"),
      message: "The configuration is nested too deep to look for credentials in it. Make it flatter.",
    },
    { expression: withinTemplates("variables.text"), message: foreignTemplate },
    { expression: `!(${ofHigress("variables.text")})`, message: ofHigressTemplate },
    { expression: noCredential("variables.hintedText"), message: open },
    { expression: noCredentialKey("variables.hintedKey"), message: open },
  ],
};
