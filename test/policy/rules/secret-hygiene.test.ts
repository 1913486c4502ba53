import { expect } from "chai";
import rule from "../../../policy/rules/secret-hygiene.ts";
import { change, unknown } from "../harness.ts";
import type { Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const config = (data: Readonly<Record<string, unknown>>, key = "data"): Sketch => ({
  type: "kubernetes:core/v1:ConfigMap",
  props: { metadata: { name: "settings", namespace: "acme-gateway" }, [key]: data },
});
const secret = (type: string): Sketch => ({
  type: "kubernetes:core/v1:Secret",
  props: { metadata: { name: "key", namespace: "acme-gateway" }, type, stringData: { password: "hunter2" } },
});
const pem = ["-----BEGIN RSA", "PRIVATE KEY-----\nMIIEow==\n"].join(" ");

describe("secret-hygiene", () => {
  it("refuses credentials in a ConfigMap, by key and by form", () => {
    expect(found(rule, config({ password: "hunter2", colour: "red" }))).to.deep.equal(["data.password"]);
    expect(found(rule, config({ "server.pem": pem }))).to.deep.equal(["data.server.pem"]);
    expect(found(rule, config({ "app.yaml": "db:\n  host: x\n  password: hunter2\n" }))).to.deep.equal([
      "data.app.yaml",
    ]);
  });

  it("looks into binary data", () => {
    const encoded = Buffer.from(pem).toString("base64");
    expect(found(rule, config({ "server.pem": encoded }, "binaryData"))).to.deep.equal(["binaryData.server.pem"]);
  });

  it("refuses credentials in annotations of any object, and anywhere in a release's values", () => {
    const header = change(
      pick("acme.route.shop"),
      'metadata.annotations["higress.io/request-header-control-add"]',
      "Authorization Bearer 0123456789abcdef0123",
    );
    expect(found(rule, header)).to.deep.equal(["metadata.annotations.higress.io/request-header-control-add"]);
    const release = pick("acme.release");
    expect(found(rule, change(release, "values.redis.redis.password", "hunter2"))).to.deep.equal([
      "values.redis.redis.password",
    ]);
    expect(found(rule, change(release, "values.controller.apiTokens", [{ a: 1 }, "hunter2"]))).to.deep.equal([
      "values.controller.apiTokens[1]",
    ]);
  });

  it("refuses tokens of ServiceAccounts that never expire", () => {
    expect(found(rule, secret("kubernetes.io/service-account-token"))).to.deep.equal(["type"]);
  });

  it("looks at what containers are started with", () => {
    const container = {
      env: [
        { name: "REALM", value: "shop" },
        { name: "API_TOKEN", value: "correct-horse" },
        { name: "PASSWORD", valueFrom: { secretKeyRef: { name: "shop", key: "password" } } },
      ],
      args: ["--port=80", "--password=correct-horse"],
    };
    const deployment: Sketch = {
      type: "kubernetes:apps/v1:Deployment",
      props: {
        metadata: { name: "shop", namespace: "acme-gateway" },
        spec: { template: { spec: { containers: [container] } } },
      },
    };
    const at = "spec.template.spec.containers[0]";
    expect(found(rule, deployment)).to.deep.equal([`${at}.env[1].value`, `${at}.args[1]`]);
  });

  it("refuses a tenant's Secret outside its namespace, but for certificates of the entry", () => {
    const secret = (namespace: string, tenant: string | undefined, type = "Opaque"): Sketch => ({
      type: "kubernetes:core/v1:Secret",
      props: { metadata: { name: "shop", namespace, labels: { "higress-fleet.io/tenant": tenant } }, type },
    });
    for (const namespace of ["globex-gateway", "higress-system", "higress-shared"]) {
      expect(found(rule, secret(namespace, "acme")), namespace).to.deep.equal(["metadata.namespace"]);
    }
    expect(found(rule, secret("higress-shared", "acme", "kubernetes.io/tls"))).to.deep.equal(["metadata.namespace"]);
    expect(found(rule, secret("higress-system", "acme", "kubernetes.io/tls"))).to.deep.equal([]);
    expect(found(rule, secret("acme-gateway", "acme"))).to.deep.equal([]);
    expect(found(rule, secret("globex-gateway", undefined))).to.deep.equal([]);
  });

  it("never says what it found", () => {
    for (const sketch of [
      config({ password: "hunter2" }),
      config({ x: "token=hunter2" }),
      config({ x: `${pem}hunter2` }),
    ]) {
      expect(messages(rule, sketch)).to.have.length(1);
      expect(messages(rule, sketch)?.join()).to.not.include("hunter2");
    }
  });

  it("accepts beside the entry the authorities of tenants' clients, as the fleet names them, with nothing else in them", () => {
    const asked = facts();
    const given = {
      ...asked,
      tenants: asked.tenants.map((tenant) => ({
        ...tenant,
        certificates: tenant.certificates.map((one) => ({ ...one, clientAuthority: `${one.secret}-cacert` })),
      })),
    };
    const authority = (name: string, stringData: object): Sketch => ({
      type: "kubernetes:core/v1:Secret",
      name: "authority",
      props: {
        metadata: { name, namespace: "higress-system", labels: { "higress-fleet.io/tenant": "acme" } },
        type: "Opaque",
        stringData,
      },
    });
    const cacert = "-----BEGIN CERTIFICATE-----";
    const out = ["metadata.namespace"];
    expect(found(rule, authority("acme-tls-cacert", { cacert }), given)).to.deep.equal([]);
    expect(found(rule, authority("acme-tls-cacert", { cacert, password: "x" }), given)).to.deep.equal(out);
    expect(found(rule, authority("acme-other-cacert", { cacert }), given)).to.deep.equal(out);
    expect(found(rule, authority("acme-tls-cacert", { cacert }))).to.deep.equal(out);
  });

  it("accepts Secrets, where credentials belong", () => {
    for (const type of ["Opaque", "kubernetes.io/tls"]) expect(found(rule, secret(type))).to.deep.equal([]);
  });

  it("accepts names of Secrets, placeholders and everyday settings", () => {
    const values = {
      imagePullSecrets: [{ name: "registry" }],
      tlsSecretName: "acme-tls",
      token: "",
      password: "${NACOS_PASSWORD}",
      automountServiceAccountToken: "false",
      passwordMinLength: "12",
      tokenAudience: "istio-ca",
      key: "value",
    };
    expect(found(rule, config(values))).to.deep.equal([]);
    const route = change(pick("entry.acme"), 'metadata.annotations["higress.io/auth-tls-secret"]', "higress-system/ca");
    expect(found(rule, route)).to.deep.equal([]);
    const certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
    expect(
      found(rule, config({ "ca.crt": certificate, url: "https://nacos.example:8848/nacos?user=a" })),
    ).to.deep.equal([]);
  });

  it("finds nothing in the world, and has nothing to say about components", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, pick("acme"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, config({ colour: unknown }))).to.deep.equal(["data.colour"]);
    expect(found(rule, change(pick("acme.release"), "values.pilot.env", unknown))).to.deep.equal(["values.pilot.env"]);
    expect(messages(rule, secret(unknown))?.[0]).to.match(/cannot be known/);
  });
});
