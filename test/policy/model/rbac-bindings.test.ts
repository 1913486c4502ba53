import { expect } from "chai";
import fc from "fast-check";
import {
  accessOf,
  boundRules,
  person,
  rulesFor,
  serviceAccount,
  takesIn,
} from "../../../policy/model/rbac-bindings.ts";
import type { RbacObjects, User } from "../../../policy/model/rbac-bindings.ts";
import { allows, type Request } from "../../../policy/model/rbac.ts";
import type { Tree } from "../../../policy/model/shape.ts";

const none: RbacObjects = { roles: [], clusterRoles: [], roleBindings: [], clusterRoleBindings: [] };
const pods = (...verbs: string[]) => ({ apiGroups: [""], resources: ["pods"], verbs });
const clusterRole = (name: string, rules: readonly Tree[], labels: Tree = {}): Tree => ({
  metadata: { name, labels },
  rules,
});
const role = (namespace: string, name: string, ...rules: Tree[]): Tree => ({ metadata: { name, namespace }, rules });
const toClusterRole = (name: string) => ({ kind: "ClusterRole", name });
const group = (name: string) => ({ kind: "Group", name });

const can = (user: User, objects: RbacObjects, namespace: string | undefined, request: Request): boolean =>
  allows(rulesFor(accessOf(user, objects), namespace), request);
const listPods: Request = { group: "", resource: "pods", verb: "list" };

describe("takesIn", () => {
  const robot = serviceAccount("ci", "deployer");

  it("knows a ServiceAccount by namespace and name, and by its user name", () => {
    expect(takesIn({ kind: "ServiceAccount", name: "deployer", namespace: "ci" }, robot, "x")).to.equal(true);
    expect(takesIn({ kind: "ServiceAccount", name: "deployer", namespace: "x" }, robot, "ci")).to.equal(false);
    expect(takesIn({ kind: "User", name: "system:serviceaccount:ci:deployer" }, robot, "x")).to.equal(true);
  });

  it("takes a ServiceAccount without a namespace for one of the binding's, and cluster-wide for nobody", () => {
    for (const namespace of [undefined, ""]) {
      const subject = { kind: "ServiceAccount", name: "deployer", namespace };
      expect(takesIn(subject, robot, "ci")).to.equal(true);
      expect(takesIn(subject, robot, "x")).to.equal(false);
      expect(takesIn(subject, robot, undefined)).to.equal(false);
    }
  });

  it("knows the groups that Kubernetes puts everybody in", () => {
    for (const name of ["system:serviceaccounts", "system:serviceaccounts:ci", "system:authenticated"]) {
      expect(takesIn(group(name), robot, "x"), name).to.equal(true);
    }
    expect(takesIn(group("system:serviceaccounts:x"), robot, "x")).to.equal(false);
    expect(takesIn(group("system:serviceaccounts"), person("jane", ["team"]), "x")).to.equal(false);
    expect(takesIn(group("team"), person("jane", ["team"]), "x")).to.equal(true);
    expect(takesIn({ kind: "User", name: "team" }, person("jane", ["team"]), "x")).to.equal(false);
  });
});

describe("boundRules", () => {
  const bound = (name: string, clusterRoles: readonly Tree[] = []) =>
    boundRules({ roleRef: toClusterRole(name) }, "a", { roles: [], clusterRoles });

  it("finds a Role in the binding's namespace only", () => {
    const roles = [role("b", "reader", pods("list"))];
    const binding = { roleRef: { kind: "Role", name: "reader" } };
    expect(boundRules(binding, "a", { roles, clusterRoles: [] })).to.equal(undefined);
    expect(boundRules(binding, undefined, { roles, clusterRoles: [] })).to.equal(undefined);
    expect(boundRules(binding, "b", { roles, clusterRoles: [] })).to.have.length(1);
  });

  it("knows what the built-in roles grant, and of other unknown roles that it does not know", () => {
    const request: Request = { group: "", resource: "secrets", verb: "list" };
    expect(["view", "edit", "admin", "cluster-admin"].map((name) => allows(bound(name) ?? [], request))).to.deep.equal([
      false,
      true,
      true,
      true,
    ]);
    expect(bound("someone-elses")).to.equal(undefined);
  });

  it("replaces the rules of a role that aggregates by those of the roles it selects, and of theirs", () => {
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { into: "sum" } }] };
    const sum = { ...clusterRole("sum", [pods("delete")]), aggregationRule };
    const part = clusterRole("part", [pods("list")], { into: "sum" });
    const other = clusterRole("other", [pods("watch")], { into: "else" });
    expect(bound("sum", [sum, part, other])?.map(({ verbs }) => verbs)).to.deep.equal([["list"]]);
    const nested = { ...clusterRole("nested", [], { into: "top" }), aggregationRule };
    const top = {
      ...clusterRole("top", []),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { into: "top" } }] },
    };
    expect(bound("top", [top, nested, part])?.map(({ verbs }) => verbs)).to.deep.equal([["list"]]);
  });

  it("lets a role that is labelled for the built-in view widen edit and admin too", () => {
    const label = { "rbac.authorization.k8s.io/aggregate-to-view": "true" };
    const more = clusterRole("more", [{ apiGroups: ["x.example"], resources: ["things"], verbs: ["get"] }], label);
    const request: Request = { group: "x.example", resource: "things", verb: "get" };
    for (const name of ["view", "edit", "admin"]) {
      expect(allows(bound(name, [more]) ?? [], request), name).to.equal(true);
      expect(allows(bound(name) ?? [], request), name).to.equal(false);
    }
  });

  it("comes to an end when two roles aggregate each other", () => {
    const circle = (name: string, to: string) => ({
      ...clusterRole(name, [], { into: name }),
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { into: to } }] },
    });
    expect(bound("one", [circle("one", "two"), circle("two", "one")])).to.deep.equal([]);
  });
});

describe("accessOf", () => {
  it("keeps what is bound in a namespace there, a ClusterRole too", () => {
    const objects = {
      ...none,
      clusterRoles: [clusterRole("reader", [pods("list")])],
      roleBindings: [{ metadata: { namespace: "a" }, roleRef: toClusterRole("reader"), subjects: [group("team")] }],
    };
    const jane = person("jane", ["team"]);
    expect(["a", "b", undefined].map((namespace) => can(jane, objects, namespace, listPods))).to.deep.equal([
      true,
      false,
      false,
    ]);
    expect(can(person("joe", []), objects, "a", listPods)).to.equal(false);
  });

  it("gives system:masters everything, whatever is bound", () => {
    expect(can(person("root", ["system:masters"]), none, undefined, listPods)).to.equal(true);
    expect(accessOf(person("root", ["system:masters"]), none).everywhere).to.deep.include({
      nonResourceURLs: ["*"],
      verbs: ["*"],
    });
  });

  const word = fc.constantFrom("a", "b");
  const some = (...words: string[]) => fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 });
  const rule = fc.record({
    apiGroups: some("", "apps", "*"),
    resources: some("pods", "pods/log", "*/log", "pods/*", "*", "*/*"),
    verbs: some("get", "list", "*"),
    resourceNames: fc.oneof(fc.constant([]), some("one", "two")),
  });
  const rules = fc.array(rule, { maxLength: 2 });
  const subject = fc.oneof(
    fc.record({ kind: fc.constant("ServiceAccount"), name: word, namespace: word }),
    fc.record({ kind: fc.constant("ServiceAccount"), name: word }),
    fc.record({ kind: fc.constant("User"), name: fc.constantFrom("a", "system:serviceaccount:a:b") }),
    fc.record({
      kind: fc.constant("Group"),
      name: fc.constantFrom("a", "system:serviceaccounts:a", "system:authenticated"),
    }),
  );
  const subjects = fc.array(subject, { maxLength: 2 });
  const roleRef = fc.record({ kind: fc.constantFrom("Role", "ClusterRole"), name: word });
  const metadata = fc.record({ name: word, namespace: word });
  const world: fc.Arbitrary<RbacObjects> = fc.record({
    roles: fc.uniqueArray(fc.record({ metadata, rules }), {
      selector: ({ metadata: { name, namespace } }) => `${namespace}/${name}`,
    }),
    clusterRoles: fc.uniqueArray(fc.record({ metadata: fc.record({ name: word }), rules }), {
      selector: ({ metadata: { name } }) => name,
    }),
    roleBindings: fc.array(fc.record({ metadata, roleRef, subjects }), { maxLength: 4 }),
    clusterRoleBindings: fc.array(fc.record({ roleRef, subjects }), { maxLength: 3 }),
  });
  const request = fc.record(
    {
      group: fc.constantFrom("", "apps"),
      resource: fc.constantFrom("pods", "pods/log", "pods/exec", "nodes"),
      verb: fc.constantFrom("get", "list", "create"),
      name: fc.constantFrom("one", "three"),
    },
    { requiredKeys: ["group", "resource", "verb"] },
  );
  const user = fc.oneof(
    fc.tuple(word, word).map(([namespace, name]) => serviceAccount(namespace, name)),
    fc.tuple(word, fc.subarray(["a", "b"])).map(([name, groups]) => person(name, groups)),
  );

  it("answers every request as Kubernetes' documentation says, cell by cell", () => {
    let granted = 0;
    fc.assert(
      fc.property(world, user, fc.option(word, { nil: undefined }), request, (objects, who, namespace, asked) => {
        const answer = can(who, objects, namespace, asked);
        if (answer) granted += 1;
        expect(answer).to.equal(plainly(who, objects, namespace, asked));
      }),
      { numRuns: 5000 },
    );
    expect(granted, "requests that were granted").to.be.greaterThan(100);
  });
});

interface WrittenRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames: readonly string[];
}
interface Written {
  readonly metadata?: { readonly name: string; readonly namespace?: string };
  readonly rules?: readonly WrittenRule[];
  readonly roleRef?: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** The same, put together from the documentation alone: one request, one loop over everything, nothing shared with the code. */
function plainly(user: User, objects: RbacObjects, namespace: string | undefined, request: Request): boolean {
  const spans = (rule: WrittenRule): boolean => {
    const [, sub] = request.resource.split("/");
    const resources = ["*", request.resource, ...(sub === undefined ? [] : [`*/${sub}`])];
    return (
      ["*", request.verb].some((verb) => rule.verbs.includes(verb)) &&
      ["*", request.group].some((one) => rule.apiGroups.includes(one)) &&
      resources.some((resource) => rule.resources.includes(resource)) &&
      (rule.resourceNames.length === 0 || (request.name !== undefined && rule.resourceNames.includes(request.name)))
    );
  };
  for (const binding of [...objects.clusterRoleBindings, ...objects.roleBindings] as readonly Written[]) {
    const home = binding.metadata?.namespace;
    if (home !== undefined && home !== namespace) continue;
    const isFor = binding.subjects?.some((subject) => {
      if (subject.kind === "User") return subject.name === user.name;
      if (subject.kind === "Group") return user.groups.indexOf(subject.name) >= 0;
      return ["system:serviceaccount", subject.namespace ?? home, subject.name].join(":") === user.name;
    });
    if (isFor !== true) continue;
    const isRole = binding.roleRef?.kind === "Role";
    for (const each of (isRole ? objects.roles : objects.clusterRoles) as readonly Written[]) {
      if (each.metadata?.name !== binding.roleRef?.name) continue;
      if (isRole && (home === undefined || each.metadata?.namespace !== home)) continue;
      if (each.rules?.some(spans) === true) return true;
    }
  }
  return false;
}
