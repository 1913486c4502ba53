import { isWasmPlugin } from "../model/kinds.ts";
import { configurations, variables } from "../model/plugin.ts";
import { credential, credentialsIn } from "../model/redact.ts";
import { record, text } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "wasm-no-inline-secret",
  number: 64,
  title: "A plugin's configuration holds no credential",
  why: "Everybody who may look at the plugin reads it, the controller hands it to every gateway pod, and the stack's state keeps it.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Keep it in a Secret, change it at its source, and write `${secret.<namespace>/<name>.<key>}` here.",
  framework: cis("5.4.1"),
  url: ruleUrl("wasm-no-inline-secret"),
  check(resource) {
    if (!isWasmPlugin(resource)) return undefined;
    const found = configurations(resource).flatMap(({ path, value }) => credentialsIn(value, path));
    return [...found.map(({ path, kind }) => ({ path, message: `holds ${kind}` })), ...environment(resource)];
  },
});

const environment = (plugin: Resource): readonly Finding[] =>
  variables(plugin).flatMap(({ path, value }) => {
    const variable = record(value);
    const kind = credential(text(variable.name) ?? "", variable.value);
    return kind === undefined ? [] : [{ path: `${path}.value`, message: `holds ${kind}` }];
  });
