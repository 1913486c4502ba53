import { expect } from "chai";
import rule from "../../../policy/rules/mcpbridge-target-safe.ts";
import { change, unknown } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const bridge = pick("acme.bridge");
const entry = pick("entry.bridge");
const path = "spec.registries[0].domain";
const target = (domain: string) => found(rule, change(bridge, path, domain));

describe("mcpbridge-target-safe", () => {
  it("refuses tools of a Nacos as routes and a plugin", () => {
    const tools = (value: unknown) => found(rule, change(bridge, "spec.registries[0].enableMCPServer", value));
    expect([false, true, unknown].map(tools)).to.deep.equal([
      [],
      ["spec.registries[0].enableMCPServer"],
      ["spec.registries[0].enableMCPServer"],
    ]);
  });

  const forbidden: Readonly<Record<string, readonly string[]>> = {
    "the machine itself": [
      ...["127.0.0.1:15000", "127.1", "0x7f000001", "2130706433", "[::1]:80", "::1", "::ffff:127.0.0.1", "0.0.0.0"],
      ...["localhost", "LOCALHOST.", "x.localhost:15000", "localhost.localdomain"],
    ],
    "the cloud's metadata service": [
      ...["169.254.169.254", "100.100.100.200", "[fd00:ec2::254]:80", "168.63.129.16", "metadata.google.internal"],
      ...["metadata", "instance-data.ec2.internal", "169.254.170.2"],
    ],
    "pods, services and API server by address": ["10.0.3.4", "10.1.0.1:443", "10.2.0.1", "10.2.0.1:6443"],
    "the API server by name": [
      ...[
        "kubernetes.default",
        "kubernetes.default.svc",
        "kubernetes.default.svc.cluster.local",
        "Kubernetes.Default.SVC.",
      ],
    ],
    "its own control plane and that of others": [
      ...["higress-controller", "higress-controller.acme-gateway", "higress-controller.acme-gateway.svc.cluster.local"],
      ...["higress-controller.monitoring.svc"],
    ],
    "another namespace, in every spelling a pod completes": [
      ...[
        "higress-gateway.globex-gateway",
        "higress-gateway.globex-gateway.svc",
        "db-0.db.globex-gateway.svc.cluster.local",
      ],
      ...["higress-gateway.higress-system", "10-0-0-7.globex-gateway.pod.cluster.local", "10-0-0-7.globex-gateway.pod"],
      ...["web.sandbox.svc", "web.kube-system", "web.kube-public", "etcd.cluster.local", "globex-gateway.svc"],
    ],
    "any of them in a list": ["10.9.0.1:80,127.0.0.1:80", "a.example,kubernetes.default"],
    "addresses that lead to none": ["224.0.0.1", "255.255.255.255", "64:ff9b::a9fe:a9fe", "2002:7f00:1::"],
  };
  for (const [what, domains] of Object.entries(forbidden)) {
    it(`refuses ${what}`, () => {
      for (const domain of domains) expect(target(domain), domain).to.deep.equal([path]);
    });
  }

  it("looks at proxies and at the address server of Nacos too, and leaves credentials out of the message", () => {
    const proxies = [{ name: "out", serverAddress: "127.0.0.1", serverPort: 3128, listenerPort: 20000 }];
    expect(found(rule, change(bridge, "spec.proxies", proxies))).to.deep.equal(["spec.proxies[0].serverAddress"]);
    const server = change(bridge, "spec.registries[0].nacosAddressServer", "http://me:hunter2@localhost:8080/nacos");
    expect(found(rule, server)).to.deep.equal(["spec.registries[0].nacosAddressServer"]);
    expect(messages(rule, server)).to.deep.equal([
      '"localhost" is the machine itself or its cloud\'s metadata service',
    ]);
  });

  it("says why", () => {
    const why = (domain: string) => messages(rule, change(bridge, path, domain));
    expect(why("higress-console")).to.deep.equal(['"higress-console" is a gateway\'s console']);
    expect(why("higress-controller")).to.deep.equal(['"higress-controller" is a gateway\'s control plane']);
    expect(why("http://Web.Sandbox.svc:80/x")).to.deep.equal([
      '"web.sandbox.svc" is neither in the tenant\'s namespace nor in one of the platform',
    ]);
    expect(why("a.example,10.2.0.1:6443")).to.deep.equal(['"10.2.0.1" lies in the cluster\'s own networks']);
  });

  it("accepts the tenant's own Services, those of the platform, and the world outside", () => {
    for (const domain of [
      ...["orders", "orders.acme-gateway", "orders.acme-gateway.svc", "db-0.db.acme-gateway.svc.cluster.local"],
      ...["nacos.monitoring", "nacos.monitoring.svc.cluster.local"],
      ...["nacos.corp.example", "nacos.internal", "mylocalhost.example", "metadata.example.com", "svc.example.com"],
      ...["10.9.0.1:8848", "192.168.7.7", "203.0.113.9:80,203.0.113.10:80", "[2001:db8::1]:80", "100.64.0.9"],
    ]) {
      expect(target(domain), domain).to.deep.equal([]);
    }
  });

  it("lets the entry lead to each tenant's gateway, and nowhere else", () => {
    const wrong: readonly (readonly [field: string, value: unknown])[] = [
      ["domain", "higress-gateway.globex-gateway.svc.cluster.local"],
      ["domain", "higress-gateway.acme-gateway.svc"],
      ["domain", "higress-gateway.acme-gateway.svc.cluster.local,higress-gateway.globex-gateway.svc.cluster.local"],
      ["domain", "nacos.example.com"],
      ["port", 15010],
      ["type", "static"],
      ["name", "initech"],
    ];
    for (const [field, value] of wrong) {
      const at = `spec.registries[0].${field}`;
      expect(found(rule, change(entry, at, value)), String(value)).to.deep.equal([at]);
    }
  });

  it("lets the entry lead to its page server, where it has one, and under its own id alone", () => {
    const given = facts({ entry: { ...facts().entry, servers: ["page-server"] } });
    const host = "higress-fleet-pages.higress-system.svc.cluster.local";
    const led = (more: object) =>
      change(entry, "spec.registries[0]", { name: "entry", type: "dns", domain: host, port: 8080, ...more });
    expect(found(rule, led({}), given)).to.deep.equal([]);
    expect(found(rule, led({}))).to.deep.equal(["spec.registries[0].name"]);
    expect(found(rule, led({ name: "pages" }), given)).to.deep.equal(["spec.registries[0].name"]);
    expect(messages(rule, led({ domain: "higress-gateway.acme-gateway.svc.cluster.local" }), given)).to.deep.equal([
      `is not "${host}", the page server`,
    ]);
    expect(found(rule, led({ port: 80 }), given)).to.deep.equal(["spec.registries[0].port"]);
  });

  it("judges the bridges of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.bridge", "acme.bridge"]);
    expect(found(rule, [entry, bridge])).to.deep.equal([]);
    expect(found(rule, pick("acme.route.orders"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, change(bridge, path, unknown))).to.deep.equal([path]);
    expect(messages(rule, change(entry, "spec.registries[1].port", unknown))?.[0]).to.match(/cannot be known/);
  });
});
