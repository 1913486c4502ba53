import { plugins as byConsole } from "../console.ts";
import { toldCredentials } from "../credentials.ts";
import { plugins } from "../servers.ts";
import type { Manifest, Table } from "../vector.ts";

const metadata = { name: "tried", namespace: "acme-gateway" };
const hub = "registry.example.com/mirror";
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const url = `oci://${hub}/plugins/key-auth@${digest}`;

const plugin = (spec: object = {}, meta: object = {}): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { ...metadata, ...meta },
  spec: { url, phase: "AUTHN", priority: 310, failStrategy: "FAIL_CLOSE", defaultConfig: { realm: "shop" }, ...spec },
});
const from = (source: string, rest: object = {}): Manifest => plugin({ url: source, ...rest });
const configured = (defaultConfig: object | null): Manifest => plugin({ defaultConfig });
/** As a provider hands one out; made up. */
const key = `sk-${"a1B2".repeat(8)}`;
const reference = "${secret.acme-gateway/ai.token}";
const foreign = "${secret.globex-gateway/consul-token.consulToken}";

/** Nested as deep as plugins' configurations are, and a little deeper. */
const deep = (leaf: object, levels: number): object =>
  levels === 0 ? leaf : levels % 2 === 0 ? { rules: [deep(leaf, levels - 1)] } : { rule: deep(leaf, levels - 1) };

export const table: Table = {
  statement: "wasm-plugin",
  rules: ["wasm-source-pinned", "wasm-safe-execution", "wasm-no-inline-secret", "wasm-scope-own"],
  vectors: [
    ...byConsole,
    ...plugins,
    { name: "a plugin by digest", verdict: "accept", object: plugin() },
    {
      name: "a plugin by exact tag and digest",
      verdict: "accept",
      object: from(`oci://${hub}/plugins/key-auth:1.0.0@${digest}`),
    },
    {
      name: "a plugin of a registry that plugins may come from besides",
      verdict: "accept",
      object: from(`oci://registry.example.com/plugins/signatures:1.2.0@${digest}`),
    },
    {
      name: "a plugin of a registry whose name only begins like that",
      verdict: "refuse",
      object: from(`oci://registry.example.com/pluginsmith/signatures:1.2.0@${digest}`),
    },
    {
      name: "the tag latest beside a digest, which decides",
      verdict: "accept",
      object: from(`oci://${hub}/plugins/key-auth:latest@${digest}`),
    },
    {
      name: "a configuration for a thousand consumers",
      verdict: "accept",
      object: configured({
        consumers: Array.from({ length: 1000 }, (_, at) => ({ name: `shop-${at}`, credential: reference })),
      }),
    },
    { name: "a plugin without a configuration", verdict: "accept", object: plugin({ defaultConfig: undefined }) },
    { name: "an empty list of rules", verdict: "accept", object: plugin({ matchRules: [] }) },
    { name: "nothing said of failing", verdict: "accept", object: plugin({ failStrategy: undefined }) },
    {
      name: "a plugin that counts and fails open",
      verdict: "accept",
      object: plugin({ phase: "STATS", failStrategy: "FAIL_OPEN" }),
    },
    {
      name: "a reference to a Secret in place of a token",
      verdict: "accept",
      object: configured({ apiTokens: [reference] }),
    },
    {
      name: "a user before a reference to the password",
      verdict: "accept",
      object: configured({ consumers: [{ name: "alice", credential: `a.smith:${reference}` }] }),
    },
    {
      name: "a switch whose key sounds like a credential",
      verdict: "accept",
      object: configured({ forwardToken: true, stripPassword: "false" }),
    },
    {
      name: "the name of a Secret",
      verdict: "accept",
      object: configured({ authSecret: "shop-tls", tokenHeader: "x-token" }),
    },
    {
      name: "a key whose end is another word",
      verdict: "accept",
      object: configured({ tokenizer: "words", keyboard: "de" }),
    },
    {
      name: "a plugin that applies to rules alone",
      verdict: "accept",
      object: plugin({
        defaultConfigDisable: true,
        matchRules: [{ domain: ["shop.acme.example"], config: { realm: "shop" } }],
      }),
    },
    {
      name: "a plugin under a generated name",
      verdict: "accept",
      object: plugin({}, { name: undefined, generateName: "plugin-" }),
    },
    { name: "a plugin by server-side apply", verdict: "accept", object: plugin(), by: "apply" },
    {
      name: "a plugin from elsewhere by the platform",
      verdict: "accept",
      object: from(`oci://registry.example.org/plugins/key-auth@${digest}`),
      as: "platform",
      unseenByRules: "they ask no less of the platform",
    },

    {
      name: "another registry",
      verdict: "refuse",
      object: from(`oci://registry.example.org/plugins/key-auth@${digest}`),
    },
    {
      name: "a registry that begins alike",
      verdict: "refuse",
      object: from(`oci://registry.example.com.evil.example/mirror/key-auth@${digest}`),
    },
    {
      name: "a path that begins alike",
      verdict: "refuse",
      object: from(`oci://registry.example.com/mirror-of-mallory/key-auth@${digest}`),
    },
    {
      name: "the registry as a user's name",
      verdict: "refuse",
      object: from(`oci://registry.example.com@evil.example/mirror/key-auth@${digest}`),
    },
    { name: "a way up in the path", verdict: "refuse", object: from(`oci://${hub}/../mallory/key-auth@${digest}`) },
    { name: "a plugin by plain HTTP", verdict: "refuse", object: from("http://plugins.acme.example/key-auth.wasm") },
    { name: "a file of the gateway's", verdict: "refuse", object: from("file:///opt/plugins/key-auth.wasm") },
    { name: "no source", verdict: "refuse", object: plugin({ url: undefined }) },
    { name: "an empty source", verdict: "refuse", object: from("") },
    { name: "the tag latest", verdict: "refuse", object: from(`oci://${hub}/plugins/key-auth:latest`) },
    { name: "no tag", verdict: "refuse", object: from(`oci://${hub}/plugins/key-auth`) },
    { name: "half a digest", verdict: "refuse", object: from(`oci://${hub}/plugins/key-auth@sha256:0123`) },
    { name: "authentication that fails open", verdict: "refuse", object: plugin({ failStrategy: "FAIL_OPEN" }) },
    {
      name: "authorization that fails open",
      verdict: "refuse",
      object: plugin({ phase: "AUTHZ", failStrategy: "FAIL_OPEN" }),
    },
    {
      name: "authentication that applies nowhere",
      verdict: "refuse",
      object: plugin({ defaultConfigDisable: true, matchRules: [] }),
    },
    {
      name: "authentication that applies nowhere, without rules",
      verdict: "refuse",
      object: plugin({ defaultConfigDisable: true }),
    },
    {
      name: "the gateway's environment",
      verdict: "refuse",
      object: plugin({ vmConfig: { env: [{ name: "HOME", valueFrom: "HOST" }] } }),
    },
    { name: "a token by its key", verdict: "refuse", object: configured({ apiToken: "correct-horse-battery" }) },
    {
      name: "tokens in a list",
      verdict: "refuse",
      object: configured({ provider: { type: "openai", apiTokens: [reference, "correct-horse-battery"] } }),
    },
    {
      name: "a key of a provider under a harmless name",
      verdict: "refuse",
      object: configured({ note: `use ${key}` }),
    },
    {
      name: "a password in capitals",
      verdict: "refuse",
      object: configured({ REDIS_PASSWORD: "correct-horse-battery" }),
    },
    {
      name: "a password in a rule",
      verdict: "refuse",
      object: plugin({
        matchRules: [{ domain: ["shop.acme.example"], config: { redis: { password: "correct-horse-battery" } } }],
      }),
    },
    {
      name: "a private key",
      verdict: "refuse",
      object: configured({ pem: "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----" }),
    },
    {
      name: "a URL with a password",
      verdict: "refuse",
      object: configured({ upstream: "redis://shop:correct-horse@redis.acme.example:6379" }),
    },
    {
      name: "a token as deep as plugins go",
      verdict: "refuse",
      object: configured(deep({ token: "correct-horse-battery" }, 6)),
    },
    {
      name: "a token in a list of lists",
      verdict: "refuse",
      object: configured({ tokens: [[["correct-horse-battery"]]] }),
    },
    {
      name: "a token in the environment",
      verdict: "refuse",
      object: plugin({ vmConfig: { env: [{ name: "API_TOKEN", value: "correct-horse-battery" }] } }),
    },
    {
      name: "a configuration too deep to judge",
      verdict: "refuse",
      object: configured(deep({ realm: "shop" }, 20)),
      unseenByRules: "they follow it to its end, and nothing is wrong there",
    },
    {
      name: "a plugin that moves to another registry",
      verdict: "refuse",
      before: plugin(),
      object: from(`oci://registry.example.org/plugins/key-auth@${digest}`),
    },
    {
      name: "a plugin that begins to fail open by server-side apply",
      verdict: "refuse",
      before: plugin(),
      object: plugin({ failStrategy: "FAIL_OPEN" }),
      by: "apply",
    },
    {
      name: "another registry by the tenant's controller",
      verdict: "refuse",
      object: from(`oci://registry.example.org/plugins/key-auth@${digest}`),
      as: "system:serviceaccount:acme-gateway:higress-controller",
    },

    {
      name: "a source without a scheme",
      verdict: "refuse",
      object: from(`${hub}/plugins/key-auth@${digest}`),
      unseenByRules: "the gateway takes it for oci://, so the source is the fleet's own",
    },
    {
      name: "another registry without a scheme",
      verdict: "refuse",
      object: from(`registry.example.org/plugins/key-auth@${digest}`),
    },
    { name: "a way up in escapes", verdict: "refuse", object: from(`oci://${hub}/%2e%2e/mallory/key-auth@${digest}`) },
    {
      name: "the registry's name behind a fragment",
      verdict: "refuse",
      object: from(`oci://registry.example.org/#${hub}/plugins/key-auth@${digest}`),
    },
    {
      name: "a Secret of another namespace by the gateway's template",
      verdict: "refuse",
      object: configured({ apiTokens: ["${secret.globex-gateway/consul-token.consulToken}"] }),
    },
    ...Object.entries({
      "the key of a map": configured({ [foreign]: "a" }),
      "the name of the plugin": plugin({ pluginName: foreign }),
      "the key that signs it": plugin({ verificationKey: foreign }),
      "the environment": plugin({ vmConfig: { env: [{ name: "A", value: foreign }] } }),
    }).map(([where, object]) => ({
      name: `a Secret of another namespace in ${where}`,
      verdict: "refuse" as const,
      object,
    })),
    {
      name: "a reference to a Secret in the environment",
      verdict: "accept",
      object: plugin({ vmConfig: { env: [{ name: "API_TOKEN", value: reference }] } }),
    },
    {
      name: "a Secret without a namespace",
      verdict: "refuse",
      object: configured({ apiTokens: ["${secret.ai.token}"] }),
    },
    // What statement console-writes refuses too is in its table.
    ...["higress-redis.password", "higress-gateway-token.ca"].map((name) => ({
      name: `what Higress keeps for itself, ${name}`,
      verdict: "refuse" as const,
      object: configured({ a: `\${secret.acme-gateway/${name}}` }),
    })),
    {
      name: "a header for a server that wants a password",
      verdict: "refuse",
      object: configured({ headers: { Authorization: "Basic c2hvcDpjb3JyZWN0LWhvcnNl" } }),
    },
    ...toldCredentials.map(({ name, config, ...rest }) => ({
      name: `${name} in what it is told`,
      object: configured(config),
      ...rest,
    })),
    ...Object.entries({
      "GitHub's fine-grained": `github_pat_${"11AB".repeat(5)}_${"a1B2".repeat(14)}`,
      "GitLab's": `glpat-${"a1B2".repeat(5)}`,
      "Google's": `AIza${"a1B2".repeat(8)}abc`,
      "Hugging Face's": `hf_${"aBcD".repeat(8)}ab`,
      "Slack's": `xoxb-${"1234".repeat(3)}-${"a1B2".repeat(6)}`,
      "Stripe's": `sk_live_${"a1B2".repeat(6)}`,
    }).map(([whose, made]) => ({
      name: `a token of ${whose} form under a harmless name`,
      verdict: "refuse" as const,
      object: configured({ note: `use ${made}` }),
    })),
  ],
};
