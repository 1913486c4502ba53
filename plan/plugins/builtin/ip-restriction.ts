/** Lets clients in by their address (higress v2.2.4, plugins/wasm-go/extensions/ip-restriction/main.go). */
import * as z from "zod";
import { cidr } from "../../schema/cidr.ts";
import { exactlyOne } from "../../schema/forms.ts";
import { atLeastOne } from "../../schema/text.ts";
import { says } from "../../schema/words.ts";
import { builtin, type JsonMap } from "../builtin.ts";
import { clientAddressHeader } from "../client-address.ts";

const status = says("is no status of a refusal", "Write a number from 400 to 599.");

const settings = z
  .strictObject({
    allow: atLeastOne(cidr(), "network")
      .exactOptional()
      .describe("Networks that may come, and no others; or else `deny`."),
    deny: atLeastOne(cidr(), "network").exactOptional().describe("Networks that may not."),
    status: z.int().min(400, status).max(599, status).prefault(403).describe("Status of the answer to the rest."),
    message: z
      .string()
      .min(1, says("is empty", "Write something, or leave it out."))
      .max(1000, says("is longer than 1000 characters", "Say it shorter."))
      .prefault("Your IP address is blocked.")
      .describe('What the answer says, as `{"message": "…"}`.'),
  })
  // With both or neither the plugin refuses its configuration.
  .refine(
    ({ allow, deny }) => (allow === undefined) !== (deny === undefined),
    exactlyOne("list of networks", "either allow or deny"),
  );

const tell = ({ allow, deny, status: code, message }: z.output<typeof settings>): JsonMap => ({
  ip_source_type: "header",
  ip_header_name: clientAddressHeader,
  ...(allow && { allow }),
  ...(deny && { deny }),
  status: code,
  message,
});

export const ipRestriction = builtin({
  name: "ip-restriction",
  version: "2.0.0",
  phase: "AUTHN",
  priority: 210,
  failure: "closed",
  about: "Lets clients in by their address, as the entry sees it.",
  schema: { all: settings, rule: settings },
  tell: { all: tell, rule: tell },
});
