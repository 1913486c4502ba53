import { expect } from "chai";
import { published } from "../../plan/external-dns.ts";
import type { Dns } from "../../plan/model/domains.ts";
import { changeRegion, validFleet } from "./fleet.ts";
import { planned } from "./planned.ts";

/** Annotations of the entry's Ingress for acme that are ExternalDNS' business. */
const notes = (dns: Dns): Readonly<Record<string, string>> => {
  const { annotations = {} } =
    planned(validFleet({ dns })).entry.routes.find(({ tenant }) => tenant === "acme")?.ingresses[0]?.metadata ?? {};
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key.startsWith("external-dns.")));
};

describe("what ExternalDNS is told", () => {
  it("is nothing unless the fleet says so", () => {
    expect(notes({})).to.deep.equal({});
    expect(published({})).to.deep.equal({});
  });

  it("is on the entry's Ingresses that rules name the hosts, under the prefix of old and new versions", () => {
    expect(notes({ externalDns: {} })).to.deep.equal({
      "external-dns.kubernetes.io/controller": "dns-controller",
      "external-dns.kubernetes.io/ingress-hostname-source": "defined-hosts-only",
      "external-dns.alpha.kubernetes.io/controller": "dns-controller",
      "external-dns.alpha.kubernetes.io/ingress-hostname-source": "defined-hosts-only",
    });
  });

  it("is where records point to and how long they may be kept, where the fleet says that", () => {
    const told = notes({ externalDns: { target: "lb.example.net", ttl: 300 } });
    for (const prefix of ["external-dns.kubernetes.io", "external-dns.alpha.kubernetes.io"]) {
      expect(told).to.include({ [`${prefix}/target`]: "lb.example.net", [`${prefix}/ttl`]: "300" });
    }
  });

  it("is in a drained region that the Ingresses are for nobody, with the same annotations", () => {
    const dns = { externalDns: { ttl: 300 } };
    const told = Object.entries(published(dns, true));
    expect(told.filter(([key]) => key.endsWith("/controller"))).to.deep.equal([
      ["external-dns.kubernetes.io/controller", "nobody"],
      ["external-dns.alpha.kubernetes.io/controller", "nobody"],
    ]);
    expect(told.map(([key]) => key)).to.deep.equal(Object.keys(published(dns)));
    expect(published({}, true)).to.deep.equal({});
    const [south, north] = ["south", "north"].map((name) =>
      JSON.stringify(planned(changeRegion(validFleet({ dns }), "south", { drained: true }), name).entry.routes),
    );
    expect(south).to.include("nobody").and.not.include("dns-controller");
    expect(north).to.include("dns-controller").and.not.include("nobody");
  });

  it("is told of the entry's Ingresses alone: a tenant's own routes publish nothing", () => {
    const { tenants, gateways } = planned(validFleet({ dns: { externalDns: { ttl: 300 } } }));
    const others = [...tenants, ...gateways].flatMap(({ ingresses }) => ingresses);
    expect(others).to.have.length.above(0);
    expect(JSON.stringify(others)).not.to.include("external-dns");
  });
});
