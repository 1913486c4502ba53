/**
 * Where a tenant's services are found; one shape per type, each with the fields the controller reads for it
 * (McpBridge of chart 2.2.4; the API server itself would accept any type and drop unknown fields).
 */
import * as z from "zod";
import { defaults, shortestRefresh } from "../defaults.ts";
import { cidr, isAddress } from "./cidr.ts";
import { atLeastOne, host, label, line, objectName, port, server } from "./text.ts";
import { says } from "./words.ts";

const kind = <Type extends string>(type: Type) => z.literal(type).describe("Kind of registry.");

const name = label().describe("Name of the registry, unique in the tenant.");

const reach = {
  cidrs: z
    .array(cidr())
    .prefault([])
    .describe(
      "Networks the registry answers from; needed when it is named by a DNS name outside the cluster, since NetworkPolicies know no names.",
    ),
};

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

const nacos = z
  .strictObject({
    type: z.enum(["nacos", "nacos2", "nacos3"]).describe("Major version of the Nacos server: `nacos` is 1."),
    name,
    ...address(defaults.registry.ports.nacos),
    credentials: credentials("the keys `nacosUsername` and `nacosPassword`"),
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
      .describe("Id of the Nacos namespace; empty: `public`."),
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
    ...reach,
  })
  .meta({
    title: "Nacos registry",
    description: "Services of a Nacos server; hosts are `<service>.<group>.<namespace>.nacos`.",
  });

const zookeeper = z
  .strictObject({
    type: kind("zookeeper"),
    name,
    ...address(defaults.registry.ports.zookeeper),
    servicesPath: z
      .array(
        z
          .string()
          .regex(
            /^(\/[^\s/]+)+$/,
            says("is not a path in ZooKeeper", 'Begin with "/" and leave out the one at the end: "/services/shop".'),
          ),
      )
      .prefault([])
      .describe("Paths to read besides `/dubbo` and `/services`, which are always read."),
    ...reach,
  })
  .meta({
    title: "ZooKeeper registry",
    description: "Dubbo and Spring Cloud services of a ZooKeeper; hosts end in `.zookeeper`.",
  });

const consul = z
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

const eureka = z
  .strictObject({ type: kind("eureka"), name, ...address(defaults.registry.ports.eureka), ...reach })
  .meta({ title: "Eureka registry", description: "Services of a Eureka server; hosts are `<service>.eureka`." });

const service = {
  port: port().describe("Port of the service that the registry produces."),
  protocol: z
    .enum(["tcp", "http", "https", "http2", "grpc", "grpcs", "dubbo"])
    .prefault(defaults.registry.protocol)
    .describe("Protocol spoken with it."),
  sni: host()
    .exactOptional()
    .describe("Server name for TLS; for `https` and `grpcs`. Default for one DNS name: that name."),
};

const fixed = z
  .strictObject({
    type: kind("static"),
    name,
    ...service,
    endpoints: atLeastOne(
      z
        .string()
        .refine(
          isEndpoint,
          says(
            "is not an address with a port",
            'Write "10.0.0.1:8080" or "[fd00::1]:8080"; a host name wants type dns.',
          ),
        ),
      "endpoint",
    ).describe("Addresses with ports: `10.0.0.1:8080`, `[fd00::1]:8080`."),
    ...reach,
  })
  .meta({ title: "Static registry", description: "One service at fixed addresses; its host is `<name>.static`." });

/** The controller's own rule; one name that breaks it drops the whole service (registry/direct of chart 2.2.4). */
const fullName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

const dns = z
  .strictObject({
    type: kind("dns"),
    name,
    ...service,
    domains: atLeastOne(
      host().refine(
        (name) => fullName.test(name),
        says(
          "is not a full DNS name that the controller takes",
          "Write a name with at least two parts whose last has letters only; an address wants type static.",
        ),
      ),
      "DNS name",
    ).describe("DNS names of the service."),
    ...reach,
  })
  .meta({ title: "DNS registry", description: "One service behind DNS names; its host is `<name>.dns`." });

export const registrySchema = z.discriminatedUnion("type", [nacos, zookeeper, consul, eureka, fixed, dns]);

function isEndpoint(text: string): boolean {
  const [, v6, v4, digits = ""] = /^(?:\[([^\]]*:[^\]]*)\]|([\d.]+)):([1-9]\d{0,4})$/.exec(text) ?? [];
  const address = v6 ?? v4;
  return address !== undefined && isAddress(address) && Number(digits) <= 65535;
}
