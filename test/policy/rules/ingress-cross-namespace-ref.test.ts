import { expect } from "chai";
import rule from "../../../policy/rules/ingress-cross-namespace-ref.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { pick } from "../world.ts";

const shop = pick("acme.route.shop");
const annotated = (name: string, value: unknown) => change(shop, `metadata.annotations["${name}"]`, value);
const keys = ["auth-tls-secret", "proxy-ssl-secret", "default-backend", "mirror-target-service"];
const place = "metadata.annotations.higress.io/destination";
const leadsTo = (value: unknown) => annotated("higress.io/destination", value);

describe("ingress-cross-namespace-ref", () => {
  for (const key of keys) {
    it(`refuses ${key} of another namespace, under both prefixes`, () => {
      for (const name of [`higress.io/${key}`, `nginx.ingress.kubernetes.io/${key}`]) {
        for (const value of ["globex-gateway/x", " globex-gateway/x:80", "/x", "acme-gateway/x/y", "Acme-Gateway/x"]) {
          expect(found(rule, annotated(name, value)), value).to.deep.equal([`metadata.annotations.${name}`]);
        }
      }
    });

    it(`accepts ${key} of its own namespace`, () => {
      for (const value of ["x", "acme-gateway/x", " acme-gateway/x:80 ", ""]) {
        expect(found(rule, annotated(`higress.io/${key}`, value)), value).to.deep.equal([]);
      }
    });
  }

  it("refuses a template that takes a Secret of another namespace, and accepts its own", () => {
    const added = "higress.io/request-header-control-add";
    for (const value of [
      "X-Key ${secret.globex-gateway/ai.token}",
      "A ${secret.acme-gateway/a.b} ${secret./ai.token}",
    ]) {
      expect(found(rule, annotated(added, value)), value).to.deep.equal([`metadata.annotations.${added}`]);
    }
    for (const value of ["X-Key ${secret.acme-gateway/ai.token}", "X-Key ${request.globex-gateway/x}", "X-Key y"]) {
      expect(found(rule, annotated(added, value)), value).to.deep.equal([]);
    }
  });

  it("says which namespace is meant", () => {
    expect(messages(rule, annotated("higress.io/proxy-ssl-secret", "globex-gateway/tls"))).to.deep.equal([
      'names something in namespace "globex-gateway", and not in "acme-gateway"',
    ]);
  });

  for (const host of [
    "higress-gateway.globex-gateway.svc.cluster.local:80",
    "web.globex-gateway.svc:80",
    "web.globex-gateway",
    "prometheus.monitoring.svc.cluster.local",
    "kubernetes.default",
    "WEB.Globex-Gateway.SVC.",
    "10-0-0-1.globex-gateway.pod.cluster.local",
  ]) {
    it(`refuses the destination ${host}`, () => {
      expect(found(rule, leadsTo(host))).to.deep.equal([place]);
    });
  }

  it("refuses one foreign destination among others", () => {
    expect(messages(rule, leadsTo("90% orders.g.acme.nacos:80\n10% web.globex-gateway.svc:80 v1"))).to.deep.equal([
      '"web.globex-gateway.svc" is a Service of another namespace than "acme-gateway"',
    ]);
  });

  it("accepts Services of its own namespace and hosts of registries", () => {
    for (const host of [
      "web.acme-gateway.svc.cluster.local:80",
      "web.acme-gateway",
      "web",
      "a.dns",
      "a.g.b.nacos",
      "",
    ]) {
      expect(found(rule, leadsTo(host)), host).to.deep.equal([]);
    }
  });

  it("judges the world's Ingresses and finds nothing, and says nothing of other kinds", () => {
    expect(judged(rule)).to.have.length(5);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, leadsTo(unknown), 'metadata.annotations["higress.io/destination"]')).to.equal(true);
    const secret = annotated("higress.io/proxy-ssl-secret", unknown);
    expect(cannotKnow(rule, secret, 'metadata.annotations["higress.io/proxy-ssl-secret"]')).to.equal(true);
  });
});
