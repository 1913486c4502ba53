import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { Namespace, Plan } from "../../plan/index.ts";
import { annotations, labels } from "../../plan/names.ts";
import { homeAt } from "../../local/paths.ts";
import { installationsOf } from "../../plan/index.ts";
import { planFile } from "../../fleets/plan.ts";
import { fleetOf } from "../support/plan.ts";
import { ApiServer, type Addressed, type Answer, type Call } from "../vectors/api-server.ts";
import { ingressFor } from "../vectors/objects.ts";
import { stubCrds } from "../vectors/stub-crds.ts";
import { tables } from "../vectors/tables.ts";
import { attempt, grant, tenantAdmin, usersOf } from "../vectors/trial.ts";
import type { Manifest, Table, Vector } from "../vectors/vector.ts";
import { Site } from "./site.ts";

const patience = 60_000;

/** Waits for what must become so; the time it took is nobody's promise. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not after a minute: ${what}`);
    await sleep(100);
  }
}

const vectors = Object.values(tables).flatMap((table) => table.vectors);

const standIn = "local/chart/higress-core/crds/customresourcedefinitions.yaml";

const policyOf = ({ message }: Answer): string | undefined =>
  /ValidatingAdmissionPolicy '([^']+)'/.exec(message)?.[1]?.replace(/^higress-fleet-/, "");

describe("the admission policies on a real API server", function () {
  this.timeout(180_000);
  let site: Site;
  let server: ApiServer;
  let plan: Plan;
  const answers = new Map<Vector, Answer | Error>();

  before(async () => {
    site = await Site.start("test", 1);
    server = new ApiServer(homeAt(site.home).kubeconfig);
    // Stubs in place of the Gateway API's own CRDs: those refuse some of the vectors by themselves.
    plan = await planFile(site.fleetFile, "local", { crds: standIn });
    await register();
    await Promise.all(vectors.filter(({ before }) => before === undefined).map(tryOut));
    for (const vector of vectors.filter(({ before }) => before !== undefined)) await tryOut(vector);
  });

  after(async () => {
    server.close();
    await site.remove();
  });

  async function tryOut(vector: Vector): Promise<void> {
    answers.set(vector, await attempt(server, vector).catch((error: unknown) => error as Error));
  }

  /** What the program makes cluster-wide and the Namespaces; nothing else of it matters here, and a tenant's own would be in the way. */
  async function register(): Promise<void> {
    const { base } = plan;
    const users = [...usersOf(vectors), ...fleetOf(site.fleetFile).platform.users];
    const namespaces = [...installationsOf(plan).map(({ namespace }) => namespace), crowded];
    await create([...base.customResourceDefinitions, ...stubCrds]);
    await create([...base.clusterRoles, ...base.clusterRoleBindings, administrators]);
    await create(namespaces.map(unfenced));
    await create(namespaces.flatMap(accountsOf));
    for (const { metadata } of [...namespaces, outside]) await grant(server, metadata.name, users);
    // Expressions are type-checked once, against the kinds that there are.
    await until("the CRDs are served", async () =>
      (await list("/apis/apiextensions.k8s.io/v1/customresourcedefinitions")).every(isEstablished),
    );
    await create([...base.admissionPolicies, ...base.admissionPolicyBindings, ...sentinel, misspelt]);
    await until("the policies are in force", async () => {
      const { status } = await server.call({ method: "POST", path: configMaps, query: { dryRun: "All" }, body: probe });
      return status === 422;
    });
    await until(
      "every namespace has its account",
      async () =>
        (await list("/api/v1/serviceaccounts")).filter(({ metadata }) => metadata.name === "default").length >
        namespaces.length,
    );
  }

  async function create(objects: readonly Addressed[]): Promise<void> {
    await Promise.all(
      objects.map(async (object) =>
        server.must({ method: "POST", path: await server.collection(object), body: object }),
      ),
    );
  }

  async function list(path: string): Promise<readonly Manifest[]> {
    const { body } = await server.must({ method: "GET", path });
    return body["items"] as readonly Manifest[];
  }

  it("are free of what the API server's type checker warns of", async () => {
    const path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
    const checked = ({ metadata, status }: Manifest): boolean =>
      (status as { observedGeneration?: number } | undefined)?.observedGeneration === metadata["generation"];
    await until("every policy is type-checked", async () => (await list(path)).every(checked));
    const warned = (await list(path)).filter(
      ({ status }) => (status as { typeChecking?: { expressionWarnings?: object[] } }).typeChecking?.expressionWarnings,
    );
    // It is warned of, so the others were looked at too.
    expect(warned.map(({ metadata }) => metadata.name)).to.deep.equal(["misspelt"]);
  });

  const stranger = ingressFor("www.example.org");
  const everybody = "system:authenticated";

  it("bind nobody whom the fleet file names as the platform", async () => {
    const { platform } = fleetOf(site.fleetFile);
    const whoever = [
      ...platform.groups.map((group) => ({ user: "somebody", groups: [group, everybody] })),
      ...platform.users.map((user) => ({ user })),
    ];
    for (const who of whoever) {
      const { status, message } = await server.call({ ...(await creation(server, stranger)), ...who });
      expect(status, `${JSON.stringify(who)} ${message}`).to.equal(201);
    }
  });

  it("lock no administrator of the cluster out, whatever the fleet file says", async () => {
    for (const groups of [["system:masters"], ["cluster-operators", everybody]]) {
      const { status, message } = await server.call({ ...(await creation(server, stranger)), user: "root", groups });
      expect(status, `${groups.join()} ${message}`).to.equal(201);
    }
  });

  it("judge an Ingress of two hundred rules for a tenant of a thousand hosts", async () => {
    const claimed = manyHosts.slice(-200).map((host) => host.replace("*", "a"));
    const trying = async (...hosts: readonly string[]): Promise<Answer> => {
      const object = ingressFor(...hosts);
      const metadata = { ...object.metadata, namespace: crowded.metadata.name };
      return server.call({ ...(await creation(server, { ...object, metadata })), user: tenantAdmin });
    };
    const lawful = await trying(...claimed);
    expect(lawful.status, lawful.message).to.equal(201);
    const unlawful = await trying(...claimed, "www.example.org");
    expect(unlawful.message).to.include('Host "www.example.org" is not of this tenant.');
  });

  it("judge a large Ingress outside the fleet, whose writer never heard of it", async () => {
    const hosts = Array.from({ length: 200 }, (_, at) => `a-${at}.old.example`);
    const { spec, ...object } = ingressFor(...hosts);
    const trying = async (end: string): Promise<Answer> => {
      const annotations = { "example.com/notes": `${"${other.x/".repeat(25_000)}${end}` };
      const metadata = { name: "large", namespace: outside.metadata.name, annotations };
      return server.call({ ...(await creation(server, { ...object, metadata, spec })), user: tenantAdmin });
    };
    const lawful = await trying("");
    expect(lawful.status, lawful.message).to.equal(201);
    expect(policyOf(await trying("${secret.kube-system/a.b}"))).to.equal("secret-templates");
  });

  for (const table of Object.values(tables)) {
    describe(`of ${table.statement}`, () => {
      for (const vector of table.vectors) {
        it(titleOf(vector), () => {
          expectAnswer(table, vector, answers.get(vector));
        });
      }
    });
  }
});

function titleOf({ name, verdict, unseenByAdmission }: Vector): string {
  return unseenByAdmission === undefined ? `${verdict} ${name}` : `do not see ${name}: ${unseenByAdmission}`;
}

function expectAnswer({ statement }: Table, vector: Vector, answer: Answer | Error | undefined): void {
  if (answer === undefined || answer instanceof Error) throw answer ?? new Error("it was not tried");
  const said = `${answer.status} ${answer.message}`;
  if (vector.unseenByAdmission !== undefined) {
    expect(vector.unseenByAdmission).to.not.equal("");
    expect(policyOf(answer), said).to.not.equal(statement);
  } else if (vector.verdict === "accept") {
    expect(answer.status, said).to.be.below(300);
  } else {
    expect([statement, ...(vector.also ?? [])], said).to.include(policyOf(answer));
  }
}

/** A dry run. */
const creation = async (server: ApiServer, object: Manifest): Promise<Call> => ({
  method: "POST",
  path: await server.collection(object),
  query: { dryRun: "All" },
  body: object,
});

/** Of nobody in the fleet. */
const outside = { metadata: { name: "default" } };

const manyHosts = Array.from({ length: 1000 }, (_, at) => `${at % 10 === 0 ? "*.wild" : "host"}-${at}.acme.example`);
const crowded: Namespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: {
    name: "crowded-gateway",
    labels: { [labels.fleet]: "test", [labels.role]: "tenant", [labels.tenant]: "acme" },
    annotations: { [annotations.hosts]: manyHosts.join(",") },
  },
};

/** As people have it who got their rights from no group that the API server knows by itself. */
const administrators: Manifest = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "cluster-operators" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ kind: "Group", name: "cluster-operators", apiGroup: "rbac.authorization.k8s.io" }],
};

const isEstablished = ({ status }: Manifest): boolean =>
  ((status as { conditions?: { type: string; status: string }[] } | undefined)?.conditions ?? []).some(
    (condition) => condition.type === "Established" && condition.status === "True",
  );

/** Without Pod Security, which would refuse before the policies are asked. */
function unfenced(namespace: Namespace): Namespace {
  const kept = Object.entries(namespace.metadata.labels).filter(
    ([key]) => !key.startsWith("pod-security.kubernetes.io/"),
  );
  return { ...namespace, metadata: { ...namespace.metadata, labels: Object.fromEntries(kept) } };
}

/** The charts', without which no Pod could ask for one of them. */
const accountsOf = ({ metadata: { name: namespace } }: Namespace): readonly Manifest[] =>
  ["higress-controller", "higress-gateway", "higress-console", "higress-console-promtail"].map((name) => ({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name, namespace },
  }));

/** Made after all others: what refuses this has seen them too. */
const sentinel: readonly Manifest[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "sentinel" },
    spec: {
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["configmaps"], operations: ["CREATE"] }],
      },
      validations: [{ expression: "object.metadata.name != 'sentinel'" }],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "sentinel" },
    spec: { policyName: "sentinel", validationActions: ["Deny"] },
  },
];

/** Bound nowhere: it is there to be warned of. */
const misspelt: Manifest = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: "misspelt" },
  spec: {
    matchConstraints: {
      resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["services"], operations: ["CREATE"] }],
    },
    validations: [{ expression: "object.spec.tipe == 'ClusterIP'" }],
  },
};

const configMaps = "/api/v1/namespaces/default/configmaps";
const probe: Manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "sentinel" } };
