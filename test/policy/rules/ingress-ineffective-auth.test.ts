import { expect } from "chai";
import rule from "../../../policy/rules/ingress-ineffective-auth.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const shop = pick("acme.route.shop");
const annotated = (name: string, value: unknown = "x") => change(shop, `metadata.annotations["${name}"]`, value);

describe("ingress-ineffective-auth", () => {
  for (const key of [
    ...["auth-type", "auth-secret", "auth-secret-type", "auth-realm", "auth-url", "auth-signin"],
    ...[
      "auth-tls-verify-client",
      "auth-tls-match-cn",
      "ext-authz-service",
      "enable-global-auth",
      "satisfy",
      "denylist-source-range",
    ],
  ]) {
    it(`refuses ${key} under both prefixes`, () => {
      for (const prefix of ["higress.io", "nginx.ingress.kubernetes.io"]) {
        expect(found(rule, annotated(`${prefix}/${key}`))).to.deep.equal([`metadata.annotations.${prefix}/${key}`]);
      }
    });
  }

  it("names each annotation of several, and never its value", () => {
    const basic = change(
      annotated("higress.io/auth-type", "basic"),
      'metadata.annotations["higress.io/auth-secret"]',
      "s",
    );
    expect(found(rule, basic)).to.deep.equal([
      "metadata.annotations.higress.io/auth-type",
      "metadata.annotations.higress.io/auth-secret",
    ]);
    expect(messages(rule, annotated("higress.io/auth-secret", "hunter2"))).to.deep.equal([
      "has no effect: the route is not protected",
    ]);
  });

  it("accepts what the controller does check, and what only looks alike", () => {
    for (const name of [
      "higress.io/auth-tls-secret",
      "nginx.ingress.kubernetes.io/whitelist-source-range",
      "higress.io/author",
      "example.com/auth-type",
      "auth-type",
      "nginx.org/auth-type",
    ]) {
      expect(found(rule, annotated(name)), name).to.deep.equal([]);
    }
  });

  it("judges the world's Ingresses and finds nothing, and says nothing of other kinds", () => {
    expect(judged(rule)).to.have.length(5);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("needs no value: one that cannot be known is as ineffective", () => {
    expect(messages(rule, annotated("higress.io/auth-secret", unknown))).to.deep.equal([
      "has no effect: the route is not protected",
    ]);
    expect(messages(rule, change(shop, "metadata.annotations", unknown))?.[0]).to.match(/cannot be known/);
  });
});
