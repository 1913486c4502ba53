import { expect } from "chai";
import type { Gateway, Route, Tenant } from "../../plan/model.ts";
import type { Method } from "../../plan/model/traffic.ts";
import { findOversized } from "../../plan/room.ts";
import { changeTenant, validFleet, validGateway } from "./fleet.ts";
import { faultsOf, spoil } from "./written.ts";

const remedy = "Have less of what it is made from, hosts, networks, groups or registries, or make two tenants of it.";
const mebibyte = "and the API server has room for 1024 KiB of one object";

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** What is said when globex is changed like this. */
const globex = (change: Partial<Tenant>) => findOversized(changeTenant(validFleet(), "globex", change));
const problems = (change: Partial<Tenant>) => globex(change).map(({ message }) => message);

const hosts = (count: number): Partial<Tenant> => ({
  hosts: numbers(count).map((at) => `h${at}.globex.org`),
  certificates: [{ secret: "globex-tls", names: ["*.globex.aigw.example.com", "*.globex.org"] }],
});

const allowances = (count: number, ports: number): Partial<Tenant> => ({
  network: {
    ingress: [],
    egress: numbers(count).map((at) => ({
      peer: { cidr: `192.0.${at}.0/24` },
      protocol: "TCP",
      ports: numbers(ports).map((port) => port + 1),
    })),
  },
});

const addresses = (count: number): Partial<Tenant> => ({
  registries: [
    {
      type: "static",
      name: "backend",
      endpoints: numbers(count).map((at) => `192.0.${at >> 8}.${at & 255}:8080`),
      port: 80,
      protocol: "http",
    },
  ],
});

describe("what a tenant is written with", () => {
  it("makes no object larger than the API server takes it", () => {
    expect(globex(hosts(2000))).to.deep.equal([]);
    expect(globex(hosts(6000))).to.deep.equal([
      { path: ["tenants", 1], message: `Ingress "globex" would have 1364 KiB, ${mebibyte}`, remedy },
    ]);
  });

  it("is bounded by that in networks and registries", () => {
    expect(problems(allowances(40, 1000))).to.deep.equal([
      `NetworkPolicy "allowed-egress" would have 1171 KiB, ${mebibyte}`,
    ]);
    expect(problems(addresses(60_000)).filter((each) => !each.startsWith("NetworkPolicy"))).to.deep.equal([
      `McpBridge "default" would have 1061 KiB, ${mebibyte}`,
    ]);
  });

  it("is one fault of the file's, where nothing else is wrong with it", () => {
    const flow = (word: string) =>
      `- { ${word}: { cidr: 192.0.2.0/24 }, ports: [${numbers(1000)
        .map((port) => port + 1)
        .join(", ")}] }`;
    const many = (word: string) =>
      spoil(
        "    network:\n",
        `    network:\n      egress:\n${numbers(36)
          .map((at) => `        ${flow(word).replace("192.0.2", `192.0.${at}`)}\n`)
          .join("")}`,
      );
    const [fault = "", ...more] = faultsOf(many("to"));
    expect(more).to.deep.equal([]);
    expect(fault).to.match(/^\S+ tenants\[0\]: NetworkPolicy "allowed-egress" would have \d+ KiB, /);
  }).timeout(20_000);

  it("may be 100 certificates and 100 registries, and no more", () => {
    const registries = (count: number) =>
      faultsOf(
        spoil(
          '- { type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }',
          numbers(count)
            .map((at) => `- { type: static, name: billing${at}, endpoints: ["192.0.2.10:8443"], port: 443 }`)
            .join("\n      "),
        ),
      );
    expect(registries(100)).to.deep.equal([]);
    expect(registries(101)).to.have.length(1);
    expect(registries(101)[0]).to.contain("tenants[0].registries: the list has more than 100 registries");
    const certificates = (count: number) =>
      faultsOf(
        spoil(
          "- { secret: acme-org, names: [api.acme.org] }",
          numbers(count)
            .map((at) => `- { secret: acme-org-${at}, names: [api.acme.org] }`)
            .join("\n      "),
        ),
      );
    expect(certificates(100)).to.deep.equal([]);
    expect(certificates(101)).to.have.length(1);
    expect(certificates(101)[0]).to.contain("tenants[0].certificates: the list has more than 100 certificates");
  });
});

const inCloud = {
  exposure: "load-balancer",
  serviceAnnotations: { "example.com/note": "a".repeat(240 * 1024) },
} as const;

describe("what a gateway of the platform is written with", () => {
  const remedy =
    "Have less of what it is made from, networks, namespaces, annotations or headers of a route, or make two gateways of it.";
  /** Second of the gateways. */
  const found = (change: Partial<Gateway>) =>
    findOversized({ ...validFleet(), gateways: [validGateway("small"), validGateway("large", change)] });

  it("makes no policy larger than the API server takes it", () => {
    const many = (count: number) =>
      found({ watch: "all", backendNamespaces: numbers(count).map((at) => `team-${"a".repeat(50)}-${at}`) });
    expect(many(6000)).to.deep.equal([]);
    expect(many(9000)).to.deep.equal([
      { path: ["gateways", 1], message: `NetworkPolicy "to-namespaces" would have 1169 KiB, ${mebibyte}`, remedy },
    ]);
  });

  it("makes no Service with more annotations than one may have", () => {
    const message = 'the annotations of Service "higress-gateway" would have 241 KiB, and there is room for 240 KiB';
    expect(found(inCloud)).to.deep.equal([{ path: ["gateways", 1], message, remedy }]);
    const note = "a".repeat(240 * 1024 - "example.com/note".length);
    expect(found({ ...inCloud, serviceAnnotations: { "example.com/note": note } })).to.deep.equal([]);
  });

  it("is measured in bytes, of which a character may have several", () => {
    const noted = (count: number) =>
      found({ ...inCloud, serviceAnnotations: { "example.com/note": "注".repeat(count) } }).map(
        ({ message }) => message,
      );
    expect(noted(81_000)).to.deep.equal([]);
    expect(noted(82_000)).to.deep.equal([
      'the annotations of Service "higress-gateway" would have 241 KiB, and there is room for 240 KiB',
    ]);
    expect(noted(360_000)).to.deep.equal([`Service "higress-gateway" would have 1055 KiB, ${mebibyte}`]);
  });

  it("makes no HTTPRoute larger than that of headers, which each method repeats", () => {
    const values = Object.fromEntries(numbers(16).map((at) => [`x-${at}`, "a".repeat(2000)]));
    const change = { set: values, add: values };
    const methods: readonly Method[] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"];
    const routed = (compared: number) => {
      const headers = numbers(compared).map((at) => ({ name: `x-${at}`, exact: "a".repeat(200) }));
      const route: Route = {
        name: "api",
        host: "api.corp.example",
        path: "/",
        pathType: "Prefix",
        backend: { service: "api", port: 8080 },
        match: { methods, headers },
        headers: { request: change, response: change },
      };
      const listeners = [{ name: "corp", hosts: [route.host] }];
      return found({ gatewayApi: true, routesAs: "gateway-api", listeners, routes: [route] });
    };
    expect(routed(1)).to.deep.equal([]);
    expect(routed(16)).to.deep.equal([
      { path: ["gateways", 1], message: `HTTPRoute "api" would have 1047 KiB, ${mebibyte}`, remedy },
    ]);
  });
});

describe("what the entry is written with", () => {
  it("makes no Service with more annotations than one may have", () => {
    const fleet = validFleet();
    expect(findOversized({ ...fleet, entry: { ...fleet.entry, ...inCloud } })).to.deep.equal([
      {
        path: ["entry"],
        message: 'the annotations of Service "higress-gateway" would have 241 KiB, and there is room for 240 KiB',
        remedy: "Have less of what it is made from, networks or annotations of its Service.",
      },
    ]);
  });
});
