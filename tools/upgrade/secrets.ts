/**
 * What looks like a secret in what charts render. The policy pack looks at what people wrote, where a false finding stops a deployment;
 * here one hides a line, so more is taken for a secret.
 */
import { credential } from "../../policy/model/redact.ts";

/** Last words of a key besides those that the policy pack knows. */
const moreNames = [/(?<![a-z])(?:pass|authorization)$/i, /(?<=[a-z0-9])(?:Pass|Authorization)$/];

/** A key and what sets its value, anywhere: `password=`, `"token": `, `Authorization: `. It starts where a word does, or long texts would take long. */
const assignment = /(?<![\w.-])([\w.-]+)["'\\\]]*\s*(?:=>|:=|[:=])[\s"'\\]*/g;
/** A flag and what parts it from its value: `--token `, `-password "`, `"--token", "`, and a line that goes on in the next. */
const flag = /(?<![\w.-])-{1,2}([\w.-]+)(?:["',\s\\]+)/g;
/** The flag of curl and others, up to the user's colon. */
const user = /(?<![\w.-])(?:-[uU]|--(?:proxy-)?user)["',\s\\=]*[^\s"',:]{1,256}:/g;

/** Ends of a text after which the next item of a list is the value. */
const openFlag = /(?<![\w.-])-{1,2}([\w.-]+)$/;
const openAssignment = /(?<![\w.-])([\w.-]+)["']?\s*[:=]$/;
const openUser = /(?<![\w.-])(?:-[uU]|--(?:proxy-)?user)$/;

/** A value: what is filled in elsewhere is taken as a whole, if that is all of it. */
const value =
  /^(?:(?:basic|bearer)\s+)?(?:(?:\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|<[^<>]*>)(?=["',;&\s]|$)|[^\s"',;&]+)/i;
/** Characters of a value that are looked at; more cannot make it a reference. */
const longest = 256;

/** Why a text kept under a key is taken for a secret (`a private key`), or undefined. */
export function whySecret(key: string, text: string): string | undefined {
  return credential(namesMore(key) ? "password" : key, text) ?? inside(text);
}

/** Why an item of a list is taken for a secret, by the item before it. */
export function whySecretAfter(before: string, item: string): string | undefined {
  const end = before.trimEnd();
  const [, name = ""] = openFlag.exec(end) ?? openAssignment.exec(end) ?? [];
  const follows = namesSecret(name) || (openUser.test(end) && item.includes(":"));
  return follows && isLiteral(item) ? "a credential, by the item before it" : undefined;
}

function inside(text: string): string | undefined {
  const names = (form: RegExp): boolean =>
    [...text.matchAll(form)].some(
      ({ 0: found, 1: name = "", index }) => namesSecret(name) && isLiteral(valueAt(text, index + found.length)),
    );
  if (names(assignment)) return "a credential, by a key in it";
  if (names(flag)) return "a credential, by a flag in it";
  const isUser = [...text.matchAll(user)].some(({ 0: found, index }) => isLiteral(valueAt(text, index + found.length)));
  return isUser ? "a user with a password" : undefined;
}

const valueAt = (text: string, at: number): string => value.exec(text.slice(at, at + longest))?.[0] ?? "";

const namesMore = (key: string): boolean => moreNames.some((form) => form.test(key));

/** The policy pack tells names of credentials from others by a value that is nothing else. */
const namesSecret = (key: string): boolean => namesMore(key) || credential(key, "x") !== undefined;

/** Neither empty nor filled in somewhere else. */
const isLiteral = (text: string): boolean => credential("password", text) !== undefined;
