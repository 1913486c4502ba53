/** Flows beyond those that every tenant has. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { exactlyOne, form, unionError } from "./forms.ts";
import { cidr } from "./cidr.ts";
import { moreThanATenant } from "./lists.ts";
import { atLeastOne, label, port } from "./text.ts";

const onePeer = exactlyOne("peer", "either cidr or namespace");

const peer = z.union(
  [
    form({ cidr: cidr().describe("A network.") }, ["namespace"], onePeer),
    form({ namespace: label().describe("A namespace; one of the region's `platformNamespaces`.") }, ["cidr"], onePeer),
  ],
  unionError(onePeer),
);

const flow = {
  ports: atLeastOne(port(), "port").describe("Ports of the pods, which a Service may map to others."),
  protocol: z.enum(["TCP", "UDP"]).prefault(defaults.protocol).describe("Transport protocol."),
};

const inbound = z
  .strictObject({ from: peer.describe("Who may come: either `cidr` or `namespace`."), ...flow })
  .transform(({ from, ...rest }) => ({ peer: from, ...rest }));

const outbound = z
  .strictObject({ to: peer.describe("Where to: either `cidr` or `namespace`."), ...flow })
  .transform(({ to, ...rest }) => ({ peer: to, ...rest }));

export const networkSchema = z
  .strictObject({
    ingress: z
      .array(inbound)
      .max(200, moreThanATenant(200, "flows"))
      .prefault([])
      .describe("Who else may reach the tenant's gateway pods."),
    egress: z
      .array(outbound)
      .max(200, moreThanATenant(200, "flows"))
      .prefault([])
      .describe("What else the tenant's gateway pods may reach."),
  })
  .prefault({})
  .describe("Flows beyond those that every tenant has; all others are denied.");
