import { expect } from "chai";
import { parse } from "yaml";
import { wanted } from "../../../tools/business-policy/arguments.ts";
import { businessPolicy } from "../../../tools/business-policy/policy.ts";
import { printed } from "../../../tools/business-policy/print.ts";
import { fleetOf, spoil, written } from "../../plan/written.ts";

const regions = `  south:
    podCidrs: [10.244.0.0/16]
    egressCidrs: [192.0.2.128/25, 192.0.2.64/26]
    serviceCidrs: [10.96.0.0/16]
    apiServerCidrs: [172.18.0.2/32]
    platformNamespaces: [monitoring]
  north:
    podCidrs: [10.245.0.0/16, "fd00:10:245::/56"]
    serviceCidrs: [10.97.0.0/16]
    apiServerCidrs: [172.18.1.2/32]
    platformNamespaces: [monitoring]
  east:
    podCidrs: [10.246.0.0/16]
    serviceCidrs: [10.98.0.0/16]
    apiServerCidrs: [172.18.2.2/32]
`;
const egress = `      egress:
        - { to: { cidr: 198.51.100.0/24 }, ports: [8080] }
        - { to: { cidr: 198.51.101.0/24 }, ports: [8080] }
        - { to: { cidr: 198.51.100.9/32 }, ports: [53], protocol: UDP }
        - { to: { namespace: monitoring }, ports: [4317] }
`;
const text = spoil(
  "    registries:\n",
  `${egress}    regions: [south, north]\n    registries:\n`,
  spoil(
    "  south:\n    podCidrs: [10.244.0.0/16]\n    serviceCidrs: [10.96.0.0/16]\n    apiServerCidrs: [172.18.0.2/32]\n",
    regions,
    written,
  ),
);
const fleet = fleetOf(text);
const asked = (...args: readonly string[]) => wanted(["fleet.yaml", ...args]);
const policy = (...args: readonly string[]) => businessPolicy(fleet, asked("--tenant", "acme", ...args));
const failure = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as Error).message.split("\n")[0] ?? "";
  }
  return "none";
};

describe("A policy of a cluster of services", () => {
  it("lets a tenant's gateways in by the addresses that their regions leave with, to what they get out to", () => {
    expect(
      policy("--namespace", "orders", "--label", "app=orders", "--label", "app.kubernetes.io/part-of=shop").policy,
    ).to.deep.equal({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "from-acme-gateway", namespace: "orders" },
      spec: {
        podSelector: { matchLabels: { app: "orders", "app.kubernetes.io/part-of": "shop" } },
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: ["10.245.0.0/16", "192.0.2.128/25", "192.0.2.64/26", "fd00:10:245::/56"].map((cidr) => ({
              ipBlock: { cidr },
            })),
            ports: [
              { protocol: "TCP", port: 8080 },
              { protocol: "TCP", port: 8443 },
            ],
          },
        ],
      },
    });
  });

  it("is of chosen regions and ports", () => {
    const { spec, metadata } = policy("--region", "south", "--port", "8443").policy;
    expect(metadata).to.deep.equal({ name: "from-acme-gateway" });
    expect(spec.podSelector).to.deep.equal({});
    expect(spec.ingress).to.deep.equal([
      {
        from: [{ ipBlock: { cidr: "192.0.2.128/25" } }, { ipBlock: { cidr: "192.0.2.64/26" } }],
        ports: [{ protocol: "TCP", port: 8443 }],
      },
    ]);
  });

  it("has for each region what the tenant's gateways get out to there", () => {
    const there = fleetOf(
      spoil(
        "    registries:\n",
        "    inRegion:\n      north:\n        registries: []\n        network: { egress: [ { to: { cidr: 198.51.100.0/24 }, ports: [9443] } ] }\n    registries:\n",
        text,
      ),
    );
    const { spec } = businessPolicy(there, asked("--tenant", "acme")).policy;
    expect(spec.ingress).to.deep.equal([
      {
        from: [{ ipBlock: { cidr: "10.245.0.0/16" } }, { ipBlock: { cidr: "fd00:10:245::/56" } }],
        ports: [{ protocol: "TCP", port: 9443 }],
      },
      {
        from: [{ ipBlock: { cidr: "192.0.2.128/25" } }, { ipBlock: { cidr: "192.0.2.64/26" } }],
        ports: [
          { protocol: "TCP", port: 8080 },
          { protocol: "TCP", port: 8443 },
        ],
      },
    ]);
    expect(failure(() => businessPolicy(there, asked("--tenant", "acme", "--port", "8080")))).to.equal(
      'The gateways of tenant "acme" do not get out to port 8080 in region "north". Open it under network.egress first: { to: { cidr: … }, ports: [8080] }; or choose other regions with --region.',
    );
  });

  it("is printed as YAML that says the same, and where addresses are taken for granted", () => {
    const made = policy();
    const lines = printed(made, "acme");
    expect(parse(lines.join("\n"))).to.deep.equal(made.policy);
    expect(lines.filter((line) => line.startsWith("#"))).to.deep.equal([
      "# Lets the gateways of tenant acme in, from",
      "#   north: 10.245.0.0/16, fd00:10:245::/56 (its pods': they arrive only where pod networks are routed; else name regions.north.egressCidrs)",
      "#   south: 192.0.2.128/25, 192.0.2.64/26",
      "# All pods of the namespace take no other requests from then on, but for what other policies allow.",
      "# An address says which cluster calls, not which tenant: mTLS does (routes[].backendTls).",
    ]);
    expect(printed(policy("--label", "app=orders"), "acme")[3]).to.match(/^# Pods with these labels /);
  });

  const refused: Readonly<Record<string, readonly [args: readonly string[], message: string]>> = {
    "without a tenant": [[], "Say whose gateways call: --tenant ID."],
    "for a tenant that is none": [["--tenant", "acmee"], 'The fleet has no tenant "acmee". It has "acme", "globex".'],
    "for a region in which it has no gateway": [
      ["--tenant", "acme", "--region", "east"],
      'Tenant "acme" has no gateway in region "east", but in "south", "north".',
    ],
    "for a port to which its gateways do not get out": [
      ["--tenant", "acme", "--port", "9090"],
      'The gateways of tenant "acme" do not get out to port 9090 in region "north". Open it under network.egress first: { to: { cidr: … }, ports: [9090] }; or choose other regions with --region.',
    ],
    "for a tenant that calls nobody outside": [
      ["--tenant", "globex"],
      'Tenant "globex" opens no network outside its cluster in region "east". Name that of the services under network.egress: { to: { cidr: … }, ports: [8080] }; or choose other regions with --region.',
    ],
    "for what is no port": [["--tenant", "acme", "--port", "70000"], '"70000" is no port. Write --port 8080.'],
    "for what is no label": [["--tenant", "acme", "--label", "app"], '"app" is no label. Write --label app=orders.'],
    "for a label twice": [
      ["--tenant", "acme", "--label", "app=a", "--label", "app=b"],
      'Label "app" is given twice, and a pod has one value of it. Write a policy for each.',
    ],
    "for what is no namespace": [["--tenant", "acme", "--namespace", "A_b"], '"A_b" is no name of a namespace.'],
    "for two fleets": [["--tenant", "acme", "--stack", "prod"], "Name one stack or one fleet file."],
    "for a word that has no place": [["--tenants", "acme"], "Unknown option '--tenants'."],
  };
  for (const [what, [args, message]] of Object.entries(refused)) {
    it(`is refused ${what}`, () => {
      expect(failure(() => businessPolicy(fleet, asked(...args)))).to.equal(message);
    });
  }
});
