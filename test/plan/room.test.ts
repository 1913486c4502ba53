import { expect } from "chai";
import type { Tenant } from "../../plan/model.ts";
import { findOversized } from "../../plan/room.ts";
import { changeTenant, validFleet } from "./fleet.ts";
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
