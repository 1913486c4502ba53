import { expect } from "chai";
import type { Fleet } from "../../plan/model.ts";
import type { Chart } from "../../plan/model/higress.ts";
import { consoleRules } from "../../plan/permissions.ts";
import { consoleChart } from "../../plan/release.ts";
import { changeTenant, validFleet } from "./fleet.ts";
import { planned, planObjects, plannedTenant, policyNamed, policyNames } from "./planned.ts";

const compute = { cpu: "500m", memory: "1Gi" };
const console = { sourceCidrs: ["192.0.2.0/24"], namespaces: ["middleware"], ...compute };
const pluginServer = { replicas: 2, cpu: "200m", memory: "256Mi" };
const pods = {
  matchLabels: { "app.kubernetes.io/name": "higress-console", "app.kubernetes.io/instance": "higress-console" },
};
const tcp = (...ports: readonly number[]) => ports.map((port) => ({ protocol: "TCP", port }));
const values = (change: Parameters<typeof plannedTenant>[0] = {}, fleet: Partial<Fleet> = {}) =>
  plannedTenant({ console, ...change }, fleet).console?.values ?? {};

describe("a console", () => {
  it("is not there unless somebody asks", () => {
    const plan = plannedTenant();
    expect(plan).to.not.have.property("console");
    expect(policyNames(plan).filter((name) => name.includes("console"))).to.deep.equal([]);
    expect(plan.roles.map(({ metadata }) => metadata.name)).to.not.include("higress-console");
    expect(plan.secrets).to.deep.equal([]);
  });

  it("is a release of its own beside the gateway's, of the chart beside Higress's own", () => {
    const { console: release } = plannedTenant({ console });
    expect(release).to.include({ name: "higress-console", namespace: "acme-gateway", chart: "higress-console" });
    expect(release?.version).to.equal(plannedTenant().release.version);
    expect(release?.repository).to.equal(plannedTenant().release.repository);
    expect(release?.description).to.match(/^higress-console 2\.2\.4, narrowed sha256:0123456789ab$/);
    const charts: readonly (readonly [Chart, Chart])[] = [
      [
        { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.4" },
        { from: "oci", reference: "oci://registry.example.com/charts/higress-console", version: "2.2.4" },
      ],
      [
        { from: "path", path: "./charts/higress-core" },
        { from: "path", path: "./charts/higress-console" },
      ],
      [
        { from: "path", path: "./charts/higress-core/" },
        { from: "path", path: "./charts/higress-console" },
      ],
    ];
    for (const [core, beside] of charts) expect(consoleChart(core)).to.deep.equal(beside);
  });

  it("is of the canary's version where its gateway is", () => {
    const { higress } = validFleet();
    const chart: Chart = { from: "oci", reference: "oci://registry.example.com/charts/higress-core", version: "2.2.5" };
    const canary = { chart, gateways: [], tenants: ["acme"] };
    expect(plannedTenant({ console }, { higress: { ...higress, canary } }).console).to.include({
      chart: "oci://registry.example.com/charts/higress-console",
      version: "2.2.5",
    });
  });

  it("has the namespace's class and bounds, from the fleet's registry, as nobody special", () => {
    const higress = { ...validFleet().higress, hub: "registry.example.com/mirror", imagePullSecrets: ["pull"] };
    expect(values({}, { higress })).to.deep.equal({
      global: {
        ingressClass: "higress-acme",
        watchNamespace: "acme-gateway",
        proxy: { clusterDomain: "cluster.local" },
        hub: "registry.example.com/mirror",
      },
      image: { repository: "registry.example.com/mirror/higress/console" },
      imagePullSecrets: [{ name: "pull" }],
      resources: { requests: compute, limits: compute },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    });
    expect(values()).to.not.have.any.keys("image", "imagePullSecrets");
  });

  it("offers what the plugin server of its namespace has, where there is one", () => {
    const { global, pluginServer: pattern } = values({ pluginServer }) as Readonly<Record<string, object>>;
    expect(global).to.include({ enablePluginServer: true });
    expect(pattern).to.deep.equal({
      urlPattern: "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/${name}/${version}/plugin.wasm",
    });
    expect(values()).to.not.have.property("pluginServer");
  });

  it("has no pod while its tenant is suspended, and keeps all else", () => {
    expect(values({ suspend: true })).to.include({ replicaCount: 0 });
    const [run, rest] = [plannedTenant({ console }), plannedTenant({ console, suspend: true })];
    expect(rest.secrets).to.deep.equal(run.secrets);
    expect(rest.quota).to.deep.equal(run.quota);
  });

  it("has a Secret with a password, a key of 32 characters and a vector of 16, which the plan does not hold", () => {
    const [secret, ...others] = plannedTenant({ console }).secrets;
    expect(others).to.deep.equal([]);
    expect(secret?.metadata).to.include({ name: "higress-console", namespace: "acme-gateway" });
    expect(secret).to.deep.include({
      keys: ["adminPassword", "iv", "key"],
      lengths: { iv: 16 },
      known: { adminDisplayName: "Admin", adminUsername: "admin" },
    });
  });

  it("may write routes and plugins of its namespace, read its own Secret, and nothing beyond the namespace", () => {
    const plan = plannedTenant({ console });
    const role = plan.roles.find(({ metadata }) => metadata.name === "higress-console");
    expect(role?.rules).to.deep.equal(consoleRules);
    const binding = plan.roleBindings.find(({ metadata }) => metadata.name === "higress-console");
    expect(binding?.subjects).to.deep.equal([
      { kind: "ServiceAccount", name: "higress-console", namespace: "acme-gateway" },
    ]);
    const subjects = plan.clusterRoleBindings.flatMap((one) => one.subjects.map(({ name }) => name));
    expect(subjects).to.not.include("higress-console");
    const cells = consoleRules.flatMap(({ resources, verbs }) =>
      resources.map((each) => `${each}: ${verbs.join(" ")}`),
    );
    expect(cells).to.deep.equal([
      "secrets: get",
      "configmaps: get list watch create update delete",
      "ingresses: get list watch create update delete",
      "wasmplugins: get list watch create update delete",
      "mcpbridges: get list watch",
    ]);
    expect(consoleRules[0]?.resourceNames).to.deep.equal(["higress-console"]);
  });

  it("is reached by the allow-list on one port, and reaches its controller, the API server and names", () => {
    const plan = plannedTenant({ console });
    const controllers = { matchLabels: { app: "higress-controller", higress: "higress-controller" } };
    expect(policyNamed(plan, "console").spec).to.deep.equal({
      podSelector: pods,
      policyTypes: ["Ingress", "Egress"],
      ingress: [
        {
          from: [
            { ipBlock: { cidr: "192.0.2.0/24" } },
            { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "middleware" } } },
          ],
          ports: tcp(8080),
        },
      ],
      egress: [
        { to: [{ podSelector: controllers }], ports: tcp(15014) },
        { to: [{ ipBlock: { cidr: "172.18.0.2/32" } }], ports: tcp(443, 6443) },
      ],
    });
    expect(policyNamed(plan, "controller-console").spec).to.deep.equal({
      podSelector: controllers,
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: pods }], ports: tcp(15014) }],
    });
  });

  it("leaves the cluster's own networks out of a wide network of people", () => {
    const wide = { ...console, sourceCidrs: ["10.0.0.0/8"] };
    expect(policyNamed(plannedTenant({ console: wide }), "console").spec.ingress?.[0]?.from[0]).to.deep.equal({
      ipBlock: { cidr: "10.0.0.0/8", except: ["10.244.0.0/16", "10.96.0.0/16"] },
    });
  });

  it("finds room in the quota: its pod, that of a rollout and one that is ending, and its Secrets", () => {
    const [without, plain] = [{ console }, {}].map((change) => plannedTenant(change).quota.spec.hard);
    const number = (of: typeof plain, key: string) => Number(of?.[key]);
    expect(number(without, "pods") - number(plain, "pods")).to.equal(3);
    expect(number(without, "secrets") - number(plain, "secrets")).to.equal(5);
  });

  it("changes nothing but its own tenant's objects", () => {
    const fleet = validFleet();
    const texts = (of: Fleet) =>
      new Map(
        planObjects(planned(of)).map((each) => [
          `${each.metadata.namespace ?? ""} ${each.kind} ${each.metadata.name}`,
          JSON.stringify(each),
        ]),
      );
    const [before, after] = [texts(fleet), texts(changeTenant(fleet, "globex", { console }))];
    const changed = [...after].flatMap(([key, text]) => (before.get(key) === text ? [] : [key])).toSorted();
    expect(changed).to.deep.equal(
      [
        "NetworkPolicy console",
        "NetworkPolicy controller-console",
        "Release higress-console",
        "ResourceQuota quota",
        "Role higress-console",
        "RoleBinding higress-console",
        "Secret higress-console",
      ].map((name) => `globex-gateway ${name}`),
    );
  });
});
