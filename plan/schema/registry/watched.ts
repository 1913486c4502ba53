/** Registries that the controller watches: servers of services, which it asks for them. */
import * as z from "zod";
import { defaults, shortestRefresh } from "../../defaults.ts";
import { atLeastOne, line, objectName, port, server } from "../text.ts";
import { duration } from "../units.ts";
import { says } from "../words.ts";
import { kind, name, reach } from "./common.ts";
import { zookeeperPath } from "./shown.ts";
import { eurekaVport, nacosVport } from "./vport.ts";

const address = (defaultPort: number) => ({
  domain: server().describe("Host name or IPv4 address of the registry."),
  port: port().prefault(defaultPort).describe("Port of the registry."),
});

/** @param keys what the controller reads from it (registry/reconcile of chart 2.2.4) */
const credentials = (keys: string) =>
  z
    .strictObject({
      secret: objectName().describe("Name of the Secret in the tenant's namespace."),
      generate: z
        .boolean()
        .prefault(false)
        .describe("`true`: the program invents the values and makes the Secret. `false`: it is there already."),
    })
    .exactOptional()
    .describe(`Secret with ${keys}. The fleet file never holds the values.`);

const tooOften = says("is too short", `Use at least ${shortestRefresh} seconds: the controller takes no less.`);
const refreshInterval = z
  .int()
  .min(shortestRefresh, tooOften)
  .max(86400, says("is too long", "Use at most 86400 seconds, which is a day."))
  .exactOptional()
  .describe(
    `Seconds between two polls of the list of services, at least ${shortestRefresh}. Default: the controller's, 30.`,
  );

/** Nacos of any version. */
export const nacos = z
  .strictObject({
    type: z.enum(["nacos", "nacos2", "nacos3"]).describe("Major version of the Nacos server: `nacos` is 1."),
    name,
    ...address(defaults.registry.ports.nacos),
    credentials: credentials("the keys `nacosUsername` and `nacosPassword`; not for Nacos 1"),
    namespaceId: z
      .string()
      .regex(
        /^[0-9A-Za-z_-]*$/,
        says(
          "is not the id of a Nacos namespace",
          "Write the id, not the name that the console shows; leave the key out for `public`.",
        ),
      )
      .prefault(defaults.registry.namespaceId)
      .describe(
        "Id of the Nacos namespace, one tenant's each; empty: `public`, which everybody has, so that rule `mcpbridge-tenant-scoped` refuses it where `protect` is on, except on servers among its `sharedServers`.",
      ),
    groups: atLeastOne(
      z
        .string()
        .regex(
          /^[0-9A-Za-z_.:-]+$/,
          says("is not the name of a Nacos group", "Use letters, digits, dots, colons, hyphens and underscores."),
        ),
      "group",
    )
      .prefault(defaults.registry.groups)
      .describe("Groups whose services are fetched."),
    refreshInterval,
    timeout: duration("5m")
      .exactOptional()
      .describe("How long one request to it may take: `5s`. Default: the controller's. Needs chart 2.2.4."),
    vport: nacosVport,
    ...reach,
  })
  .meta({
    title: "Nacos registry",
    description: "Services of a Nacos server; hosts are `<service>.<group>.<namespace>.nacos`.",
  });

/** ZooKeeper, which the controller does not log in to. */
export const zookeeper = z
  .strictObject({
    type: kind("zookeeper"),
    name,
    ...address(defaults.registry.ports.zookeeper),
    servicesPath: z
      .array(zookeeperPath())
      .prefault([])
      .describe("Paths to read besides `/dubbo` and `/services`, which are always read."),
    ...reach,
  })
  .meta({
    title: "ZooKeeper registry",
    description: "Dubbo and Spring Cloud services of a ZooKeeper; hosts end in `.zookeeper`.",
  });

/** Consul. */
export const consul = z
  .strictObject({
    type: kind("consul"),
    name,
    ...address(defaults.registry.ports.consul),
    credentials: credentials("the key `consulToken`"),
    datacenter: z
      .string()
      .regex(
        /^[0-9a-z_-]+$/,
        says("is not the name of a Consul datacenter", "Use lower-case letters, digits, hyphens and underscores."),
      )
      .describe("Consul datacenter, part of every host that the registry produces."),
    serviceTag: line().exactOptional().describe("Only services with this tag. Default: all."),
    refreshInterval,
    ...reach,
  })
  .meta({
    title: "Consul registry",
    description: "Services of a Consul datacenter; hosts are `<service>.<datacenter>.consul`.",
  });

/** Eureka, which the controller does not log in to. */
export const eureka = z
  .strictObject({
    type: kind("eureka"),
    name,
    ...address(defaults.registry.ports.eureka),
    vport: eurekaVport,
    ...reach,
  })
  .meta({ title: "Eureka registry", description: "Services of a Eureka server; hosts are `<service>.eureka`." });
