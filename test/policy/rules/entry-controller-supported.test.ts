import { expect } from "chai";
import rule from "../../../policy/rules/entry-controller-supported.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("entry.release");
const ingressClass = pick("higress-entry");
const entry = pick("entry.acme");
const chart = (value: unknown) => change(release, "chart", value);
const label = 'metadata.labels["helm.sh/chart"]';

describe("entry-controller-supported", () => {
  for (const name of [
    "ingress-nginx",
    "ingress-nginx/ingress-nginx",
    "oci://registry.example.com/charts/ingress-nginx:4.15.1",
    "./charts/ingress-nginx-4.15.1.tgz",
  ]) {
    it(`refuses the chart ${name}`, () => {
      expect(found(rule, chart(name))).to.deep.equal(["chart"]);
    });
  }

  it("accepts charts of other products", () => {
    for (const name of ["higress-core", "nginx-ingress", "nginx", "ingress-nginx-exporter", "traefik"]) {
      expect(found(rule, chart(name)), name).to.deep.equal([]);
    }
  });

  it("refuses its class, and its objects when a chart is rendered one by one", () => {
    expect(messages(rule, change(ingressClass, "spec.controller", "k8s.io/ingress-nginx"))).to.deep.equal([
      '"k8s.io/ingress-nginx" has reached its end of life',
    ]);
    expect(found(rule, change(ingressClass, "spec.controller", "nginx.org/ingress-controller"))).to.deep.equal([]);
    const rendered = (value: string) => found(rule, change(pick("acme.quota"), label, value));
    expect(rendered("ingress-nginx-4.15.1")).to.deep.equal(["metadata.labels.helm.sh/chart"]);
    expect(rendered("higress-core-2.2.4")).to.deep.equal([]);
  });

  it("refuses class nginx in the entry, in either place, and nowhere else", () => {
    const named = change(entry, "spec.ingressClassName", "nginx");
    expect(found(rule, named)).to.deep.equal(["spec.ingressClassName"]);
    const annotated = change(entry, 'metadata.annotations["kubernetes.io/ingress.class"]', "nginx");
    expect(found(rule, annotated)).to.deep.equal(["metadata.annotations.kubernetes.io/ingress.class"]);
    expect(found(rule, change(entry, "spec.ingressClassName", "nginx-inc"))).to.deep.equal([]);
    expect(found(rule, change(named, "metadata.namespace", "monitoring"))).to.equal(undefined);
  });

  it("goes by the lists that it is told", () => {
    const given = { charts: ["voyager"], controllers: [] };
    expect(judge(rule, resource(chart("ingress-nginx")), facts(), given)).to.deep.equal([]);
    expect(judge(rule, resource(chart("appscode/voyager")), facts(), given)).to.have.length(1);
  });

  it("judges the world's releases, classes and routes of the entry, and finds nothing", () => {
    expect(judged(rule)).to.have.length(10);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, chart(unknown), "chart")).to.equal(true);
    expect(cannotKnow(rule, change(ingressClass, "spec.controller", unknown), "spec.controller")).to.equal(true);
  });
});
