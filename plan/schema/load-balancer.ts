/** Of a LoadBalancer Service. */
import * as z from "zod";
import { addressCidr } from "../cidr.ts";
import { qualifiedName } from "./text.ts";
import { says } from "./words.ts";

const notAddress = says("is not an IP address", "Write one address, without port or prefix.");

export const loadBalancer = () =>
  z
    .strictObject({
      class: z
        .string()
        .max(253, says("is longer than 253 characters", "Write it as the controller documents it."))
        .regex(
          qualifiedName,
          says("is no class of load balancers", 'Write it as the controller documents it: "<domain>/<name>".'),
        )
        .exactOptional()
        .describe(
          "Which controller makes it (`loadBalancerClass`). Kubernetes lets nobody change it once the Service is there. Default: the cluster's own.",
        ),
      address: z
        .string()
        .regex(/^[0-9a-fA-F:.]{2,45}$/, notAddress)
        .refine((text) => addressCidr(text) !== undefined, notAddress)
        .exactOptional()
        .describe(
          "The address that it shall have (`loadBalancerIP`), for controllers that know the field; others have an annotation for it. Default: one that the controller picks.",
        ),
    })
    .refine(
      ({ class: name, address }) => name !== undefined || address !== undefined,
      says("says nothing", "Give it class, address or both, or leave it out."),
    )
    .exactOptional()
    .describe("Which load balancer the Service gets, and at which address.");
