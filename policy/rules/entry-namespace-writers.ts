import { pageServerName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import { isDeployment, isObject, isRelease } from "../model/kinds.ts";
import { namespaceOf } from "../model/ownership.ts";
import { pageServerFindings } from "../model/page-server.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "entry-namespace-writers",
  number: 38,
  title: "Only the platform writes into the entry's namespace, and only what an entry consists of",
  why: "Here are every tenant's certificates and routes: who may place an object here speaks for all of them.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy: "Make the object in the entry's component, or in the namespace of the tenant that it is for.",
  url: ruleUrl("entry-namespace-writers"),
  settings: {
    components: {
      type: "array",
      items: { type: "string" },
      description:
        "Type tokens of the components that make the entry, from the outermost inwards. What has no component at all is the program's own.",
      default: ["higress-fleet:index:Fleet", "higress-fleet:index:Entry"] as readonly string[],
    },
    kinds: {
      type: "array",
      items: { type: "string" },
      description: "Kinds that an entry consists of.",
      default: [
        ...[
          "Certificate",
          "ConfigMap",
          "Gateway",
          "HorizontalPodAutoscaler",
          "Ingress",
          "LimitRange",
          "McpBridge",
          "Namespace",
          "NetworkPolicy",
        ],
        ...[
          "PodDisruptionBudget",
          "PodMonitor",
          "Release",
          "ResourceQuota",
          "Role",
          "RoleBinding",
          "Secret",
          "Service",
        ],
        ...["ServiceAccount", "WasmPlugin"],
      ] as readonly string[],
    },
  },
  check(resource, facts, { components, kinds }) {
    if (!isObject(resource) || namespaceOf(resource) !== facts.entry.namespace) return undefined;
    const findings: Finding[] = [];
    if (!kinds.includes(resource.kind) && !isPageServer(resource, facts)) {
      findings.push({ path: "kind", message: `${JSON.stringify(resource.kind)} is no part of an entry` });
    }
    findings.push(...pageServerFindings(resource, facts));
    const stranger = ancestors(resource.urn).find((type) => !isPlain(type) && !components.includes(type));
    if (stranger !== undefined) {
      const path = isRelease(resource) ? "namespace" : "metadata.namespace";
      findings.push({
        path,
        message: `is the entry's, and the object is made by component ${JSON.stringify(stranger)}`,
      });
    }
    return findings;
  },
});

/** The one Deployment that the program makes itself, where the fleet asks for it. */
const isPageServer = (resource: Resource, { entry }: Facts): boolean =>
  isDeployment(resource) &&
  at(resource.props, "metadata", "name") === pageServerName &&
  entry.servers?.includes("page-server") === true;

/** `urn:pulumi:stack::project::outer$inner$type::name`: all but the resource's own type. */
const ancestors = (urn: string): readonly string[] => (urn.split("::")[2] ?? "").split("$").slice(0, -1);

/** What groups objects and belongs to nobody: the stack itself, and files and charts of the Kubernetes SDK. */
const isPlain = (type: string): boolean => type === "pulumi:pulumi:Stack" || type.startsWith("kubernetes:");
