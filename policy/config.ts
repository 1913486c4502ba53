/** Policy configuration: how the facts and levels reach the pack. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import { briefingId, briefingLevel, type Facts } from "./facts.ts";
import type { Enforcement, Rule } from "./rule.ts";
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
const installation = {
  ...{ id: text, namespace: text, ingressClass: text },
  servers: { type: "array", items: { enum: ["plugin-server", "redis", "page-server"] } } as Schema,
};
/** Keys and values of people's own. */
const labels: Schema = { type: "object", additionalProperties: text };
const issuer = object({ name: text, kind: { enum: ["ClusterIssuer", "Issuer"] } });
const chart = object({ name: text, repository: text, version: text }, ["repository", "version"]);
const console = object({ sourceCidrs: texts, namespaces: texts });
const allowances: Schema = {
  type: "array",
  items: object({
    peer: object({ cidr: text, namespace: text }, ["cidr", "namespace"]),
    protocol: { enum: ["TCP", "UDP"] },
    ports: { type: "array", items: { type: "integer" } },
  }),
};

const tlsVersion: Schema = { enum: ["TLSv1.2", "TLSv1.3"] };
const door = object(
  {
    minTls: tlsVersion,
    plainHttp: { type: "boolean" },
    sourceCidrs: texts,
    rateLimit: object({
      requests: { type: "integer" },
      per: { enum: ["second", "minute"] },
      burst: { type: "integer" },
    }),
    identityHeaders: texts,
    addressHeader: text,
  },
  ["rateLimit", "identityHeaders", "addressHeader"],
);

/** JSON schema of `Facts`; the engine checks the configuration against it before anything is judged. */
export const factsSchema: Schema = object(
  {
    environment: text,
    profile: text,
    region: text,
    domain: text,
    dnsDomain: text,
    clusterCidrs: texts,
    apiServerCidrs: texts,
    platformNamespaces: texts,
    capacity: object({ cpu: text, memory: text, pods: text }, ["pods"]),
    monitoring: object({ namespace: text, pods: labels }),
    protect: { type: "boolean" },
    retiring: texts,
    certManager: text,
    chart,
    hub: text,
    pluginRegistries: { type: "array", items: text },
    platform: object({ groups: texts, users: texts }),
    entry: object(installation, ["servers"]),
    gateways: {
      type: "array",
      items: object(
        {
          ...installation,
          chart,
          console,
          watch: { enum: ["own", "all"] },
          exposure: { enum: ["cluster", "load-balancer", "node-port"] },
          backendNamespaces: texts,
          ports: { type: "array", items: { type: "integer" } },
          listeners: { type: "array", items: object({ hosts: texts, namespace: text }, ["namespace"]) },
          gatewayClass: text,
        },
        ["chart", "console", "servers", "listeners", "gatewayClass"],
      ),
    },
    tenants: {
      type: "array",
      items: object(
        {
          ...installation,
          chart,
          console,
          hosts: texts,
          withheld: texts,
          certificates: {
            type: "array",
            items: object(
              {
                secret: text,
                names: texts,
                clientAuthority: text,
                fillsAuthority: { type: "boolean" },
                fromFile: { type: "boolean" },
                issuer,
              },
              ["clientAuthority", "fillsAuthority", "fromFile", "issuer"],
            ),
          },
          registries: {
            type: "array",
            items: object({ name: text, type: text, server: text, namespace: text, cidrs: texts }, [
              "server",
              "namespace",
            ]),
          },
          network: object({ ingress: allowances, egress: allowances }),
          suspended: { type: "boolean" },
          maintenance: text,
          answered: text,
          groups: texts,
          door,
        },
        ["answered", "chart", "console", "door", "maintenance", "servers", "suspended", "withheld"],
      ),
    },
    waivers: {
      type: "array",
      items: object({
        rule: text,
        scope: {
          type: "object",
          properties: { tenant: text, namespace: text, urn: text },
          minProperties: 1,
          maxProperties: 1,
          additionalProperties: false,
        },
        reason: text,
        owner: text,
        expires: text,
      }),
    },
  } satisfies Record<keyof Facts, Schema>,
  ["capacity", "certManager", "hub", "monitoring", "pluginRegistries", "profile", "retiring"],
);

/** What a fleet chooses for a rule: a level other than the rule's own, and values for its settings. */
export type Choice = { readonly level?: Enforcement } & Readonly<Record<string, unknown>>;

/**
 * The content of a `--policy-pack-config` file: the facts, level and settings of every rule.
 * @param choices by id of the rule
 */
export function policyConfig(
  facts: Facts,
  choices: Readonly<Record<string, Choice>> = {},
): Readonly<Record<string, unknown>> {
  const chosen = rules.map(({ id, enforcement }) => {
    const { level = ownLevel(enforcement, facts), ...settings } = choices[id] ?? {};
    return [id, { ...settings, enforcementLevel: level }] as const;
  });
  return { [briefingId]: { enforcementLevel: briefingLevel, facts }, ...Object.fromEntries(chosen) };
}

/** The level of a rule where nobody chose another. */
export const ownLevel = (enforcement: Rule["enforcement"], { protect }: Pick<Facts, "protect">): Enforcement =>
  protect ? enforcement.protected : enforcement.open;
