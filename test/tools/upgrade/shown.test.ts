import { expect } from "chai";
import type { Tree } from "../../../policy/model/shape.ts";
import { compareFields } from "../../../tools/upgrade/compare.ts";
import { shown } from "../../../tools/upgrade/shown.ts";

const secret = "hunter2-hunter2-hunter2";

const printed = (before: Tree, after: Tree): string => JSON.stringify(compareFields(before, after));

describe("a value of an upgrade's diff", () => {
  const places: Readonly<Record<string, (value: string) => Tree>> = {
    "data of a Secret": (value) => ({ kind: "Secret", data: { anything: value } }),
    "texts of a Secret, in YAML as well": (value) => ({
      kind: "Secret",
      stringData: { "app.yaml": `a: ${value}\nb: 1\n` },
    }),
    "bytes of a ConfigMap": (value) => ({ kind: "ConfigMap", binaryData: { bundle: value } }),
    "a variable by its name": (value) => ({ spec: { env: [{ name: "REDIS_PASSWORD", value }] } }),
    "an argument by its flag": (value) => ({ spec: { args: ["serve", `--token=${value}`] } }),
    "a key, however deep below it the value is": (value) => ({ spec: { tokens: { acme: { first: value } } } }),
    "a key in the YAML of a ConfigMap": (value) => ({
      kind: "ConfigMap",
      data: { app: `redis:\n  password: ${value}\n` },
    }),
    "a key in a text that is no YAML": (value) => ({
      kind: "ConfigMap",
      data: { conf: `[redis]\npassword = ${value}\n` },
    }),
    "a URL": (value) => ({ spec: { upstream: `redis://user:${value}@redis:6379` } }),
    "an item of a list without names": (value) => ({ spec: { rules: [{ hosts: ["a"], password: value }] } }),
    "the key that names an item": (value) => ({ spec: { consumers: [{ key: `sk-${value}`, owner: "acme" }] } }),
    "the key that names an item, by its list": (value) => ({ spec: { tokens: [{ key: value, owner: "acme" }] } }),
    "a key in the YAML of a Secret": (value) => ({ kind: "Secret", stringData: { users: `${value}: admin\nb: 1\n` } }),
    "a key of a map": (value) => ({ spec: { consumers: { [`sk-${value}`]: { owner: "acme" } } } }),
    "a private key that spans lines": (value) => ({
      kind: "ConfigMap",
      data: { pem: `-----BEGIN PRIVATE KEY-----\n${value}\n-----END PRIVATE KEY-----\n` },
    }),
  };
  for (const [what, make] of Object.entries(places)) {
    it(`is told as changed and not shown, in ${what}`, () => {
      const text = printed(make(secret), make(`${secret}-new`));
      expect(text).to.match(/not shown|\[an API key\]/);
      expect(text).not.to.include(secret);
      expect(printed(make(secret), {})).not.to.include(secret);
      expect(printed({}, make(secret))).not.to.include(secret);
    });
  }

  it("is shown where it only names a Secret or a token", () => {
    const volumes = [
      {
        name: "token",
        projected: { sources: [{ serviceAccountToken: { audience: "istio-ca", expirationSeconds: 43200 } }] },
      },
      { name: "tls", secret: { secretName: "acme-tls" } },
    ];
    const text = printed({ spec: {} }, { spec: { volumes, automountServiceAccountToken: false } });
    expect(text).not.to.include("not shown");
    expect(text).to.include("istio-ca").and.to.include("acme-tls").and.to.include("43200");
  });

  it("has nothing in it that changes how a terminal shows the line", () => {
    expect(shown("a\u001b[2Jb\u202ec\u0085", { kind: "ConfigMap", keys: ["data", "x"] })).to.equal(
      String.raw`"a\u001b[2Jb\u202ec\u0085"`,
    );
  });
});
