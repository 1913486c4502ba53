import { createPublicKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { expect } from "chai";
import { jwtAuth } from "../../../../plan/plugins/builtin/jwt-auth.ts";
import { faults, told } from "../told.ts";

const jwk = (key: Parameters<typeof createPublicKey>[0]): JsonWebKey => createPublicKey(key).export({ format: "jwk" });
const pairs = {
  P256: generateKeyPairSync("ec", { namedCurve: "P-256" }),
  P521: generateKeyPairSync("ec", { namedCurve: "P-521" }),
  Ed25519: generateKeyPairSync("ed25519"),
  RSA: generateKeyPairSync("rsa", { modulusLength: 2048 }),
};
const { x, y } = jwk(pairs.P256.privateKey);
const ec = { kty: "EC", crv: "P-256", x, y };
const issuer = (key: object, more = ""): string =>
  `{ name: shop, issuer: "https://login.example.com", keys: [${JSON.stringify(key)}]${more} }`;
const config = (...each: readonly string[]): string => `{ config: { consumers: [${each.join(", ")}] } }`;

describe("Plugin jwt-auth", () => {
  it("is told issuers with their public keys, and where tokens stand", () => {
    expect(told(jwtAuth, `{ consumers: [${issuer(ec)}] }`)).to.deep.equal({
      global_auth: true,
      consumers: [
        {
          name: "shop",
          issuer: "https://login.example.com",
          jwks: JSON.stringify({ keys: [ec] }),
          from_headers: [{ name: "authorization", value_prefix: "Bearer " }],
          clock_skew_seconds: 60,
          keep_token: true,
        },
      ],
    });
  });

  it("is told everything else of an issuer", () => {
    const more =
      ', from: { headers: [{ name: X-Token, prefix: "" }], query: [access_token], cookies: [session] }, ' +
      "claimsToHeaders: { sub: X-User }, clockSkew: 5m";
    expect(told(jwtAuth, `{ everywhere: false, consumers: [${issuer(ec, more)}] }`)).to.deep.equal({
      global_auth: false,
      consumers: [
        {
          name: "shop",
          issuer: "https://login.example.com",
          jwks: JSON.stringify({ keys: [ec] }),
          from_headers: [{ name: "x-token", value_prefix: "" }],
          from_params: ["access_token"],
          from_cookies: ["session"],
          claims_to_headers: [{ claim: "sub", header: "x-user", override: true }],
          clock_skew_seconds: 300,
          keep_token: true,
        },
      ],
    });
  });

  for (const [name, { publicKey }] of Object.entries(pairs)) {
    it(`takes a public key of ${name}`, () => {
      expect(faults(jwtAuth, config(issuer(publicKey.export({ format: "jwk" }))))).to.deep.equal([]);
    });
  }

  for (const [name, { privateKey }] of Object.entries(pairs)) {
    it(`refuses a private key of ${name}, and does not show it`, () => {
      const key = privateKey.export({ format: "jwk" });
      const found = faults(jwtAuth, config(issuer(key)));
      expect(found).to.deep.equal([
        "config.consumers[0].keys[0]: the map is no public key: whoever has it can make tokens\n" +
          "    Replace the key at the issuer, and write the new one's public half: without d, p and q.",
      ]);
      expect(found.join()).not.to.include(key.d);
    });
  }

  it("refuses symmetric keys, which are no public ones", () => {
    expect(faults(jwtAuth, config(issuer({ kty: "oct", k: "c2VjcmV0" })))).to.deep.equal([
      'config.consumers[0].keys[0].kty: "oct" is not one of the choices\n    Have the issuer sign with a key pair, and write its public half: a symmetric key is a secret, by which every reader could make tokens.',
    ]);
  });

  it("refuses what the plugin could not read, and would then let everybody in", () => {
    const broken = faults(jwtAuth, config(issuer({ ...ec, x: "AAAA" })));
    expect(broken).to.deep.equal([
      "config.consumers[0].keys[0]: the map is no key that anything can be checked with\n    Copy it from the issuer's JWKS.",
    ]);
    expect(faults(jwtAuth, config(issuer({ ...ec, alg: "ES384" })))).to.deep.equal([
      "config.consumers[0].keys[0]: the map is no key for ES384\n    Write the algorithm that the issuer signs with, or leave it out.",
    ]);
    expect(faults(jwtAuth, config(issuer({ ...ec, alg: "RS256" })))).to.have.lengthOf(1);
    expect(faults(jwtAuth, config(issuer({ ...ec, alg: "ES256" })))).to.deep.equal([]);
  });

  it("refuses RSA keys that are too short", () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(faults(jwtAuth, config(issuer(publicKey.export({ format: "jwk" }))))).to.deep.equal([
      "config.consumers[0].keys[0]: the map is an RSA key of 1024 bits\n    Have the issuer use one of 2048 at least.",
    ]);
  });

  it("refuses two keys of one kid, and two claims for one header", () => {
    const key = JSON.stringify({ ...ec, kid: "1" });
    const found = faults(
      jwtAuth,
      config(`{ name: shop, issuer: i, keys: [${key}, ${key}], claimsToHeaders: { sub: x-user, name: X-User } }`),
    );
    expect(found).to.deep.equal([
      'config.consumers[0].keys: "1" is the kid of two keys\n    Give each its own.',
      'config.consumers[0].claimsToHeaders.name: "x-user" is the header of two claims\n    Give each its own.',
    ]);
  });

  for (const [name, problem] of [
    [
      "x-mse-consumer",
      "is a header of the entry's and the gateway's\n    Take one of the clients' own: \"x-api-key\".",
    ],
    [
      "X-Higress-Fleet-Client",
      "is a header of the entry's and the gateway's\n    Take one of the clients' own: \"x-api-key\".",
    ],
    [
      "x-forwarded-for",
      "is a header of the entry's and the gateway's\n    Take one of the clients' own: \"x-api-key\".",
    ],
    ["Authorization", 'is a header that clients send for other reasons\n    Take one that nobody else has: "x-user".'],
    ["content-type", 'is a header that clients send for other reasons\n    Take one that nobody else has: "x-user".'],
  ] as const) {
    it(`writes no claim into ${name}`, () => {
      expect(faults(jwtAuth, config(issuer(ec, `, claimsToHeaders: { sub: ${name} }`)))).to.deep.equal([
        `config.consumers[0].claimsToHeaders.sub: "${name}" ${problem}`,
      ]);
    });
  }

  it("takes no token from where the entry says who a client is", () => {
    expect(faults(jwtAuth, config(issuer(ec, ", from: { headers: [{ name: x-mse-consumer }] }")))).to.deep.equal([
      'config.consumers[0].from.headers[0].name: "x-mse-consumer" is a header of the entry\'s and the gateway\'s\n    Take one of the clients\' own: "x-api-key".',
    ]);
  });

  it("writes no claim into where a token stands, since the entry takes it out of requests, and into a few headers only", () => {
    const from = "from: { headers: [{ name: x-user }] }";
    expect(faults(jwtAuth, config(issuer(ec, `, ${from}, claimsToHeaders: { sub: x-user }`)))).to.deep.equal([
      'config.consumers[0].claimsToHeaders.sub: the entry takes "x-user" out of requests, and tokens stand there\n    Take another header for one of the two.',
    ]);
    const many = Array.from({ length: 51 }, (_, at) => `c${at}: x-c${at}`).join(", ");
    expect(faults(jwtAuth, config(issuer(ec, `, claimsToHeaders: { ${many} }`)))).to.deep.equal([
      "config.consumers: name more than 50 headers for claims\n    Keep those that the backend reads.",
    ]);
  });

  it("refuses to take out a token that it only takes out of headers", () => {
    expect(faults(jwtAuth, config(issuer(ec, ", from: { cookies: [session] }, keepToken: false")))).to.deep.equal([
      "config.consumers[0].keepToken: is false, and the plugin takes tokens out of headers alone\n" +
        "    Take them from headers, or leave it out.",
    ]);
    expect(faults(jwtAuth, config(issuer(ec, ", keepToken: false")))).to.deep.equal([]);
  });

  it("refuses an issuer whose tokens stand nowhere", () => {
    expect(faults(jwtAuth, config(issuer(ec, ", from: {}")))).to.deep.equal([
      "config.consumers[0].from: the map names no place of tokens\n" +
        "    Name headers, query or cookies, or leave it out for `Authorization: Bearer …`.",
    ]);
  });
});
