import { expect } from "chai";
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { homeAt } from "../../local/paths.ts";
import { clusterDirectory, commandLine, componentsUnder, endAll } from "../../local/processes.ts";
import { installationsOf } from "../../plan/index.ts";
import { planFile } from "../../fleets/plan.ts";
import { ApiServer, type Addressed, type Call } from "../vectors/api-server.ts";
import type { Manifest } from "../vectors/vector.ts";
import { auditSince } from "./kubernetes.ts";
import { Site } from "./site.ts";

const platform = { user: "somebody", groups: ["gateway-platform", "system:authenticated"] };
const namespace = "acme-gateway";

const small = { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "100m", memory: "64Mi" } };
const deployment = (name: string, serviceAccountName: string, app = name): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app } },
    template: {
      metadata: { labels: { app } },
      spec: {
        serviceAccountName,
        containers: [{ name: "main", image: "registry.example.com/a:1.0.0", resources: small }],
      },
    },
  },
});

/** Waits for what must become so; the time it took is nobody's promise. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not after a minute: ${what}`);
    await sleep(100);
  }
}

/**
 * On most clusters each controller has an account of its own, and the policies bind it. Here the controller manager is an
 * administrator, whom they let do anything: it is started again as it is elsewhere.
 */
describe("the cluster's controllers under the admission policies", function () {
  this.timeout(180_000);
  let site: Site;
  let server: ApiServer;

  before(async () => {
    site = await Site.start("test", 1);
    server = new ApiServer(homeAt(site.home).kubeconfig);
    await separateControllers();
    const plan = await planFile(site.fleetFile, "local");
    const { base } = plan;
    await create(base.customResourceDefinitions, base.clusterRoles, base.clusterRoleBindings);
    await create([mayDelete]);
    await create(installationsOf(plan).map((each) => each.namespace));
    await create(base.admissionPolicies, base.admissionPolicyBindings);
    const tenant = plan.tenants.find(({ id }) => id === "acme");
    if (tenant === undefined) throw new Error("the fleet has no acme");
    await create([tenant.quota, tenant.limits, ...tenant.networkPolicies, ...tenant.roles, ...tenant.roleBindings]);
    await create(tenant.disruptionBudget === undefined ? [] : [tenant.disruptionBudget]);
    await create([tenant.gatewayAccount, account("higress-controller"), account("shop")]);
    await create([
      deployment("higress-gateway", "higress-gateway"),
      deployment("higress-controller", "higress-controller"),
    ]);
    await create([deployment("shop", "shop"), service]);
  });

  after(async () => {
    server.close();
    await site.remove();
  });

  async function separateControllers(): Promise<void> {
    const manager = () =>
      componentsUnder(clusterDirectory(homeAt(site.home).cluster)).filter(
        ({ name }) => name === "kube-controller-manager",
      );
    const [program = "", ...args] = commandLine(manager()[0]?.pid ?? 0);
    await endAll(manager);
    spawn(program, [...args, "--use-service-account-credentials"], { detached: true, stdio: "ignore" }).unref();
  }

  /** One list after the other, each all at once. */
  async function create(...lists: readonly (readonly Addressed[])[]): Promise<void> {
    for (const objects of lists) {
      await Promise.all(
        objects.map(async (object) =>
          server.must({ method: "POST", path: await server.collection(object), body: object }),
        ),
      );
    }
  }

  const get = async (path: string, call: Partial<Call> = {}): Promise<Manifest> => {
    const { body } = await server.must({ method: "GET", path, ...call });
    return body as unknown as Manifest;
  };

  it("make every Pod of Higress and of the tenant", async () => {
    for (const name of ["higress-gateway", "higress-controller", "shop"]) {
      await until(`${name} has its Pods`, async () => {
        const { status } = await get(`/apis/apps/v1/namespaces/${namespace}/deployments/${name}`);
        return (status as { readonly readyReplicas?: number }).readyReplicas === 2;
      });
    }
  });

  it("count what a quota has used, what a budget allows, and where a Service leads", async () => {
    await until("the quota counts six Pods", async () => {
      const { status } = await get(`/api/v1/namespaces/${namespace}/resourcequotas/quota`);
      return (status as { readonly used?: Readonly<Record<string, string>> }).used?.["pods"] === "6";
    });
    await until("the Service leads to two Pods", async () => {
      const { items } = await get(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`);
      const [slice] = items as readonly { readonly endpoints: readonly object[] | null }[];
      return slice?.endpoints?.length === 2;
    });
  });

  it("end a Namespace with all that is in it for the platform", async () => {
    const path = `/api/v1/namespaces/${namespace}`;
    await server.must({ method: "DELETE", path, ...platform });
    await until("the Namespace is gone", async () => (await server.call({ method: "GET", path })).status === 404);
  });

  it("did all that under accounts of their own", () => {
    const users = new Set(auditSince(site.auditLog, 0).map(({ user }) => user.username));
    const expected = ["deployment", "replicaset", "endpointslice", "resourcequota", "namespace"];
    expect([...users]).to.include.members(
      expected.map((name) => `system:serviceaccount:kube-system:${name}-controller`),
    );
  });
});

const account = (name: string): Manifest => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace },
});

const service: Manifest = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "shop", namespace },
  spec: { selector: { app: "shop" }, ports: [{ port: 80 }] },
};

/** RBAC of the deployer is not the fleet's: here it may delete Namespaces and no more. */
const mayDelete: Manifest = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "deployer" },
  roleRef: {
    apiGroup: "rbac.authorization.k8s.io",
    kind: "ClusterRole",
    name: "system:controller:namespace-controller",
  },
  subjects: [{ kind: "Group", name: "gateway-platform", apiGroup: "rbac.authorization.k8s.io" }],
};
