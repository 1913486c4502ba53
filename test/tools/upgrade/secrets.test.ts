import { expect } from "chai";
import fc from "fast-check";
import type { Tree } from "../../../policy/model/shape.ts";
import { compareFields } from "../../../tools/upgrade/compare.ts";
import { whySecret, whySecretAfter } from "../../../tools/upgrade/secrets.ts";

describe("a text of a chart", () => {
  const byKey = "a credential, by its key";
  const inKey = "a credential, by a key in it";
  const inFlag = "a credential, by a flag in it";
  const inUser = "a user with a password";

  const secrets: readonly (readonly [text: string, why: string])[] = [
    ["user=u password=x", inKey],
    ["host=db user=u, pass: x", inKey],
    ["--db-user=u --db-pass=x", inKey],
    ["url=jdbc:mysql://db/app?user=u&password=x", inKey],
    ['say "{\\"token\\": \\"x\\"}"', inKey],
    ["set the token := x", inKey],
    ["curl -H 'Authorization: Bearer x' http://a", inKey],
    ["Authorization: Basic dTpw", inKey],
    ["X-Api-Key: x", "a credential, by the key on line 1"],
    ["password=${USER}x", "a credential, by the key on line 1"],
    ["login: u password=${USER}x", inKey],
    ["serve --token x", inFlag],
    ["serve --token 'x'", inFlag],
    ["serve -dbPass x", inFlag],
    ["serve --token \\\n  x", inFlag],
    ['["serve", "--token", "x"]', inFlag],
    ["serve --token $TOKEN", inFlag],
    ["curl -u u:x http://a", inUser],
    ["curl -uu:x http://a", inUser],
    ['curl --user "u:x" http://a', inUser],
    ["curl --proxy-user=u:x http://a", inUser],
    ["first line\nserve --token x\nlast line", inFlag],
  ];
  for (const [text, why] of secrets)
    it(`is taken for a secret: ${JSON.stringify(text)}`, () => {
      expect(whySecret("data", text)).to.equal(why);
    });

  for (const key of ["pass", "PASS", "db_pass", "dbPass", "redis.pass", "Authorization", "Proxy-Authorization"])
    it(`is taken for a secret under the key ${key}`, () => {
      expect([whySecret(key, "x"), whySecret(key, "${X}"), whySecret(key, "true")]).to.deep.equal([
        byKey,
        undefined,
        undefined,
      ]);
    });

  const others: readonly string[] = [
    "serve --token-file /run/token --port 80",
    "serve --token ${TOKEN} --password=$(PASSWORD)",
    "serve --no-color --token",
    "Authorization: Bearer ${TOKEN}",
    "user=u password={{ .password }}",
    "user=u, password=<password>",
    "curl -u ${USER} http://a:80",
    "curl -u u:${PASSWORD} http://a:80",
    "oci://registry.example.com/plugins/key-auth:1.0.0",
    "rbac.authorization.k8s.io/v1: all",
    "bypass=1, passthrough: x, compass=2",
    "proxy_pass http://upstream;",
    "a token is read from the file",
    "registry.example.com/mirror/higress/gateway:2.2.5",
    "--tokenAudience=istio-ca",
  ];
  for (const text of others)
    it(`is shown: ${JSON.stringify(text)}`, () => {
      expect(whySecret("data", text)).to.equal(undefined);
    });

  it("is a secret by the item before it, in a list", () => {
    const why = "a credential, by the item before it";
    for (const before of [
      "--token",
      "-password",
      "--db-pass",
      "serve --token",
      "Authorization:",
      "password =",
      "--token ",
    ])
      expect(whySecretAfter(before, "x"), before).to.equal(why);
    for (const before of ["-u", "--user", "--proxy-user", "curl -u"])
      expect([whySecretAfter(before, "u:x"), whySecretAfter(before, "1000")], before).to.deep.equal([why, undefined]);
    for (const before of ["--token=x", "--token-file", "serve", "", "token"])
      expect(whySecretAfter(before, "x"), before).to.equal(undefined);
    expect(whySecretAfter("--token", "$(TOKEN)")).to.equal(undefined);
  });

  it("is judged in a time that grows with its length only", function () {
    this.timeout(5_000);
    for (const part of ["a", "a:", "-", "token", "token=", "--token ", " ", '"', "-u ", "{{", "password=${"])
      whySecret("data", part.repeat(200_000 / part.length));
  });

  it("is a secret wherever a password stands in it", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const words = fc.array(word, { maxLength: 4 });
    const forms = fc.constantFrom("password=", "token: ", "--secret ", '"apiKey":"', "-u root:", "db.pass = ");
    fc.assert(
      fc.property(words, forms, fc.stringMatching(/^[A-Z]{4,12}$/), words, (before, form, secret, after) => {
        const text = [...before, `${form}${secret}`, ...after].join(" ");
        const object = { spec: { script: text, args: ["sh", "-c", text], lines: `#!/bin/sh\n${text}\n` } };
        expect(JSON.stringify(compareFields({}, object))).not.to.include(secret);
      }),
    );
  });
});

describe("a list without names", () => {
  const item = (value: string) => ({ path: "spec.args", after: value });
  const added = (object: Tree): unknown => compareFields({ kind: "X" }, { kind: "X", ...object });
  const follows = "(not shown: a credential, by the item before it)";

  it("hides what follows a flag of a secret, and nothing else", () => {
    const args = ["serve", "--token", "x", "--level", "info", "--password=x", "-u", "u:x"];
    expect(added({ spec: { args } })).to.deep.equal([
      item('"serve"'),
      item('"--token"'),
      item(follows),
      item('"--level"'),
      item('"info"'),
      item("(not shown: a credential, by the key on line 1)"),
      item('"-u"'),
      item(follows),
    ]);
  });

  it("hides it in lists inside its items, in lines of a text, and where it is a number", () => {
    const rules = [{ command: ["serve", "--pass", "x"] }];
    expect(added({ spec: { rules } })).to.deep.equal([
      { path: "spec.rules", after: `{command: ["serve", "--pass", ${follows}]}` },
    ]);
    expect(added({ spec: { args: ["--pass", 4711] } })).to.deep.equal([item('"--pass"'), item(follows)]);
    expect(added({ data: { args: "--pass\nx" } })).to.deep.equal([
      { path: "data.args", after: "(not shown: a credential, by a flag in it)" },
    ]);
  });

  it("hides the value of a pair by its name or key, where several have the same", () => {
    for (const field of ["name", "key"]) {
      const pairs = ["x", "y"].map((value) => ({ [field]: "password", value }));
      const hidden = {
        path: "spec.pairs",
        after: `{${field}: "password", value: (not shown: a credential, by its key)}`,
      };
      expect(added({ spec: { pairs } }), field).to.deep.equal([hidden, hidden]);
    }
  });
});
