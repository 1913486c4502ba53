import { expect } from "chai";
import type { Allowance } from "../../../plan/model.ts";
import { changeRegion, changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const toCidr = (cidr: string): Allowance => ({ peer: { cidr }, protocol: "TCP", ports: [443] });
const toNamespace = (namespace: string): Allowance => ({ peer: { namespace }, protocol: "TCP", ports: [443] });
const onPorts = (...ports: readonly number[]): Allowance => ({ ...toNamespace("monitoring"), ports });

/** The fleet with allowances of globex, which runs in both regions. */
const allowing = (egress: readonly Allowance[], ingress: readonly Allowance[] = []) =>
  changeTenant(validFleet(), "globex", { regions: ["south", "north"], network: { ingress, egress } });
const out = (...egress: readonly Allowance[]) => told(allowing(egress));
const into = (...ingress: readonly Allowance[]) => told(allowing([], ingress));

describe("allowances by address", () => {
  const elsewhere = "Name a platform namespace, or a Service of one, instead of an address in the cluster.";
  const metadata = "leads to a cloud's metadata service, which hands out the node's credentials";
  const own = "Remove it, or name the addresses you mean.";
  const translated = (mechanism: string) =>
    `stands for IPv4 addresses (${mechanism}), which behind a translator may be pods, Services or the API server`;
  const itself = "Write the IPv4 address itself.";
  for (const [cidr, message, remedy] of [
    [
      "10.244.1.0/24",
      'lies in the pod network "10.244.0.0/16" of region "south", where other tenants are reached',
      elsewhere,
    ],
    [
      "10.245.0.0/16",
      'lies in the pod network "10.245.0.0/16" of region "north", where other tenants are reached',
      elsewhere,
    ],
    [
      "fd00:10:245::1/128",
      'lies in the pod network "fd00:10:245::/56" of region "north", where other tenants are reached',
      elsewhere,
    ],
    [
      "10.96.0.10/32",
      'lies in the Service network "10.96.0.0/16" of region "south", where other tenants are reached',
      elsewhere,
    ],
    [
      "172.18.0.2/32",
      'lies in the API server\'s network "172.18.0.2/32" of region "south", which is no tenant\'s to call',
      elsewhere,
    ],
    ["169.254.169.254/32", metadata, own],
    ["100.100.100.200/32", metadata, own],
    ["168.63.129.16/32", metadata, own],
    ["192.0.0.192/32", metadata, own],
    ["fd00:ec2::254/128", metadata, own],
    ["fd20:ce::254/128", metadata, own],
    ["64:ff9b::/96", translated("NAT64"), itself],
    ["64:ff9b::af4:9/128", translated("NAT64"), itself],
    ["64:ff9b:1::/64", translated("NAT64"), itself],
    ["2002:af4:9::/48", translated("6to4"), itself],
    ["2001::/32", translated("Teredo"), itself],
    ["::af4:9/128", translated("IPv4-compatible"), itself],
    ["::ffff:0:af4:9/128", translated("IPv4-translated"), itself],
    ["169.254.169.0/24", "leads to link-local addresses, where clouds have their metadata service", own],
    ["fe80::1/128", "leads to link-local addresses, where clouds have their metadata service", own],
    ["127.0.0.0/8", "leads to the machine itself (loopback)", own],
    ["::1/128", "leads to the machine itself (loopback)", own],
    ["239.1.1.1/32", "leads to multicast or reserved addresses", own],
    ["255.255.255.255/32", "leads to multicast or reserved addresses", own],
    ["10.80.0.1/24", "has bits set beyond its prefix length", 'Did you mean "10.80.0.0/24"?'],
    ["10.80.0.1", "is no CIDR", 'Write "10.80.0.1/32" for this one address.'],
  ] as const) {
    it(`may not be ${cidr}, out or in`, () => {
      const line = (way: string) => `tenants[1].network.${way}[0].peer.cidr: "${cidr}" ${message} | ${remedy}`;
      expect(out(toCidr(cidr))).to.deep.equal([line("egress")]);
      expect(into({ ...toCidr(cidr) })).to.deep.equal([line("ingress")]);
    });
  }

  it("may not lie in the cluster of any region that the tenant runs in, and only of those", () => {
    const fleet = allowing([toCidr("10.245.3.0/24")]);
    expect(told(changeTenant(fleet, "globex", { regions: ["south"] }))).to.deep.equal([]);
    expect(told(fleet)).to.have.length(1);
  });

  it("may be wide enough to hold such addresses, which the plan then leaves out", () => {
    for (const cidr of [
      "0.0.0.0/0",
      "::/0",
      "10.0.0.0/8",
      "100.64.0.0/10",
      "172.16.0.0/12",
      "168.0.0.0/6",
      "fc00::/7",
      "168.63.128.0/20",
      "192.0.0.0/24",
      "2000::/3",
      "64:ff9b::/64",
    ]) {
      expect(out(toCidr(cidr)), cidr).to.deep.equal([]);
    }
  });
});

describe("allowances by namespace", () => {
  const refused: Readonly<Record<string, string>> = {
    "acme-gateway": 'tenant "acme"',
    "higress-internal": 'gateway "internal"',
    "higress-system": "the entry",
    "kube-system": "Kubernetes",
    default: "Kubernetes",
  };
  for (const [namespace, owner] of Object.entries(refused)) {
    it(`may not be ${namespace}, which belongs to ${owner}`, () => {
      expect(out(toNamespace(namespace))).to.deep.equal([
        `tenants[1].network.egress[0].peer.namespace: namespace "${namespace}" belongs to ${owner} and cannot be opened to tenant "globex" | Remove the allowance; tenants reach each other by their hosts.`,
      ]);
    });
  }

  it("may not be the tenant's own", () => {
    expect(out(toNamespace("globex-gateway"))).to.deep.equal([
      'tenants[1].network.egress[0].peer.namespace: namespace "globex-gateway" is the own one of tenant "globex" | Remove the allowance; the backends of its routes are open to its gateway.',
    ]);
  });

  it("are refused in one region as in two", () => {
    for (const namespace of ["globex-gateway", "acme-gateway"]) {
      const fleet = changeTenant(allowing([toNamespace(namespace)]), "globex", { regions: ["south"] });
      expect(told(fleet), namespace)
        .to.deep.equal(out(toNamespace(namespace)))
        .and.to.have.length(1);
    }
  });

  it("must be the platform's in every region the tenant runs in", () => {
    const fleet = changeRegion(allowing([toNamespace("logging")]), "south", {
      platformNamespaces: ["middleware", "monitoring", "logging"],
    });
    expect(told(fleet)).to.deep.equal([
      'tenants[1].network.egress[0].peer.namespace: namespace "logging" is no platform namespace of region "north", where tenant "globex" runs | Use one of "middleware", "monitoring", or list it under regions.north.platformNamespaces.',
    ]);
    expect(told(changeTenant(fleet, "globex", { regions: ["south"] }))).to.deep.equal([]);
  });

  it("name the way where no namespace is the platform's", () => {
    const fleet = changeRegion(
      validFleet({ tenants: allowing([toNamespace("logging")]).tenants.slice(1, 2) }),
      "north",
      {
        platformNamespaces: [],
      },
    );
    expect(told(fleet)[1]).to.equal(
      'tenants[0].network.egress[0].peer.namespace: namespace "logging" is no platform namespace of region "north", where tenant "globex" runs | List it under regions.north.platformNamespaces if tenants may reach it.',
    );
  });
});

describe("ports of allowances", () => {
  it("are named", () => {
    expect(out(onPorts())).to.deep.equal([
      "tenants[1].network.egress[0].ports: the allowance names no port | Name the ports it is for.",
    ]);
  });

  it("are ports, each once", () => {
    expect(out(onPorts(0, 1, 65535, 65536, 1.5, 1))).to.deep.equal([
      "tenants[1].network.egress[0].ports[0]: 0 is no port | Use a whole number from 1 to 65535.",
      "tenants[1].network.egress[0].ports[3]: 65536 is no port | Use a whole number from 1 to 65535.",
      "tenants[1].network.egress[0].ports[4]: 1.5 is no port | Use a whole number from 1 to 65535.",
      "tenants[1].network.egress[0].ports[5]: port 1 is named twice | Name it once.",
    ]);
    expect(into(onPorts(0))).to.deep.equal([
      "tenants[1].network.ingress[0].ports[0]: 0 is no port | Use a whole number from 1 to 65535.",
    ]);
  });

  for (const port of [15000, 15001, 15012, 8080, 22]) {
    it(`may not open the gateway's port ${port}`, () => {
      expect(into(onPorts(80, port))).to.deep.equal([
        `tenants[1].network.ingress[0].ports[1]: port ${port} of the gateway is not for others | Use 80, 443, 15020, 15021, 15090: traffic, readiness and metrics.`,
      ]);
      expect(out(onPorts(80, port))).to.deep.equal([]);
    });
  }

  it("may open traffic, readiness and metrics", () => {
    expect(into(onPorts(80, 443, 15020, 15021, 15090))).to.deep.equal([]);
  });
});
