import { expect } from "chai";
import type {
  ConsulRegistry,
  DnsRegistry,
  EurekaRegistry,
  NacosRegistry,
  Registry,
  StaticRegistry,
  ZookeeperRegistry,
} from "../../../plan/model/registry.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const nacos = (change: Partial<NacosRegistry> = {}): NacosRegistry => ({
  type: "nacos",
  name: "nacos",
  domain: "10.70.0.1",
  port: 8848,
  cidrs: [],
  namespaceId: "",
  groups: ["DEFAULT_GROUP"],
  ...change,
});
const consul = (change: Partial<ConsulRegistry> = {}): ConsulRegistry => ({
  type: "consul",
  name: "consul",
  domain: "10.70.0.2",
  port: 8500,
  cidrs: [],
  datacenter: "dc1",
  ...change,
});
const eureka = (name: string): EurekaRegistry => ({ type: "eureka", name, domain: "10.70.0.3", port: 8761, cidrs: [] });
const zookeeper = (name: string): ZookeeperRegistry => ({
  type: "zookeeper",
  name,
  domain: "10.70.0.4",
  port: 2181,
  cidrs: [],
  servicesPath: [],
});
const fixed = (change: Partial<StaticRegistry> = {}): StaticRegistry => ({
  type: "static",
  name: "fixed",
  endpoints: ["10.70.0.5:80"],
  port: 80,
  protocol: "http",
  ...change,
});
const dns = (change: Partial<DnsRegistry> = {}): DnsRegistry => ({
  type: "dns",
  name: "named",
  domains: ["api.example.net"],
  port: 443,
  protocol: "https",
  cidrs: ["198.51.100.0/24"],
  ...change,
});

const globex = (...registries: readonly Registry[]) => told(changeTenant(validFleet(), "globex", { registries }));

describe("registries", () => {
  it("may be one of each type", () => {
    expect(globex(nacos(), consul(), eureka("eureka"), zookeeper("zookeeper"), fixed(), dns())).to.deep.equal([]);
  });

  for (const name of ["Nacos", "na.cos", "-nacos", "", "x".repeat(64)]) {
    it(`may not be named ${JSON.stringify(name)}`, () => {
      expect(globex(nacos({ name }))).to.deep.equal([
        `tenants[1].registries[0].name: ${JSON.stringify(name)} is no legal registry name | Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
      ]);
    });
  }

  it("may be named with 63 characters", () => {
    expect(globex(nacos({ name: "x".repeat(63) }))).to.deep.equal([]);
  });

  it("have names of their own, whatever their types", () => {
    expect(globex(nacos({ name: "one" }), fixed({ name: "one" }), dns({ name: "two" }))).to.deep.equal([
      'tenants[1].registries[1].name: tenant "globex" has two registries named "one" | Give one of them another name.',
    ]);
    expect(globex(fixed(), fixed())).to.have.length(1);
  });
});

describe("hosts that registries produce", () => {
  const both = (a: string, b: string, host: string) =>
    `registries "${a}" and "${b}" can both produce "${host}": the last update replaces the other's endpoints`;
  const apart = 'Give each its own namespaceId or groups; the controller writes "_" as "-".';

  it("differ between Nacos registries of any version", () => {
    expect(
      globex(
        nacos(),
        nacos({ type: "nacos3", name: "second", namespaceId: "public", groups: ["other", "DEFAULT-GROUP"] }),
      ),
    ).to.deep.equal([
      `tenants[1].registries[1]: ${both("nacos", "second", "<service>.DEFAULT-GROUP.public.nacos")} | ${apart}`,
    ]);
  });

  it("differ between groups of one registry", () => {
    expect(globex(nacos({ groups: ["a_b", "c", "a-b"] }))).to.deep.equal([
      `tenants[1].registries[0]: registry "nacos" has two groups that both produce "<service>.a-b.public.nacos": the last update replaces the other's endpoints | ${apart}`,
    ]);
  });

  it("differ by path in ZooKeeper, of which one is always read", () => {
    const zk = (...servicesPath: readonly string[]) =>
      globex({ type: "zookeeper", name: "zk", domain: "10.70.0.1", port: 2181, cidrs: [], servicesPath });
    const said = (at: number, path: string) =>
      `tenants[1].registries[0].servicesPath[${at}]: makes hosts "<service>.${path}.zookeeper", as another path does: the last update replaces the other's endpoints | Remove it, or register under another path; "/services" is always read, and "/" becomes "-" in hosts.`;
    expect(zk("/services/shop", "/services-shop")).to.deep.equal([said(1, "services-shop")]);
    expect(zk("/services")).to.deep.equal([said(0, "services")]);
    expect(zk("/services/shop", "/shop")).to.deep.equal([]);
    expect(zk("/dubbo")).to.deep.equal([
      'tenants[1].registries[0].servicesPath[0]: "/dubbo" is where Dubbo has its services, which the controller reads as Dubbo\'s alone | Remove it: the path is always read.',
    ]);
  });

  it("differ where a service's name may have dots", () => {
    expect(
      globex(
        nacos({ namespaceId: "prod", groups: ["x.shop"] }),
        nacos({ name: "second", namespaceId: "prod", groups: ["shop"] }),
      ),
    ).to.deep.equal([`tenants[1].registries[1]: ${both("nacos", "second", "<service>.x.shop.prod.nacos")} | ${apart}`]);
  });

  it("do differ by namespace, by group, and by letter case", () => {
    expect(
      globex(
        nacos(),
        nacos({ name: "b", namespaceId: "other" }),
        nacos({ name: "c", groups: ["default_group"] }),
        nacos({ name: "d", groups: ["xDEFAULT_GROUP"] }),
      ),
    ).to.deep.equal([]);
  });

  it("differ between Consul registries by datacenter", () => {
    expect(
      globex(
        consul({ datacenter: "dc_1" }),
        consul({ name: "b", datacenter: "dc2" }),
        consul({ name: "c", datacenter: "dc-1" }),
      ),
    ).to.deep.equal([
      `tenants[1].registries[2]: ${both("consul", "c", "<service>.dc-1.consul")} | Keep one registry per datacenter.`,
    ]);
  });

  it("cannot differ between two Eureka or two ZooKeeper registries", () => {
    const remedy =
      "Keep one registry of this type; tell services apart by name, or use another type for the second server.";
    expect(globex(eureka("a"), eureka("b"), zookeeper("c"), zookeeper("d"))).to.deep.equal([
      `tenants[1].registries[1]: ${both("a", "b", "<service>.eureka")} | ${remedy}`,
      `tenants[1].registries[3]: ${both("c", "d", "<service>.zookeeper")} | ${remedy}`,
    ]);
  });

  it("may be the same in two tenants, whose controllers share nothing", () => {
    const both = changeTenant(validFleet(), "globex", { registries: [eureka("a")] });
    expect(told(changeTenant(both, "initech", { registries: [eureka("a")] }))).to.deep.equal([]);
  });
});

describe("ports of registries", () => {
  it("leave Nacos 2 and 3 room for gRPC", () => {
    expect(
      globex(
        nacos({ type: "nacos2", port: 64536 }),
        nacos({ type: "nacos3", name: "c", namespaceId: "c", port: 64535 }),
      ),
    ).to.deep.equal([
      "tenants[1].registries[0].port: 64536 is no port to use here: 65536 is needed as well | Use a whole number from 1 to 64535.",
    ]);
    expect(globex(nacos({ type: "nacos3", port: 65535 }))).to.deep.equal([
      "tenants[1].registries[0].port: 65535 is no port to use here: 66535 is needed as well | Use a whole number from 1 to 64535.",
    ]);
    expect(globex(nacos({ port: 65535 }))).to.deep.equal([]);
  });

  it("are ports", () => {
    expect(globex(fixed({ port: 0 }), dns({ port: 65536 }), nacos({ type: "nacos2", port: 70000 }))).to.deep.equal([
      "tenants[1].registries[0].port: 0 is no port | Use a whole number from 1 to 65535.",
      "tenants[1].registries[1].port: 65536 is no port | Use a whole number from 1 to 65535.",
      "tenants[1].registries[2].port: 70000 is no port | Use a whole number from 1 to 64535.",
    ]);
  });
});

describe("server names", () => {
  it("go with TLS", () => {
    for (const protocol of ["tcp", "http", "http2", "grpc", "dubbo"] as const) {
      expect(globex(fixed({ protocol, sni: "api.example.net" })), protocol).to.deep.equal([
        `tenants[1].registries[0].sni: a server name goes with TLS, and protocol "${protocol}" has none | Use protocol "https" or "grpcs", or remove sni.`,
      ]);
    }
    expect(
      globex(fixed({ protocol: "https", sni: "api.example.net" }), dns({ protocol: "grpcs", sni: "api.example.net" })),
    ).to.deep.equal([]);
  });

  for (const sni of ["*.example.net", "API.example.net", "10.0.0.1", ""]) {
    it(`may not be ${JSON.stringify(sni)}`, () => {
      expect(globex(dns({ sni }))).to.deep.equal([
        `tenants[1].registries[0].sni: ${JSON.stringify(sni)} is no legal server name | Write one bare DNS name in lower case.`,
      ]);
    });
  }
});

describe("generated credentials", () => {
  for (const secret of ["istio-ca-secret", "higress-https", "sh.helm.release.v1.higress.v1"]) {
    it(`may not be in Secret ${secret}`, () => {
      expect(globex(nacos({ type: "nacos2", credentials: { secret, generate: true } }))).to.deep.equal([
        `tenants[1].registries[0].credentials.secret: Secret "${secret}" of tenant "globex" is made by Higress or Helm and cannot be generated | Choose another name.`,
      ]);
    });
  }

  it("may be in any other Secret, shared by registries", () => {
    const credentials = { secret: "registry-credentials", generate: true };
    expect(globex(nacos({ type: "nacos2", credentials }), consul({ credentials }))).to.deep.equal([]);
  });
});
