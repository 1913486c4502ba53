import { expect } from "chai";
import { credential, credentialsIn } from "../../../policy/model/redact.ts";
import { toldCredentials } from "../../vectors/credentials.ts";

describe("credentials of plugins", () => {
  for (const { name, verdict, config } of toldCredentials) {
    it(`${verdict === "refuse" ? "are" : "are not"} ${name}`, () => {
      expect(credentialsIn(config, "config").map(({ kind }) => kind)).to.have.lengthOf(verdict === "refuse" ? 1 : 0);
    });
  }
});

describe("credential", () => {
  it("goes by the last words of a key, however they are joined", () => {
    for (const key of [
      ...["password", "dbPassword", "NACOS_PASSWORD", "redis.password", "passwd", "passphrase", "pwd"],
      ...[
        "token",
        "accessToken",
        "api_tokens",
        "clientSecret",
        "apiKey",
        "api-key",
        "accessKeys",
        "secretKey",
        "apikey",
      ],
      ...["private.key", "credentials"],
    ]) {
      expect(credential(key, "hunter2"), key).to.equal("a credential, by its key");
    }
  });

  it("leaves keys alone that only look alike", () => {
    for (const key of [
      ...["passwordMinLength", "tokenReview", "secretName", "authSecretName", "tlsSecret", "imagePullSecrets"],
      ...[
        "auth-tls-secret",
        "proxy-ssl-secret",
        "existingSecret",
        "key",
        "sessionKeyName",
        "monkey",
        "bypass",
        "sshKey",
      ],
    ]) {
      expect(credential(key, "hunter2"), key).to.equal(undefined);
    }
  });

  it("takes placeholders, switches and everything that is no text for harmless", () => {
    for (const value of ["", " ", "true", "false", "${TOKEN}", "$(TOKEN)", "{{ .Values.token }}", "<token>"]) {
      expect(credential("token", value), value).to.equal(undefined);
    }
    for (const value of [true, 12, null, undefined, {}]) expect(credential("token", value)).to.equal(undefined);
    expect(credential("token", "${TOKEN}-hunter2")).to.equal("a credential, by its key");
  });

  it("knows the forms of credentials under any key", () => {
    const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0In0", "c2lnbmF0dXJl"].join(".");
    const forms: Readonly<Record<string, string>> = {
      "a private key": ["-----BEGIN EC", "PRIVATE KEY-----\nabc"].join(" "),
      "a JSON web token": `x ${jwt}`,
      "an API key": `sk-${"a1".repeat(12)}`,
      "an AWS access key": `AKIA${"A1B2".repeat(4)}`,
      "an Alibaba Cloud access key": `LTAI${"a1B2".repeat(4)}`,
      "a GitHub token": `ghp_${"a1".repeat(18)}`,
      "a URL with a password": "redis://:hunter2@cache.example:6379/0",
      "an authorization header": "Authorization: Basic dXNlcjpwYXNzd29yZA==",
    };
    for (const [kind, value] of Object.entries(forms)) expect(credential("x", value)).to.equal(kind);
    const made = "a1B2".repeat(9);
    for (const token of [`github_pat_${made}`, `glpat-${made}`, `hf_${made}`, `xoxb-${made}`]) {
      expect(credential("x", `use ${token}`), token).to.equal("a token");
    }
    for (const key of [`AIza${made}`, `sk_live_${made}`, `rk_test_${made}`]) {
      expect(credential("x", `use ${key}`), key).to.equal("an API key");
    }
  });

  it("leaves texts alone that only look alike", () => {
    for (const value of [
      ...[
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "https://a.example:8080/x@y",
        "mailto:a@b.example",
      ],
      ...[
        "sk-short",
        "half_of-a-name-that-is-quite-long",
        "risk_live_and-let-live-for-ever",
        "task-0123456789abcdefgh",
        "basic auth is off",
        "sha256:0123456789abcdef",
        "redis://${U}:${P}@cache:1",
      ],
    ]) {
      expect(credential("x", value), value).to.equal(undefined);
    }
  });

  it("reads settings line by line, and tells the line", () => {
    for (const text of [
      "a: b\npassword: hunter2",
      'a=b\nexport DB_PASSWORD="hunter2"',
      '{\n "apiKey": "hunter2"\n}',
      "x:\n- token: t",
    ]) {
      expect(credential("app.conf", text)).to.equal("a credential, by the key on line 2");
    }
    for (const text of [
      "password: ${P}",
      "password:\n  from: x",
      "# password: see the vault",
      "secretName: acme-tls",
    ]) {
      expect(credential("app.conf", text), text).to.equal(undefined);
    }
  });
});

describe("credentialsIn", () => {
  it("tells where each is: items of a list by the list's key, a pair's value by the pair's name", () => {
    const tree = {
      apiTokens: ["hunter2", "${TOKEN}", ["hunter3"]],
      env: [
        { name: "PASSWORD", value: "hunter2" },
        { name: "REALM", value: "shop" },
      ],
      nested: { deeper: { clientSecret: "hunter2", name: "PASSWORD", other: "x" } },
      none: null,
    };
    expect(credentialsIn(tree, "data").map(({ path }) => path)).to.deep.equal([
      ...["data.apiTokens[0]", "data.apiTokens[2][0]", "data.env[0].value"],
      "data.nested.deeper.clientSecret",
    ]);
    expect(credentialsIn("hunter2", "data")).to.deep.equal([]);
  });

  it("looks into JSON that stands in one line", () => {
    expect(credentialsIn({ "app.json": '{"a":{"b":1},"db":{"password":"hunter2"}}' }, "data")).to.have.length(1);
    expect(credentialsIn({ "app.json": '{"passwordMinLength":"12","password":"${P}"}' }, "data")).to.deep.equal([]);
  });

  it("takes a placeholder for one with the scheme before it, too", () => {
    expect(credential("credential", "Bearer ${TOKEN}")).to.equal(undefined);
    expect(credential("credential", "a.smith:${secret.acme-gateway/people.alice}")).to.equal(undefined);
    expect(credential("credential", "a.smith:hunter2${TOKEN}")).to.equal("a credential, by its key");
    expect(credential("credential", "a.smith:hunter2")).to.equal("a credential, by its key");
    expect(credential("credential", "Bearer hunter2")).to.equal("a credential, by its key");
  });
});
