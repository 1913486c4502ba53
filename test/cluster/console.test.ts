import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import type { LiveObject } from "./kubernetes.ts";
import { identity } from "./kubernetes.ts";
import { Site, type WrittenTenant } from "./site.ts";

const pluginServer = { replicas: 1, cpu: "100m", memory: "128Mi" };
const acme: WrittenTenant = { id: "acme", owner: "acme@example.com", size: "s", pluginServer };
const globex: WrittenTenant = { id: "globex", owner: "globex@example.com", size: "s" };
const console = { namespaces: ["middleware"], sourceCidrs: ["192.0.2.0/24"] };
const namespace = "acme-gateway";
const account = `system:serviceaccount:${namespace}:higress-console`;
const mine = ({ metadata }: LiveObject): boolean => metadata.namespace === namespace;

describe("a tenant's console on a real API server", function () {
  this.timeout(360_000);
  let site: Site;
  let bare: readonly LiveObject[];
  let said: string;

  before(async () => {
    site = await Site.start("test", 2);
    site.forgetTenants();
    site.edit((fleet) => {
      fleet["gateways"] = [];
      fleet.tenants = [acme, globex];
    });
    await site.must("up");
    bare = await site.kubernetes.everything();
    site.edit((fleet) => (fleet.tenants = [{ ...acme, console }, globex]));
    said = await site.must("up");
  });
  after(async () => site.remove());

  const password = () =>
    site.kubernetes.kubectl("get", "secret", "higress-console", "-n", namespace, "-o", "jsonpath={.data}");
  const all = (kinds: string) => site.kubernetes.get(kinds);
  /** Those of the console, by the chart's label. */
  const pods = async () =>
    (await all("pods")).filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/name"] === "higress-console");

  it("comes up inside the quota, in its own release, restricted to nothing but its pages", async () => {
    const [pod, ...others] = await pods();
    expect(others).to.deep.equal([]);
    expect(pod?.metadata.namespace).to.equal(namespace);
    const conditions = pod?.status?.["conditions"] as readonly { readonly type: string; readonly status: string }[];
    expect(conditions.find(({ type }) => type === "Ready")?.status).to.equal("True");
    expect(await site.helm("list", "--namespace", namespace, "--short")).to.equal("higress\nhigress-console\n");
    const [deployment] = (await all("deployments")).filter(({ metadata }) => metadata.name === "higress-console");
    const text = JSON.stringify(deployment?.spec);
    expect(text).to.include(
      "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/${name}/${version}/plugin.wasm",
    );
    expect(deployment?.spec).to.have.nested.property("template.spec.securityContext.runAsNonRoot", true);
  });

  it("has a Secret of the program's, with the keys and lengths that the console reads, and its values nowhere in clear", async () => {
    const text = await site.kubernetes.kubectl("get", "secret", "higress-console", "-n", namespace, "-o", "yaml");
    const { data, metadata } = parse(text) as {
      readonly data: Readonly<Record<string, string>>;
      readonly metadata: { readonly labels: object };
    };
    expect(metadata.labels).to.include({ "app.kubernetes.io/managed-by": "higress-fleet" });
    const plain = Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]),
    );
    expect(Object.keys(plain).toSorted()).to.deep.equal([
      "adminDisplayName",
      "adminPassword",
      "adminUsername",
      "iv",
      "key",
    ]);
    expect(plain).to.include({ adminDisplayName: "Admin", adminUsername: "admin" });
    expect([plain["adminPassword"], plain["key"], plain["iv"]].map((value) => value?.length)).to.deep.equal([
      32, 32, 16,
    ]);
    const state = readdirSync(site.home, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.pulumi/.test(entry.parentPath))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
      .join("\n");
    expect(state).to.include("higress-console");
    for (const key of ["adminPassword", "key", "iv"]) {
      for (const [where, shown] of Object.entries({ state, output: said })) {
        expect(shown.includes(plain[key] ?? "?"), `${key} in ${where}`).to.equal(false);
        expect(shown.includes(data[key] ?? "?"), `${key} in ${where}, encoded`).to.equal(false);
      }
    }
  });

  it("may write routes and plugins of its namespace, and reads nothing of any other", async () => {
    const can = (verb: string, resource: string, where = namespace) =>
      site.kubernetes.canI(account, verb, resource, where);
    for (const resource of ["ingresses.networking.k8s.io", "wasmplugins.extensions.higress.io", "configmaps"]) {
      for (const verb of ["get", "list", "create", "update", "delete"]) {
        expect(await can(verb, resource), `${verb} ${resource}`).to.equal("yes");
        expect(await can(verb, resource, "globex-gateway"), `${verb} ${resource} of globex`).to.equal("no");
      }
    }
    expect(await can("get", "secret/higress-console")).to.equal("yes");
    expect(await can("get", "secret/istio-ca-secret")).to.equal("no");
    expect(await can("update", "secret/higress-console")).to.equal("no");
    for (const resource of ["secrets", "services", "endpoints", "namespaces"]) {
      for (const where of [namespace, "globex-gateway", "higress-system", "kube-system"]) {
        expect(await can("list", resource, where), `list ${resource} in ${where}`).to.equal("no");
      }
    }
    const wide = (await all("clusterroles,clusterrolebindings")).filter((each) =>
      JSON.stringify(each).includes("higress-console"),
    );
    expect(wide.map(identity)).to.deep.equal([]);
  });

  it("has its fences, and none of the chart's own permissions", async () => {
    const own = (await all("networkpolicies,roles,rolebindings,ingresses"))
      .filter(mine)
      .map(identity)
      .filter((name) => name.includes("console"));
    expect(own).to.have.members([
      "networking.k8s.io/v1/NetworkPolicy acme-gateway/console",
      "networking.k8s.io/v1/NetworkPolicy acme-gateway/controller-console",
      "rbac.authorization.k8s.io/v1/Role acme-gateway/higress-console",
      "rbac.authorization.k8s.io/v1/RoleBinding acme-gateway/higress-console",
    ]);
  });

  it("does not run while its tenant is suspended, and keeps its password", async () => {
    const first = await password();
    site.edit((fleet) => (fleet.tenants = [{ ...acme, console, suspend: true }, globex]));
    await site.must("up");
    const scale = ["get", "deployment", "higress-console", "-n", namespace, "-o", "jsonpath={.spec.replicas}"];
    expect(await site.kubernetes.kubectl(...scale)).to.equal("0");
    expect(await password()).to.equal(first);
  });

  it("goes without a leftover, and nothing else is another than before", async () => {
    site.edit((fleet) => (fleet.tenants = [acme, globex]));
    await site.must("up");
    const left = await site.kubernetes.everything();
    expect(left.filter((each) => mine(each) && each.metadata.name.includes("console")).map(identity)).to.deep.equal([]);
    const planned = (objects: readonly LiveObject[]) =>
      objects
        .filter(({ metadata }) => metadata.labels?.["higress-fleet.io/fleet"] !== undefined)
        .map((each) => `${identity(each)} ${JSON.stringify(each.spec)}`)
        .toSorted();
    expect(planned(left)).to.deep.equal(planned(bare));
  });
});
