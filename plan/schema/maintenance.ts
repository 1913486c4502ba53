/** Where clients are sent while a tenant is not there. */
import * as z from "zod";
import { folded } from "./text.ts";
import { says } from "./words.ts";

/** One spelling for each. Without a path the gateway would keep that of the request; it drops a query and a fragment. */
function readPage(text: string): string | undefined {
  if (!URL.canParse(text) || /[\s;{}$]/.test(text)) return undefined;
  const url = new URL(text);
  const { protocol, username, password, search, hash, href } = url;
  const plain = [username, password, search, hash].every((part) => part === "");
  return protocol === "https:" && plain && href.length <= 500 ? href : undefined;
}

const page = () =>
  folded(/^https:\/\/[^\s?#@;{}$]+$/, readPage, () =>
    says(
      "is not the address of a page that a gateway can send clients to",
      'Write https, host and path, without user, query and fragment: "https://status.example.com/maintenance".',
    ),
  );

const described = (text: string) => page().exactOptional().describe(text);

export const fleetMaintenanceSchema = z
  .strictObject({ page: described("Address of the page for tenants that name none of their own.") })
  .prefault({})
  .describe("Where clients are sent while a tenant is suspended or under maintenance.");

export const tenantMaintenanceSchema = z
  .strictObject({
    active: z
      .boolean()
      .prefault(false)
      .describe(
        "Whether the entry sends clients to the page while the tenant's pods run on. `suspend` does so by itself.",
      ),
    page: described(
      "Address of its page, with 302 from every path of its hosts. A query of the request goes with it. Default: that of the fleet; a suspended tenant without any answers 503.",
    ),
  })
  .prefault({})
  .describe("What clients get in place of the tenant.");
