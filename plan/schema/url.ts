/** Parts of addresses that a gateway writes into what it sends. */
import * as z from "zod";
import { foldHost } from "../hosts.ts";
import { folded } from "./text.ts";
import { says } from "./words.ts";

/** Characters of a path without those that policies refuse in annotations (`;`) or that some reader takes for its own (`{`, `}`). */
const character = "[A-Za-z0-9._~!&'()*+,=:@-]";

const plainPath = new RegExp(`^(/(${character}|%[0-9A-Fa-f]{2})*)+$`);
const withGroups = new RegExp(`^(/(${character}|%[0-9A-Fa-f]{2}|\\$[0-9])*)+$`);

const path = (form: RegExp, remedy: string) =>
  z
    .string()
    .max(500, says("is longer than 500 characters", "Write a shorter path."))
    .regex(form, says("is no path to send", remedy))
    .refine((text) => !text.includes("//"), says('has "//"', "Write each slash once."));

/** Path of a URL, without query. */
export const urlPath = () => path(plainPath, 'Write a path without query, other signs escaped: "/v2/orders".');

/** The same with `$1` to `$9` for groups of a regular expression, and `$0` for all of what it fits. */
export const urlPathOfGroups = () =>
  path(withGroups, 'Write a path without query, other signs escaped; "$1" stands for a group: "/v2/$1".');

const target = /^https:\/\/([^\s/:?#@*]+)(:[1-9]\d{0,4})?(\/.*)?$/;
/** Not even escapes: the controller decodes the path and sends what comes out. */
const targetPath = new RegExp(`^(/${character}*)+$`);

function readTarget(text: string): string | undefined {
  const [, written = "", port = "", rest = ""] = target.exec(text) ?? [];
  const host = foldHost(written);
  const isPath = rest === "" || (targetPath.test(rest) && !rest.includes("//"));
  return host !== undefined && isPath && text.length <= 500 && Number(port.slice(1)) <= 65535
    ? `https://${host}${port}${rest}`
    : undefined;
}

/** Where clients are sent: https, host, and port and path where given; without a path they keep theirs. */
export const redirectTarget = () =>
  folded(/^https:\/\/[^\s?#@;%{}$*]+$/, readTarget, () =>
    says(
      "is no address that a gateway can send clients to",
      'Write https, host and, if it is another than the request\'s, path, without query and escapes: "https://www.example.com/shop".',
    ),
  );

/** Host, port and path of what `redirectTarget` read. */
export function targetParts(text: string): { readonly host: string; readonly port: string; readonly path: string } {
  const [, host = "", port = "", rest = ""] = target.exec(text) ?? [];
  return { host, port: port.slice(1), path: rest };
}

const origin = /^(https?):\/\/(\*\.)?([^\s/:?#@*]+)(:[1-9]\d{0,4})?$/;

/** As browsers spell it: lower case, no default port, no slash. */
function readOrigin(text: string): string | undefined {
  if (text === "*") return text;
  const [, scheme = "", wildcard = "", written = "", port = ""] = origin.exec(text) ?? [];
  const host = foldHost(written);
  const isDefault = port === (scheme === "https" ? ":443" : ":80");
  return host === undefined || isDefault || Number(port.slice(1)) > 65535
    ? undefined
    : `${scheme}://${wildcard}${host}${port}`;
}

/** A page's origin; `*` for all, or `https://*.example.com` for the hosts below one. */
export const originPattern = () =>
  folded(/^(\*|https?:\/\/(\*\.)?[^\s/:?#@*]+(:\d+)?)$/, readOrigin, () =>
    says(
      "is no origin as browsers send it",
      'Write scheme and host, with a port where it is not the scheme\'s own, and no path: "https://www.example.com", "https://*.example.com".',
    ),
  );
