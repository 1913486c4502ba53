import { expect } from "chai";
import rule from "../../../policy/rules/gw-listener-per-tenant.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { gateway } from "../world-routes.ts";

const entry = gateway("higress-system", "*.acme.aigw.example.com");
const tenant = gateway("acme-gateway", "shop.acme.aigw.example.com");
const at = "spec.listeners[0]";
const reference = `${at}.tls.certificateRefs[0]`;
const paths = (sketch: Sketch) => found(rule, sketch);

describe("gw-listener-per-tenant", () => {
  it("accepts a listener for one tenant's hosts with its certificate", () => {
    expect(paths(entry)).to.deep.equal([]);
    expect(paths(tenant)).to.deep.equal([]);
    const api = change(change(entry, `${at}.hostname`, "API.acme.example."), `${reference}.name`, "api-acme-tls");
    expect(paths(api)).to.deep.equal([]);
    expect(paths(change(change(entry, `${at}.protocol`, "HTTP"), `${at}.tls`, undefined))).to.deep.equal([]);
  });

  it("refuses a listener without a host, wherever it is", () => {
    for (const sketch of [entry, tenant, gateway("higress-shared", "x.example")]) {
      for (const host of [undefined, null, "", "*"]) {
        expect(paths(change(sketch, `${at}.hostname`, host)), String(host)).to.deep.equal([`${at}.hostname`]);
      }
    }
    for (const protocol of ["TCP", "UDP"]) {
      expect(paths(change(entry, `${at}.protocol`, protocol)), protocol).to.deep.equal([`${at}.protocol`]);
    }
  });

  it("refuses a host of the entry's that is nobody's", () => {
    for (const host of ["*.aigw.example.com", "www.example.net", "initech.aigw.example.com"]) {
      expect(paths(change(entry, `${at}.hostname`, host)), host).to.deep.equal([`${at}.hostname`]);
    }
    expect(messages(rule, change(entry, `${at}.hostname`, "www.example.net"))).to.deep.equal([
      '"www.example.net" belongs to no tenant',
    ]);
  });

  it("refuses another tenant's certificate, one that does not cover the host, and one of another namespace", () => {
    const secret = (name: string) => messages(rule, change(entry, `${reference}.name`, name));
    expect(secret("globex-tls")).to.deep.equal(['"globex-tls" is no certificate of tenant acme']);
    expect(secret("api-acme-tls")).to.deep.equal(['"api-acme-tls" does not cover "*.acme.aigw.example.com"']);
    for (const sketch of [entry, tenant]) {
      expect(paths(change(sketch, `${reference}.namespace`, "globex-gateway"))).to.deep.equal([
        `${reference}.namespace`,
      ]);
      expect(paths(change(sketch, `${reference}.kind`, "ConfigMap"))).to.deep.equal([`${reference}.kind`]);
    }
    expect(paths(change(entry, `${reference}.namespace`, "higress-system"))).to.deep.equal([]);
  });

  it("refuses TLS that does not end here, or ends without a certificate", () => {
    expect(paths(change(entry, `${at}.tls.mode`, "Passthrough"))).to.deep.equal([`${at}.tls.mode`]);
    for (const references of [undefined, []]) {
      expect(paths(change(tenant, `${at}.tls.certificateRefs`, references))).to.deep.equal([
        `${at}.tls.certificateRefs`,
      ]);
    }
  });

  it("refuses more listeners than one Gateway is to have", () => {
    const [one] = entry.props["spec"] ? (entry.props["spec"] as { listeners: readonly unknown[] }).listeners : [];
    const many = resource(change(entry, "spec.listeners", [one, one, one]));
    expect(judge(rule, many, facts(), { maxListeners: 2 })?.map(({ path }) => path)).to.deep.equal(["spec.listeners"]);
    expect(judge(rule, many, facts(), { maxListeners: 3 })).to.deep.equal([]);
  });

  it("looks at sets of listeners likewise", () => {
    for (const type of [
      "gateway.networking.k8s.io/v1:ListenerSet",
      "gateway.networking.x-k8s.io/v1alpha1:XListenerSet",
    ]) {
      const set = { ...tenant, type: `kubernetes:${type}` };
      expect(paths(set)).to.deep.equal([]);
      expect(paths(change(set, `${at}.hostname`, ""))).to.deep.equal([`${at}.hostname`]);
    }
  });

  it("has nothing to say about other kinds, nor a Gateway of Istio", () => {
    expect(paths(pick("acme.route.shop"))).to.equal(undefined);
    expect(paths({ ...entry, type: "kubernetes:networking.istio.io/v1:Gateway" })).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(entry, `${at}.hostname`, unknown), `${at}.hostname`)).to.equal(true);
    expect(cannotKnow(rule, change(entry, `${reference}.name`, unknown), `${reference}.name`)).to.equal(true);
  });
});
