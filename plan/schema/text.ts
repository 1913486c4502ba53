/** Building blocks of the schema: kinds of text and number, each with its rule and the words for breaking it. */
import * as z from "zod";
import { addressCidr } from "../cidr.ts";
import { foldHost } from "../hosts.ts";
import { dnsLabel, maxIdLength } from "../names.ts";
import { parseQuantity, quantityForm } from "../quantity.ts";
import { says } from "./words.ts";

const letters = "Use lower-case letters, digits and hyphens, with a letter or digit at both ends";

/**
 * Name of a Kubernetes object that is a DNS label: namespaces, Services, and whatever the fleet names itself.
 * @param words for some that are none, where more is known of them
 */
export const label = (longest = 63, words: (text: string) => string | undefined = () => undefined) =>
  z
    .string()
    .regex(dnsLabel, { error: ({ input }) => words(String(input)) ?? says("is not a DNS label", `${letters}.`) })
    .max(longest, tooLong(longest));

export const id = () => label(maxIdLength);

/** Name of a Kubernetes object that may have dots, a DNS subdomain: Secrets, Ingresses. */
export const objectName = () =>
  z
    .string()
    .regex(
      /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
      says("is not a name Kubernetes accepts", `${letters}; dots may join such parts.`),
    )
    .max(253, tooLong(253));

/** The form that the API server asks of the keys of labels and annotations, and of `spec.loadBalancerClass` of a Service. */
export const qualifiedName =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** Text of people's own choice. */
export const line = () =>
  z
    .string()
    .regex(/^\S(.*\S)?$/, says("is empty, has several lines, or spaces at an end", "Write one line of text."))
    .max(253, tooLong(253));

/**
 * Text that has one spelling among several equal ones.
 * @param form what every legal text matches, for editors
 * @param read finds the one spelling; nothing when the text breaks the rule
 * @param broken words for that; a rule that follows is not asked then
 */
export const folded = (form: RegExp, read: (text: string) => string | undefined, broken: (text: string) => string) =>
  z
    .string()
    .meta({ pattern: form.source })
    .superRefine((text, context) => {
      if (read(text) === undefined) context.addIssue({ code: "custom", message: broken(text), continue: false });
    })
    .overwrite((text) => read(text) ?? text);

const bare = "Write the bare name, without scheme, port or path";

/** A host name, exact or with `*.` in front; in lower case and punycode. */
export const hostPattern = () =>
  folded(/^(\*\.)?[^\s/:@*]+$/, foldHost, () =>
    says("is not a host name", `${bare}: "api.example.com" or "*.example.com".`),
  );

const hostForm = /^[^\s/:@*]+$/;
const exactHost = (text: string) => (text.startsWith("*") ? undefined : foldHost(text));

/** A host name without a wildcard; in lower case and punycode. */
export const host = () =>
  folded(hostForm, exactHost, (text) =>
    text.startsWith("*")
      ? says("has a wildcard", 'Write one exact host name: "api.example.com".')
      : says("is not a host name", `${bare}: "api.example.com".`),
  );

/**
 * The controller's own rule for names in `dns` registries; one that breaks it drops the whole service (higress v2.2.4,
 * registry/direct/watcher.go:140-205).
 */
export const isControllerName = (name: string): boolean =>
  /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name);

/** Where a server is found. Not IPv6: the controller joins address and port by a colon. */
export const server = () =>
  folded(
    hostForm,
    (text) => (ipv4.test(text) && addressCidr(text) !== undefined ? text : exactHost(text)),
    () => says("is neither a host name nor an IPv4 address", "Write one of the two, without scheme or port."),
  );

const ipv4 = /^\d+(\.\d+){3}$/;

export const port = () => z.int().min(1, notPort).max(65535, notPort);
const notPort = says("is not a port", "Use a whole number from 1 to 65535.");

/** A Kubernetes quantity. */
export const quantity = () =>
  z
    .string()
    .regex(quantityForm, notQuantity)
    .refine((text) => !quantityForm.test(text) || parseQuantity(text) !== undefined, notQuantity);
const notQuantity = says(
  "is not a quantity",
  'Write a number with at most three decimals and, if need be, a unit: "500m" or "2" for CPU, "512Mi" or "2Gi" for memory.',
);

const notDate = says("is not a date", 'Write year, month and day: "2026-12-31".');
const dateForm = /^\d{4}-\d{2}-\d{2}$/;
/** A day. With a pattern of its own, since editors differ in what they make of a format. */
export const date = () =>
  z
    .string()
    .regex(dateForm, notDate)
    .refine((text) => !dateForm.test(text) || z.iso.date().safeParse(text).success, notDate);

/** Each is compared with the rest, and all stand in one object. */
const mostOfAList = 1000;

/** A list that has something in it, and an end. */
export const atLeastOne = <T extends z.ZodType>(item: T, what: string) =>
  z
    .array(item)
    .min(1, says("is empty", `Name at least one ${what}.`))
    .max(
      mostOfAList,
      says(`has more than ${mostOfAList} entries`, "Put several into one, or make several of what it is written for."),
    );

function tooLong(longest: number): string {
  return says(`is longer than ${longest} characters`, `Choose a name of at most ${longest} characters.`);
}
