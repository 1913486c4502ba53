/** What clients get while a tenant is not there. */
import * as z from "zod";
import { bytesOf } from "../bytes.ts";
import { whole } from "./sizes.ts";
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

/** Of all tenants' together a ConfigMap holds a mebibyte. */
export const longestBody = 16 * 1024;

/** A lone surrogate, `"\ud800"` in the file, is no UTF-8: protobuf's JSON parser refuses it, and with it the words of all tenants. */
const isText = (text: string): boolean =>
  text.trim() !== "" &&
  text.isWellFormed() &&
  bytesOf(text) <= longestBody &&
  !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text);

const body = z
  .string()
  .refine(
    isText,
    says(
      `is empty, longer than ${longestBody} bytes of UTF-8, or has control characters or halves of characters`,
      "Write one text, its lines below `body: |`; what is larger stays on a web server, and `page` sends clients there.",
    ),
  );

const answer = z
  .strictObject({
    body: body.describe("What clients read, at most 16 KiB. Everybody may read it, so no secrets."),
    type: z
      .enum(["text", "html"])
      .prefault("text")
      .describe("What it is: `text` is shown as it stands, `html` as a page of the host that was asked."),
    retryAfter: whole(1, 7 * 24 * 3600)
      .exactOptional()
      .describe("Seconds after which clients may try again (`Retry-After`). Default: they are told none."),
  })
  .exactOptional();

const described = (text: string) => page().exactOptional().describe(text);

const isOne = ({ page, answer }: { readonly page?: unknown; readonly answer?: unknown }): boolean =>
  page === undefined || answer === undefined;
const both = says("names both a page and an answer", "Keep the one that clients shall get.");

export const fleetMaintenanceSchema = z
  .strictObject({
    page: described("Address of the page for tenants that name neither a page nor an answer."),
    answer: answer.describe("Answer for tenants that name neither."),
  })
  .refine(isOne, both)
  .prefault({})
  .describe("What clients get while a tenant is suspended or under maintenance: they are sent to a page, or answered.");

export const tenantMaintenanceSchema = z
  .strictObject({
    active: z
      .boolean()
      .prefault(false)
      .describe(
        "Whether clients get page or answer while the tenant's pods run on. While it is suspended they do in any case.",
      ),
    page: described(
      "Address of its page, with 302 from every path of its hosts. A query of the request goes with it. Default: what the fleet has; a suspended tenant without any answers 503.",
    ),
    answer: answer.describe(
      "In place of a page: what clients are answered on every path of its hosts, with 503, by `entry.pageServer`.",
    ),
  })
  .refine(isOne, both)
  .prefault({})
  .describe("What clients get in place of the tenant.");
