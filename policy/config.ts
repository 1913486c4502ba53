/** Policy configuration: how the facts and levels reach the pack. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { Facts } from "./facts.ts";
import { rules } from "./rules.ts";

type Schema = PolicyConfigSchema["properties"][string];

const text: Schema = { type: "string" };
const texts: Schema = { type: "array", items: text };
const object = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});
const installation = { id: text, namespace: text, ingressClass: text };
const allowances: Schema = {
  type: "array",
  items: object({
    peer: object({ cidr: text, namespace: text }, ["cidr", "namespace"]),
    protocol: { enum: ["TCP", "UDP"] },
    ports: { type: "array", items: { type: "integer" } },
  }),
};

/** JSON schema of `Facts`; the engine checks the configuration against it before anything is judged. */
export const factsSchema: Schema = object(
  {
    environment: text,
    region: text,
    domain: text,
    dnsDomain: text,
    clusterCidrs: texts,
    apiServerCidrs: texts,
    platformNamespaces: texts,
    protect: { type: "boolean" },
    chart: object({ name: text, repository: text, version: text }, ["repository", "version"]),
    hub: text,
    platform: object({ groups: texts, users: texts }),
    entry: object(installation),
    gateways: {
      type: "array",
      items: object({
        ...installation,
        watch: { enum: ["own", "all"] },
        exposure: { enum: ["cluster", "load-balancer"] },
      }),
    },
    tenants: {
      type: "array",
      items: object({
        ...installation,
        hosts: texts,
        certificates: { type: "array", items: object({ secret: text, names: texts }) },
        registries: {
          type: "array",
          items: object({ name: text, type: text, server: text, namespace: text, cidrs: texts }, [
            "server",
            "namespace",
          ]),
        },
        network: object({ ingress: allowances, egress: allowances }),
        groups: texts,
      }),
    },
    waivers: {
      type: "array",
      items: object({
        rule: text,
        scope: {
          type: "object",
          properties: { tenant: text, namespace: text, urn: text },
          additionalProperties: false,
        },
        reason: text,
        owner: text,
        expires: text,
      }),
    },
  } satisfies Record<keyof Facts, Schema>,
  ["hub"],
);

/** The content of a `--policy-pack-config` file: the facts and the level of every rule. */
export function policyConfig(facts: Facts): Record<string, unknown> {
  const level = facts.protect ? "protected" : "open";
  return Object.fromEntries(rules.map((rule) => [rule.id, { enforcementLevel: rule.enforcement[level], facts }]));
}
