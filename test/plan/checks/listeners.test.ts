import { expect } from "chai";
import type { Gateway, Route } from "../../../plan/model.ts";
import type { Listener } from "../../../plan/model/listener.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const gateway = (change: Partial<Gateway>) => {
  const fleet = validFleet();
  return told({
    ...fleet,
    higress: { ...fleet.higress, gatewayApi: { crds: "x" } },
    gateways: [validGateway("internal", { gatewayApi: true, routesAs: "gateway-api", ...change })],
  });
};
const listening = (...listeners: readonly Partial<Listener>[]) =>
  gateway({ listeners: listeners.map((each, at) => ({ name: `l${at}`, hosts: [], secret: "tls", ...each })) });
const hosts = (...names: readonly string[]) => listening({ hosts: names });

const wiki: Route = {
  ...{ name: "wiki", host: "a.corp.example", path: "/", pathType: "Prefix" },
  backend: { service: "wiki", port: 8080 },
};

const place = "gateways[0].listeners[0]";
const why = "clients of this gateway would take its answers for the tenant's.";
const tenants = `Remove it here or, where it is not the tenant's, there: ${why}`;

describe("Listeners of a gateway", () => {
  it("have names of their own", () => {
    expect(listening({ name: "a", hosts: ["a.corp.example"] }, { name: "a", hosts: ["b.corp.example"] })).to.deep.equal(
      [
        'gateways[0].listeners[1].name: gateway "internal" has two listeners named "a" | Give one of them another name.',
      ],
    );
  });

  it("have hosts that no other of the gateway has; a wildcard may stand beside what it takes in", () => {
    expect(listening({ hosts: ["a.corp.example"] }, { hosts: ["b.corp.example", "a.corp.example"] })).to.deep.equal([
      'gateways[0].listeners[1].hosts[1]: gateway "internal" names host "a.corp.example" twice | Leave it to one listener: a host has one certificate.',
    ]);
    expect(listening({ hosts: ["*.corp.example"] }, { hosts: ["a.corp.example"] })).to.deep.equal([]);
  });

  it("may have hosts of another gateway, which other clients ask", () => {
    const listeners = [{ name: "a", hosts: ["a.corp.example"], secret: "tls" }];
    const change = { listeners, gatewayApi: true, routesAs: "gateway-api" } as const;
    const { higress } = validFleet();
    const fleet = validFleet({
      higress: { ...higress, gatewayApi: { crds: "x" } },
      gateways: ["inside", "outside"].map((id) => validGateway(id, change)),
    });
    expect(told(fleet)).to.deep.equal([]);
  });

  it("have legal hosts of one owner", () => {
    expect(hosts("A.corp.example")).to.deep.equal([
      `${place}.hosts[0]: "A.corp.example" is no legal host | Write a bare DNS name in lower case, "*." in front at most.`,
    ]);
    expect(hosts("*.co.uk")).to.deep.equal([
      `${place}.hosts[0]: "*.co.uk" stands for domains of many owners: what follows "*." is a public suffix | Name the hosts themselves, or a wildcard below a domain of your own.`,
    ]);
    const long = `${Array.from({ length: 9 }, () => "a-a-a-a-a-a-a-a-a-a").join(".")}.example`;
    expect(hosts(long)).to.deep.equal([
      `${place}.hosts[0]: "${long}" is too long for the name of a listener | Use a shorter host.`,
    ]);
  });

  it("have no host of a tenant, none over one, and none below one", () => {
    expect(hosts("api.acme.org")).to.deep.equal([
      `${place}.hosts[0]: "api.acme.org" is a host of tenant "acme" | ${tenants}`,
    ]);
    expect(hosts("x.shop.acme.org")).to.deep.equal([
      `${place}.hosts[0]: "x.shop.acme.org" lies under host "*.shop.acme.org" of tenant "acme" | ${tenants}`,
    ]);
    expect(hosts("*.acme.org")[0]).to.match(
      /^gateways\[0\]\.listeners\[0\]\.hosts\[0\]: "\*\.acme\.org" takes in host "(api\.acme\.org|\*\.shop\.acme\.org)" of tenant "acme"/,
    );
    for (const [host, relation] of [
      ["x.acme.aigw.example.com", "lies in"],
      ["aigw.example.com", "lies in"],
      ["*.aigw.example.com", "lies in"],
      ["nobody.aigw.example.com", "lies in"],
      ["*.example.com", "takes in"],
    ] as const)
      expect(hosts(host), host).to.deep.equal([
        `${place}.hosts[0]: "${host}" ${relation} "aigw.example.com", which is the tenants' alone | Remove it: ${why}`,
      ]);
    expect(hosts("acme.org", "shop.acme.org", "*.corp.example.com")).to.deep.equal([]);
  });

  it("need an open port for what they speak", () => {
    const listeners = (secret?: string) => [
      { name: "a", hosts: ["a.corp.example"], ...(secret !== undefined && { secret }) },
    ];
    const at = `${place}.secret`;
    expect(gateway({ listeners: listeners(), ports: { http: false, https: 443 } })).to.deep.equal([
      `${at}: listener "a" has none, and "ports.http: false" closes the only port that needs none | Name the Secret with its certificate, or open a port for HTTP.`,
    ]);
    expect(gateway({ listeners: listeners("tls"), ports: { http: 80, https: false } })).to.deep.equal([
      `${at}: listener "a" has a certificate, and "ports.https: false" closes the port for it | Open a port for HTTPS, or remove the certificate.`,
    ]);
    const other = { http: 80, https: 8443 } as const;
    const asIngress = { routesAs: "ingress", routes: [wiki], listeners: listeners("tls") } as const;
    for (const [ports, message] of [
      [
        { http: 8080, https: 8443 },
        "plain HTTP on port 8080 would be sent to HTTPS on the same port, and it is on 8443",
      ],
      [{ http: 8080, https: 443 }, "plain HTTP on port 8080 would be sent to HTTPS on the same port, and it is on 443"],
      [other, "plain HTTP on port 80 would be sent to HTTPS on port 443, and it is on 8443"],
    ] as const)
      expect(gateway({ ...asIngress, ports })).to.deep.equal([
        `${at}: ${message} | Close it with "ports.http: false", have ports 80 and 443, or write "routesAs: gateway-api".`,
      ]);
    expect(gateway({ listeners: listeners("tls"), ports: other }), "the redirect names the port").to.deep.equal([]);
    expect(gateway({ listeners: listeners("tls"), ports: { http: false, https: 8443 } })).to.deep.equal([]);
    expect(gateway({ listeners: listeners(), ports: { http: 8080, https: false } })).to.deep.equal([]);
  });

  it("have a route each where they are written as Ingresses, since nothing else comes of them", () => {
    const one = { name: "a", hosts: ["a.corp.example"], secret: "tls" };
    const two = { name: "b", hosts: ["b.corp.example"] };
    const said = (routes: readonly Route[]) => gateway({ routesAs: "ingress", listeners: [one, two], routes });
    expect(said([wiki])).to.deep.equal([
      'gateways[0].listeners[1]: listener "b" has no route, and with "routesAs: ingress" nothing comes of it | Write a route for one of its hosts, or remove it.',
    ]);
    expect(said([wiki, { ...wiki, name: "b", host: "b.corp.example" }])).to.deep.equal([]);
    expect(said([{ ...wiki, host: "c.corp.example" }])[0]).to.match(/routes\[0\]\.host: .* is no host of a listener/);
    expect(gateway({ listeners: [one, two] }), "others may hang their routes on a Gateway").to.deep.equal([]);
  });

  it("let in routes of the platform's namespaces, where the gateway sees them", () => {
    const listeners = (namespace: string) => [{ name: "a", hosts: ["a.corp.example"], secret: "tls", namespace }];
    const lets = (namespace: string, change: Partial<Gateway> = {}) =>
      gateway({
        ...{ watch: "all", routesAs: "gateway-api", backendNamespaces: ["shops"], listeners: listeners(namespace) },
        ...change,
      });
    const at = `${place}.namespace`;
    const remedy = "Remove it; routes of the gateway's own namespace always attach.";
    expect(lets("shops")).to.deep.equal([]);
    expect(lets("monitoring")).to.deep.equal([]);
    expect(lets("acme-gateway")).to.deep.equal([
      `${at}: "acme-gateway" is neither one of the gateway's backendNamespaces nor of the platformNamespaces of region "south" | ` +
        "List it under backendNamespaces: who writes routes for the gateway is for the platform to say.",
    ]);
    expect(lets("shops", { routesAs: "ingress", routes: [wiki] })).to.deep.equal([
      `${at}: has no effect with "routesAs: ingress": Ingresses attach to nothing | ${remedy}`,
    ]);
    expect(lets("monitoring", { watch: "own", backendNamespaces: [] })).to.deep.equal([
      `${at}: a gateway with "watch: own" sees no routes of other namespaces | ${remedy}`,
    ]);
  });
});
