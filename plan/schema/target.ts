/**
 * What a route leads to, in people's words: a Service by its bare name, or what a registry of the tenant knows. The host that the
 * registry makes of it is computed (plan/discovery.ts).
 */
import * as z from "zod";
import type { ServiceBackend } from "../model/backend.ts";
import { exactlyOne, form } from "./forms.ts";
import { shown, zookeeperPath } from "./registry/shown.ts";
import { notBare, notPlaced } from "./service.ts";
import { label, port } from "./text.ts";
import { says } from "./words.ts";

/** A service of a registry, by the names that the registry's own people use. */
export interface RegistryTarget {
  /** Name of a registry of the tenant. */
  readonly registry: string;
  /** Absent: the registry is one service itself. */
  readonly service?: string;
  /** Of Nacos or Dubbo. */
  readonly group?: string;
  /** Of Dubbo. */
  readonly version?: string;
  /** Where Spring Cloud has registered it in ZooKeeper. */
  readonly servicesPath?: string;
  /** Absent: the one that the registry knows. */
  readonly port?: number;
}

/** `registry` tells which. */
export type WrittenTarget = ServiceBackend | RegistryTarget;

/** Name, then registry. Names of Dubbo's services in Nacos have colons. */
const atRegistry = /^([0-9A-Za-z][0-9A-Za-z.:_-]*)@([a-z0-9]([-a-z0-9]*[a-z0-9])?)$/;

const notAt = says(
  "is not a service and its registry",
  'Write the name that the registry shows, "@", and the name of the registry: "orders@nacos".',
);

/** A name and the port behind it, as addresses have it. */
const withPort = /^([^:]+):(\d{1,5})$/;

/** @param notBare words for what is no bare name of a Service */
const service = (notBare: (text: string) => string | undefined) => {
  const notNamed = (text: string): string | undefined => {
    if (text.includes("@")) return atRegistry.test(text) ? undefined : notAt;
    return notBare(text);
  };
  const wrongIn = (text: string): string | undefined => {
    const wrong = notNamed(text);
    const [, name, behind] = withPort.exec(text) ?? [];
    if (wrong === undefined || name === undefined) return wrong;
    return notNamed(name) ?? says("has the port in the name", `Write "service: ${name}, port: ${Number(behind)}".`);
  };
  return z
    .string()
    .meta({ pattern: "^[0-9A-Za-z][0-9A-Za-z.:_-]*(@[a-z0-9]([-a-z0-9]*[a-z0-9])?)?$" })
    .superRefine((text, context) => {
      const wrong = wrongIn(text);
      if (wrong !== undefined) context.addIssue({ code: "custom", message: wrong, continue: false });
    });
};

const aPort = "Port of the Service. A service of a registry (`orders@nacos`) needs none: the registry knows one.";

const ownPort = () => port().exactOptional();

/** Of a tenant. */
export const named = {
  service: service(notBare).describe(
    "A Service in the tenant's namespace, by its bare name; or a service of a registry: `orders@nacos`.",
  ),
  port: ownPort().describe(aPort),
  group: shown("the name of a group")
    .exactOptional()
    .describe(
      "Group of the service in Nacos, one of the registry's: by default its only one, else `DEFAULT_GROUP`. Or group of a Dubbo service in ZooKeeper.",
    ),
  version: shown("a version")
    .exactOptional()
    .describe("Version of a Dubbo service in ZooKeeper; `0.0.0` where its provider says none."),
  servicesPath: zookeeperPath()
    .exactOptional()
    .describe("Path in ZooKeeper under which Spring Cloud has the service. Default: `/services`."),
};

/** Of a gateway of the platform. */
export const namedAnywhere = {
  service: service(notPlaced).describe("A Service of `higress-<id>` or of `namespace`, by its bare name."),
  namespace: label()
    .exactOptional()
    .describe(
      "Namespace of the Service: one of `backendNamespaces` or of the region's `platformNamespaces`, with `watch: all` and `routesAs: gateway-api`. A ReferenceGrant there opens this one Service to the gateway's routes. Default: `higress-<id>`.",
    ),
  port: named.port,
  group: named.group,
  version: named.version,
  servicesPath: named.servicesPath,
};

export const alone = {
  registry: label().describe("A static or dns registry of the tenant, which is one service itself."),
  port: ownPort().describe("Port. Default: the registry's."),
};

/** Keys that only the first of the two has, and only the second. */
export const keysOf = (own: typeof named): readonly string[] => Object.keys(own).filter((key) => key !== "port");
export const aloneKeys = ["registry"];

export const oneTarget = exactlyOne(
  "target",
  "either a Service and its port, or a service of a registry (service: orders@nacos), or a registry that is one service",
);

/** For editors: what is no service of a registry has a port. */
export const portOfService = {
  if: { type: "object", properties: { service: { type: "string", pattern: "@" } } },
  else: { type: "object", properties: { port: true }, required: ["port"] },
};

interface Named {
  readonly service: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly group?: string;
  readonly version?: string;
  readonly servicesPath?: string;
}

/** The name taken apart. */
export function readTarget(written: Named, context: z.core.ParsePayload): WrittenTarget {
  const { service: text, namespace, port: target, ...others } = written;
  const [, name, registry] = atRegistry.exec(text) ?? [];
  if (name !== undefined && registry !== undefined) {
    if (namespace !== undefined) {
      const message = says("is said of a service of a registry, which is in no namespace", "Remove one of the two.");
      context.issues.push({ code: "custom", path: ["namespace"], message, input: namespace });
    }
    return { registry, service: name, ...others, ...(target !== undefined && { port: target }) };
  }
  for (const [key, value] of Object.entries(others)) {
    const message = says(
      "is said of a Service, which has none",
      `Remove it, or name the registry that has the service: service: ${text}@<registry>.`,
    );
    context.issues.push({ code: "custom", path: [key], message, input: value });
  }
  if (target === undefined) {
    context.issues.push({ code: "invalid_type", expected: "number", path: ["port"], message: aPort, input: undefined });
  }
  return { service: text, ...(namespace !== undefined && { namespace }), port: target ?? 0 };
}

/**
 * Both forms of a target by itself.
 * @param own keys of the first
 */
export const targetForms = (own: typeof named, others: readonly string[], contradiction: string) =>
  [
    form(own, [...aloneKeys, ...others], contradiction)
      .meta(portOfService)
      .transform(readTarget),
    form(alone, [...keysOf(own), ...others], contradiction),
  ] as const;
