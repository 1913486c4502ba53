/** Ports that services of Nacos and Eureka have for routes. */
import * as z from "zod";
import { port } from "../text.ts";
import { shown } from "./shown.ts";

/** @param more settings by which the type tells services apart */
const vport = <Shape extends z.core.$ZodLooseShape>(more: Shape) =>
  z
    .strictObject({
      default: port().describe("Port of every service that has none of its own."),
      services: z
        .array(
          z.strictObject({
            service: shown("the name of a service").describe("Name of a service in the registry."),
            ...more,
            port: port().describe("Its port."),
          }),
        )
        .prefault([])
        .describe("Services that have another one."),
    })
    .exactOptional()
    .describe(
      "Ports that services have for routes, whatever their instances listen on. Default: the port of the instance that is listed first, which changes with it.",
    );

export const eurekaVport = vport({});

export const nacosVport = vport({
  group: shown("the name of a group")
    .exactOptional()
    .describe("Its group. Default: the registry's only one, else `DEFAULT_GROUP`."),
});
