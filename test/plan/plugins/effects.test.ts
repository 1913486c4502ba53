import { expect } from "chai";
import { parse } from "yaml";
import * as z from "zod";
import { builtins } from "../../../plan/plugins/builtins.ts";
import type { Builtin, Place } from "../../../plan/plugins/builtin.ts";

const place: Place = { secret: ({ secret, key }) => `$${secret}/${key}`, redis: "redis.example" };

const token = "tokens: [{ secret: s, key: k }]";

/** Everything that each may be told, in as many ways as it takes: one form of a setting excludes another. */
const whole: Readonly<Record<string, readonly string[]>> = {
  "basic-auth": ["{ everywhere: true, realm: r, consumers: [{ name: n, user: u, password: { secret: s, key: k } }] }"],
  "key-auth": [
    "{ everywhere: true, headers: [x-a], consumers: [{ name: n, apiKey: { secret: s, key: k } }] }",
    "{ query: [a], consumers: [{ name: n, apiKey: { secret: s, key: k } }] }",
  ],
  "ip-restriction": ["{ allow: [192.0.2.0/24], status: 404, message: m }", "{ deny: [192.0.2.0/24] }"],
  "request-block": ["{ urls: [u], headers: [h], bodies: [b], caseSensitive: true, status: 404, message: m }"],
  cors: [
    "{ origins: ['https://a.org'], methods: [GET], headers: [x-a], exposed: [x-b], credentials: true, maxAge: 1m }",
  ],
  "custom-response": ["{ status: 302, headers: { location: 'https://a.org' }, body: b, after: [404] }"],
  "key-rate-limit": [
    "{ header: x-a, limits: [{ value: v, requests: 1, per: second }] }",
    "{ query: a, limits: [{ value: { secret: s, key: k }, requests: 1, per: second }] }",
  ],
  ...Object.fromEntries(
    ["cluster-key-rate-limit", "ai-token-ratelimit"].map((name) => [
      name,
      [
        "{ counter: c, total: { count: 1, per: day }, status: 503, message: m }",
        "{ counter: c, each: [{ by: client, limits: [{ network: 192.0.2.0/24, count: 1, per: day }] }] }",
        ...["consumer", "{ header: x-a }", "{ query: a }", "{ cookie: a }"].map(
          (by) =>
            `{ counter: c, each: [{ by: ${by}, limits: [{ value: v, count: 1, per: day }, { pattern: p, count: 1, per: day }] }] }`,
        ),
      ],
    ]),
  ),
  "ai-proxy": [
    `{ provider: { type: openai, ${token}, url: 'https://a.org/v1' }, models: { a: b }, protocol: original, firstByte: 1s, retry: { attempts: 1, timeout: 1s }, failover: { model: m, failures: 2, successes: 2, interval: 1s } }`,
    `{ provider: { type: azure, ${token}, url: 'https://a.org/v1?api-version=1' } }`,
    `{ provider: { type: qwen, ${token}, domain: a.org, search: true, compatible: true } }`,
    `{ provider: { type: doubao, ${token}, domain: a.org } }`,
    "{ provider: { type: ollama, server: a.org, port: 1 } }",
  ],
};

type Step = string | number;

/** Paths of every value that is no list and no map; what a form is known by is no setting. */
function leaves(value: unknown, path: readonly Step[] = []): readonly (readonly Step[])[] {
  if (typeof value !== "object" || value === null) return path.at(-1) === "type" ? [] : [path];
  return Object.entries(value).flatMap(([step, inner]) => leaves(inner, [...path, step]));
}

function changed(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined)
    return typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : `${String(value)}0`;
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === Number(step) ? changed(item, rest) : item));
  const record = value as Readonly<Record<string, unknown>>;
  return { ...record, [step]: changed(record[step], rest) };
}

/** Names of all settings in a JSON schema. */
function names(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([word, inner]) => [
    ...(word === "properties" ? Object.keys(inner as object) : []),
    ...names(inner),
  ]);
}

const read = (plugin: Builtin, text: string) => plugin.schema.all.parse(parse(text));

describe("Settings of a plugin of Higress's", () => {
  // Of a key nothing can be changed by itself: builtin/jwt-auth.test.ts.
  for (const plugin of builtins.filter(({ name }) => name !== "jwt-auth")) {
    const texts = whole[plugin.name] ?? [];

    it(`are all tried here: ${plugin.name}`, () => {
      const all = names(z.toJSONSchema(plugin.schema.all, { io: "input" }));
      for (const name of all) expect(texts.join(), name).to.match(new RegExp(`\\b${name}\\b`));
    });

    it(`change what it is told, each by itself: ${plugin.name}`, () => {
      for (const text of texts) {
        const settings = read(plugin, text);
        const before = JSON.stringify(plugin.tell.all(settings, place));
        for (const path of leaves(settings)) {
          const after = plugin.tell.all(changed(settings, path) as typeof settings, place);
          expect(JSON.stringify(after), `${text} ${path.join(".")}`).to.not.equal(before);
        }
      }
    });
  }
});
