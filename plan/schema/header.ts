/** Names and values of HTTP headers. */
import * as z from "zod";
import { says } from "./words.ts";

/** A token of RFC 9110, section 5.6.2. */
const nameForm = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** Envoy refuses to change `:` and `host`, and the rest frames the message or the connection. */
const framing = /^(host|connection|content-length|transfer-encoding|upgrade|keep-alive|te|trailer|http2-settings)$/;

/** Their values are secrets, and the fleet file is no place for them. */
const credentials = /^(authorization|proxy-authorization|cookie|set-cookie)$|(^|[-_])(api-?key|token|secret|password)$/;

const named = () =>
  z.string().regex(nameForm, says("is no name of a header", 'Use letters, digits and "-": "x-request-id".'));

const lower = (name: string): string => name.toLowerCase();

/** Any name, in lower case. */
export const headerToken = () => named().overwrite(lower);

/** Of a cookie, which stands in a header among others. */
export const cookieName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/,
      says("is no name of a cookie", 'Use at most 100 letters, digits, "_", "." and "-", the first no "." or "-".'),
    );

const written = () =>
  named().refine(
    (name) => !framing.test(name.toLowerCase()),
    says("belongs to the message itself and cannot be changed", "Remove it."),
  );

/** In lower case, which is one spelling for all. */
export const headerName = () => written().overwrite(lower);

/** Whether the header's value is a secret, as far as its name tells. */
export const carriesCredentials = (name: string): boolean => credentials.test(name.toLowerCase());

/** What Envoy would put in place of `%...%`; anything else between two of them it refuses with the whole configuration. */
const operators =
  /%%|%(REQ|RESP)\([A-Za-z0-9:_-]+(\?[A-Za-z0-9:_-]+)?\)(:\d{1,4})?%|%(PROTOCOL|START_TIME|RESPONSE_CODE|DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT)%/g;

const headerValue = () =>
  z
    .string()
    .regex(
      /^[!-~]([ -~]{0,2000}[!-~])?$/,
      says(
        "is no value of a header",
        "Write one line of printable ASCII, at most 2000 characters, without spaces at the ends.",
      ),
    )
    .refine(
      (value) => !value.replace(operators, "").includes("%"),
      says(
        'has a "%" that Envoy takes for the beginning of a variable it does not know',
        'Write "%%" for the sign itself. Known are %REQ(name)%, %RESP(name)%, %PROTOCOL%, %START_TIME%, %RESPONSE_CODE% and %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%.',
      ),
    )
    .refine(
      (value) => !value.includes("${"),
      says('has "${", by which the controller reads Secrets', "Have a plugin set what is secret."),
    );

const values = (what: string) =>
  z
    .record(
      written().refine(
        (name) => !carriesCredentials(name),
        says(
          "carries credentials, and this file is no place for them",
          "Have the backend know it, or a plugin set it with a reference to a Secret.",
        ),
      ),
      headerValue(),
    )
    .transform((given, context) => {
      const names = Object.keys(given).map((name) => name.toLowerCase());
      for (const [at, name] of Object.keys(given).entries()) {
        if (names.indexOf(name.toLowerCase()) === at) continue;
        const message = says(
          "is there twice, in other letters",
          "Keep one: upper and lower case are the same in names of headers.",
        );
        context.issues.push({ code: "custom", path: [name], message, input: name });
      }
      return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
    })
    .exactOptional()
    .describe(what);

export const changesNothing = says(
  "changes nothing",
  "Name a header under set, add or remove of request or response, or leave this out.",
);

/** @param what whose headers, for people: `requests` */
export const headerChangeSchema = (what: string) =>
  z
    .strictObject({
      set: values(`Value by name, in place of what ${what} have.`),
      add: values(`Value by name, beside what ${what} have.`),
      remove: z.array(headerName()).exactOptional().describe(`Names of headers that ${what} lose.`),
    })
    .refine((change) => Object.values(change).some((each) => Object.keys(each).length > 0), changesNothing)
    .exactOptional();
