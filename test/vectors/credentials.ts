/** What is a credential in what a plugin is told, and what only looks like one: asked of the plan, of the rules and of admission alike. */
import type { Vector } from "./vector.ts";

interface Told extends Pick<Vector, "verdict" | "unseenByAdmission"> {
  /** As the end of a sentence. */
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

const refuse = "refuse";
const accept = "accept";
const byLine = "it goes by the key of a line, and this one stands behind another";
const byText = "it judges each text by its own key, and the name stands beside it";
const byForm = "it does not know the form: a pattern costs there by its length";

/** Made up, as all of them. */
const word = "correct-horse-battery";

export const toldCredentials: readonly Told[] = [
  { name: "a password on the second line of a text", verdict: refuse, config: { script: `user=x\npassword=${word}` } },
  {
    name: "a secret in JSON in a text",
    verdict: refuse,
    config: { text: `{"clientSecret": "${word}"}` },
    unseenByAdmission: byLine,
  },
  {
    name: "a password by the name beside it",
    verdict: refuse,
    config: { env: [{ name: "DB_PASSWORD", value: word }] },
    unseenByAdmission: byText,
  },
  {
    name: "a shared key in a text",
    verdict: refuse,
    config: { keys: '{"keys":[{"kty":"oct","k":"AAAA"}]}' },
    unseenByAdmission: byForm,
  },
  {
    name: "a private key of a key set in a text",
    verdict: refuse,
    config: { keys: `{"kty":"EC","d":"${"a1B2".repeat(6)}"}` },
    unseenByAdmission: byForm,
  },
  {
    name: "a shared key as a map",
    verdict: refuse,
    config: { keys: [{ kty: "oct", k: "AAAA" }] },
    unseenByAdmission: byText,
  },
  {
    name: "a private key of a key set as a map",
    verdict: refuse,
    config: { keys: [{ kty: "EC", crv: "P-256", d: "a1B2".repeat(6) }] },
    unseenByAdmission: byText,
  },
  { name: "a token whose key has other words before", verdict: refuse, config: { csrf_token: "x-csrf-41" } },
  { name: "a list of tokens", verdict: refuse, config: { tokens: ["abc-41"] } },
  { name: "a secret key in camel case", verdict: refuse, config: { secretKey: "abc-41" } },
  { name: "a header that logs in", verdict: refuse, config: { header: "Authorization: Basic dXNlcjpwYXNzd29yZA==" } },
  {
    name: "a public key",
    verdict: accept,
    config: { pem: "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----" },
  },
  { name: "a certificate", verdict: accept, config: { ca: "-----BEGIN CERTIFICATE-----\nMIIB" } },
  { name: "a public key of a key set", verdict: accept, config: { keys: [{ kty: "EC", crv: "P-256", x: "AAAA" }] } },
  { name: "the name of a Secret that exists", verdict: accept, config: { existingSecret: "my-login" } },
  { name: "the name of a Secret to pull with", verdict: accept, config: { imagePullSecret: "my-pull" } },
  { name: "the name of a Secret of TLS", verdict: accept, config: { "tls-secret": "my-tls" } },
  { name: "a place to be filled in by a person", verdict: accept, config: { token: "<token>" } },
  { name: "a place to be filled in by a template", verdict: accept, config: { token: "{{ .x }}" } },
  { name: "a switch in letters", verdict: accept, config: { token: "true" } },
  { name: "a key whose last word is another", verdict: accept, config: { tokenHeader: "x-token" } },
];
