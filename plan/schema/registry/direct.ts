/** Registries that hold their one service themselves, as addresses or as DNS names. */
import * as z from "zod";
import { defaults } from "../../defaults.ts";
import { isAddress } from "../cidr.ts";
import { atLeastOne, host, isControllerName, port } from "../text.ts";
import { says } from "../words.ts";
import { kind, name, reach } from "./common.ts";

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

/** Its endpoints are addresses already, so it has no networks besides. */
export const fixed = z
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
  })
  .meta({ title: "Static registry", description: "One service at fixed addresses; its host is `<name>.static`." });

/** DNS names, which NetworkPolicies cannot name. */
export const dns = z
  .strictObject({
    type: kind("dns"),
    name,
    ...service,
    domains: atLeastOne(
      host().refine(
        isControllerName,
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

function isEndpoint(text: string): boolean {
  const [, v6, v4, digits = ""] = /^(?:\[([^\]]*:[^\]]*)\]|([\d.]+)):([1-9]\d{0,4})$/.exec(text) ?? [];
  const address = v6 ?? v4;
  return address !== undefined && isAddress(address) && Number(digits) <= 65535;
}
