import { expect } from "chai";
import type { Plan } from "../../../plan/index.ts";
import { accessOf, boundRules, rulesFor, type RbacObjects } from "../../../policy/model/rbac-bindings.ts";
import { allows } from "../../../policy/model/rbac.ts";
import { at } from "../../../policy/model/shape.ts";
import type { Api } from "../../../tools/prove/rbac-api.ts";
import { compare, expander, sample, universeOf } from "../../../tools/prove/rbac-cells.ts";
import { declaredBy } from "../../../tools/prove/rbac-declared.ts";
import { matrix, summary } from "../../../tools/prove/rbac-matrix.ts";
import { proveRbac } from "../../../tools/prove/rbac.ts";
import { planFile } from "../../../fleets/plan.ts";

const kind = (group: string, resource: string, namespaced = true) => ({ group, resource, namespaced });
const served = [
  ...["configmaps", "pods", "pods/log", "secrets"].map((name) => kind("", name)),
  ...["nodes", "namespaces", "namespaces/status"].map((name) => kind("", name, false)),
  kind("apps", "deployments"),
];
const grant = (resource: string, ...verbs: string[]) => ({ apiGroups: [""], resources: [resource], verbs });

/** An API server that knows these objects, and the namespaces and accounts of the example fleet. */
function server(objects: RbacObjects, change: Partial<Api> = {}): Api {
  const list = (...found: string[]) => ({ items: found.map((name) => ({ metadata: { name } })) });
  return {
    kinds: () => Promise.resolve(served),
    read: (path) => {
      if (path.endsWith("/serviceaccounts"))
        return Promise.resolve(list("default", "higress-controller", "higress-gateway"));
      if (path === "/api/v1/namespaces") return Promise.resolve(list("acme-gateway", "kube-system"));
      const name = decodeURIComponent(path.split("/").at(-1) ?? "");
      const roleRef = { kind: "ClusterRole", name };
      const rules = boundRules({ roleRef }, undefined, { roles: [], clusterRoles: [] });
      return Promise.resolve({ metadata: { name }, rules });
    },
    rules: (user, namespace) => Promise.resolve({ rules: rulesFor(accessOf(user, objects), namespace) }),
    allows: (user, namespace, asked) => Promise.resolve(allows(rulesFor(accessOf(user, objects), namespace), asked)),
    ...change,
  };
}

describe("the proof of permissions", () => {
  let plan: Plan;
  let declared: RbacObjects;
  const failing = async (api: Api) => (await proveRbac({ plan, api })).failures;

  /** What is declared, and a Role more in a namespace. */
  const withRole = (namespace: string, rule: object, subject: object): RbacObjects => ({
    ...declared,
    roles: [...declared.roles, { metadata: { name: "more", namespace }, rules: [rule] }],
    roleBindings: [
      ...declared.roleBindings,
      { metadata: { name: "more", namespace }, roleRef: { kind: "Role", name: "more" }, subjects: [subject] },
    ],
  });
  const auditors = { kind: "Group", name: "auditors" };

  const standIn = "local/chart/higress-core/crds/customresourcedefinitions.yaml";

  before(async () => {
    plan = await planFile("fleets/test.yaml", "local", { crds: standIn });
    declared = declaredBy(plan);
  });

  it("finds a cluster as declared, and says who may what", async () => {
    const { lines, failures } = await proveRbac({ plan, api: server(declared) });
    expect(failures).to.deep.equal([]);
    const told = new Map(lines.map((line) => line.split(/ {2,}/) as [string, string | undefined]));
    expect(told.get("acme-gateway/higress-gateway")).to.equal("acme-gateway 3 glw");
    expect(told.get("globex-gateway/default")).to.equal("nothing");
    expect(told.get("anybody who can log in")).to.equal("nothing");
    expect(lines.at(-1)).to.equal("Exactly what is declared.");
  });

  it("finds one cell more, in whatever namespace", async () => {
    for (const namespace of ["acme-gateway", "kube-system"]) {
      expect(await failing(server(withRole(namespace, grant("secrets", "list"), auditors))), namespace).to.deep.equal([
        `group auditors may list secrets in ${namespace}, which nothing declares`,
      ]);
    }
  });

  it("finds one cell fewer", async () => {
    const roles = declared.roles.map((role) =>
      at(role, "metadata", "namespace") === "globex-gateway" && at(role, "metadata", "name") === "higress-gateway"
        ? { ...role, rules: [grant("secrets", "get", "list")] }
        : role,
    );
    expect(await failing(server({ ...declared, roles }))).to.deep.equal([
      "globex-gateway/higress-gateway may not watch secrets in globex-gateway, which is declared",
    ]);
  });

  it("finds a right to one object, to a kind that exists nowhere, and to a verb of nobody else", async () => {
    const named = { ...grant("configmaps", "update"), resourceNames: ["one"] };
    expect(await failing(server(withRole("acme-gateway", named, auditors)))).to.deep.equal([
      'group auditors may update configmaps "one" in acme-gateway, which nothing declares',
    ]);
    const unheard = { apiGroups: ["x.example"], resources: ["ghosts"], verbs: ["haunt"] };
    expect(await failing(server(withRole("acme-gateway", unheard, auditors)))).to.deep.equal([
      "group auditors may haunt ghosts.x.example in acme-gateway, which nothing declares",
    ]);
  });

  it("finds a wildcard where everything that is served today is declared anyway", async () => {
    const failures = await failing(server(withRole("acme-gateway", grant("*", "get"), auditors)));
    expect(failures).to.include("group auditors may get tomorrows in acme-gateway, which nothing declares");
  });

  it("finds what is bound cluster-wide, kinds without a namespace among it", async () => {
    const more: RbacObjects = {
      ...declared,
      clusterRoles: [...declared.clusterRoles, { metadata: { name: "more" }, rules: [grant("nodes", "get")] }],
      clusterRoleBindings: [
        ...declared.clusterRoleBindings,
        { roleRef: { kind: "ClusterRole", name: "more" }, subjects: [auditors] },
      ],
    };
    expect(await failing(server(more))).to.deep.equal([
      "group auditors may get nodes cluster-wide, which nothing declares",
    ]);
  });

  it("takes rights over the namespace itself for what they are: the API server asks for them inside it", async () => {
    expect(await failing(server(withRole("acme-gateway", grant("namespaces", "patch"), auditors)))).to.deep.equal([
      "group auditors may patch namespaces in acme-gateway, which nothing declares",
    ]);
    expect(await failing(server(withRole("acme-gateway", grant("nodes", "get"), auditors)))).to.deep.equal([]);
  });

  it("finds a URL outside the resource tree", async () => {
    const api = server(declared);
    const rules: Api["rules"] = async (user, namespace) => {
      const { rules: known } = await api.rules(user, namespace);
      return {
        rules: user.name.endsWith("globex-gateway:default")
          ? [...known, { nonResourceURLs: ["/metrics"], verbs: ["get"] }]
          : known,
      };
    };
    const failures = await failing({ ...api, rules });
    expect(new Set(failures.map((failure) => failure.split(" in ")[0]))).to.deep.equal(
      new Set(["globex-gateway/default may get /metrics"]),
    );
  });

  it("fails when an answer is not the whole answer", async () => {
    const api = server(declared);
    const rules: Api["rules"] = async (user, namespace) => ({
      ...(await api.rules(user, namespace)),
      ...(user.groups.includes("auditors") && namespace === "kube-system" ? { incomplete: "a webhook answers" } : {}),
    });
    expect(await failing({ ...api, rules })).to.deep.equal([
      "group auditors in kube-system: the review is incomplete: a webhook answers",
    ]);
  });

  it("fails when the two kinds of review disagree", async () => {
    const api = server(declared);
    const yes: Api["allows"] = (user, namespace, asked) =>
      namespace === "kube-system" ? Promise.resolve(true) : api.allows(user, namespace, asked);
    const failures = await failing({ ...api, allows: yes });
    expect(failures).to.not.be.empty;
    for (const failure of failures) expect(failure).to.match(/: two reviews disagree on .* in kube-system$/);
  });

  it("fails when the cluster's built-in roles are not those that rules go by", async () => {
    const api = server(declared);
    const read: Api["read"] = (path) =>
      path.endsWith("/clusterroles/view")
        ? Promise.resolve({ metadata: { name: "view" }, rules: [grant("secrets", "get")] })
        : api.read(path);
    expect(await failing({ ...api, read })).to.deep.equal([
      "ClusterRole view of this cluster is not as Kubernetes 1.35 has it",
    ]);
  });
});

describe("a universe of cells", () => {
  it("holds every verb on everything served and spoken of, each once", () => {
    const { cells, inside } = universeOf(served, [grant("pods", "get", "haunt"), grant("ghosts", "get")]);
    const names = cells.map((cell) => JSON.stringify(cell));
    expect(new Set(names).size).to.equal(names.length);
    for (const resource of ["pods", "pods/log", "nodes", "ghosts"]) {
      for (const verb of ["get", "deletecollection", "impersonate", "haunt"]) {
        expect(names, `${verb} ${resource}`).to.include(JSON.stringify({ group: "", resource, verb }));
      }
    }
    const isInside = (resource: string) => cells.some((cell, at) => cell.resource === resource && inside.has(at));
    expect(["pods", "ghosts", "namespaces", "namespaces/status", "nodes"].map(isInside)).to.deep.equal([
      ...[true, true, true, true],
      false,
    ]);
  });

  it("is expanded as the rules say", () => {
    const universe = universeOf(served, []);
    const cellsOf = expander(universe);
    expect(cellsOf([grant("pods", "get", "list")]).size).to.equal(2);
    expect(cellsOf([]).size).to.equal(0);
    expect(cellsOf([{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]).size).to.equal(universe.cells.length);
  });
});

describe("compare", () => {
  it("tells both directions apart", () => {
    expect(compare(new Set([1, 2]), new Set([2, 3]))).to.deep.equal({ more: [3], fewer: [1] });
    expect(compare(new Set([1]), new Set([1]))).to.deep.equal({ more: [], fewer: [] });
  });
});

describe("sample", () => {
  it("spreads over the list, and takes no item twice", () => {
    expect(sample([1, 2, 3, 4, 5, 6], 3)).to.deep.equal([1, 3, 5]);
    expect(sample([1, 2], 3)).to.deep.equal([1, 2]);
    expect(sample([], 3)).to.deep.equal([]);
  });
});

describe("the matrix", () => {
  const cells = ["watch", "get", "approve"].map((verb) => ({ group: "", resource: "pods", verb }));

  it("counts, and gives each verb its letter in one order", () => {
    expect(summary(cells)).to.equal("3 gwx");
    expect(summary([...cells, { group: "", resource: "pods", verb: "get", name: "one" }])).to.equal("3 gwx");
    expect(summary([{ group: "", resource: "pods", verb: "get", name: "one" }])).to.equal("1 g");
  });

  it("leaves out where nothing may be done", () => {
    const rows = [
      {
        title: "a",
        held: [
          { place: "here", cells },
          { place: "there", cells: [] },
        ],
      },
      { title: "long", held: [] },
    ];
    expect(matrix(rows)).to.deep.equal(["a     here 3 gwx", "long  nothing"]);
  });
});
