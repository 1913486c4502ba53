import { groupOf, isObject } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

const groups = ["extensions", "install", "networking", "security", "telemetry"].map((name) => `${name}.istio.io`);

export default resourceRule({
  id: "istio-objects-absent",
  number: 53,
  title: "No object of Istio's stands beside the routes that are judged",
  why: "A gateway with Gateway API on reads them too, and they change listeners, filters and upstreams past every rule about hosts and backends.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Say it by Ingress, HTTPRoute, McpBridge or WasmPlugin, or list the object in the rule's setting `allowed`.",
  url: ruleUrl("istio-objects-absent"),
  settings: {
    allowed: {
      type: "array",
      items: { type: "string" },
      description: "Objects that somebody has looked at, `<namespace>/<name>`.",
      default: [] as readonly string[],
    },
  },
  check(resource, _, { allowed }) {
    if (!isObject(resource)) return undefined;
    if (!groups.includes(groupOf(resource))) return [];
    const place = `${namespaceOf(resource) ?? ""}/${text(at(resource.props, "metadata", "name")) ?? ""}`;
    if (allowed.includes(place)) return [];
    return [{ path: "apiVersion", message: `${resource.kind} of ${groupOf(resource)} is judged by no rule` }];
  },
});
