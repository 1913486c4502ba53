import { expect } from "chai";
import { labels, tenantNamespace } from "../../plan/names.ts";
import type { Plan } from "../../plan/index.ts";
import { objectsOf } from "../../plan/index.ts";
import { planFile } from "../../fleets/plan.ts";
import { auditMark, auditSince, identity, writes, type LiveObject } from "./kubernetes.ts";
import { Site, type WrittenFleet, type WrittenTenant } from "./site.ts";

const minutes = (count: number): number => count * 60_000;

/** What tells a changed object: a quota's status counts what others make, so there it is the specification. */
const version = ({ kind, metadata, spec }: LiveObject): string =>
  `${metadata.uid} ${kind === "ResourceQuota" ? JSON.stringify(spec) : metadata.resourceVersion}`;

/** The versions of everything, by identity. */
const versions = (objects: readonly LiveObject[]): ReadonlyMap<string, string> =>
  new Map(objects.map((object) => [identity(object), version(object)]));

/** What differs between two moments: made, changed or gone. */
function difference(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): readonly string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((key) => before.get(key) !== after.get(key)).sort();
}

const tenantsOf = (fleet: WrittenFleet): WrittenTenant[] => fleet.tenants as WrittenTenant[];
const newcomer: WrittenTenant = { id: "newcomer", owner: "newcomer@example.com", size: "s" };

describe("the test stack on a real API server", function () {
  this.timeout(minutes(6));
  let site: Site;
  let plan: Plan;
  let live: readonly LiveObject[];

  before(async () => {
    site = await Site.start("test", 3);
    plan = await planFile(site.fleetFile, "local");
    await site.must("up");
    live = await site.kubernetes.everything();
  });
  after(async () => site.remove());

  it("has every object that the plan names", () => {
    const present = new Set(live.map(identity));
    expect(
      objectsOf(plan)
        .map(identity)
        .filter((name) => !present.has(name)),
    ).to.deep.equal([]);
  });

  it("puts the fleet's label on nothing else", () => {
    const planned = new Set(objectsOf(plan).map(identity));
    const labelled = live.filter(({ metadata }) => metadata.labels?.[labels.fleet] !== undefined).map(identity);
    expect(labelled.filter((name) => !planned.has(name))).to.deep.equal([]);
    expect(labelled.length).to.equal(planned.size);
  });

  it("has the pods of every gateway ready", () => {
    const installations = [plan.entry, ...plan.gateways, ...plan.tenants];
    for (const { namespace } of installations) {
      const pods = live.filter(
        ({ kind, metadata }) => kind === "Pod" && metadata.namespace === namespace.metadata.name,
      );
      const ready = pods.filter(({ status }) =>
        (status?.["conditions"] as { type: string; status: string }[]).some(
          (it) => it.type === "Ready" && it.status === "True",
        ),
      );
      expect(
        pods.map(({ metadata }) => metadata.labels?.["app"]),
        namespace.metadata.name,
      ).to.include.members(["higress-gateway", "higress-controller"]);
      expect(ready.length, namespace.metadata.name).to.equal(pods.length);
    }
  });

  it("gives a token of the API server to controllers only", () => {
    const token = (pod: LiveObject): boolean =>
      (pod.spec?.["volumes"] as readonly { readonly name: string }[]).some(({ name }) =>
        name.startsWith("kube-api-access-"),
      );
    const pods = live.filter(({ kind, metadata }) => kind === "Pod" && metadata.labels?.["app"] !== undefined);
    const holders = new Set(pods.filter(token).map(({ metadata }) => metadata.labels?.["app"]));
    const others = new Set(pods.filter((pod) => !token(pod)).map(({ metadata }) => metadata.labels?.["app"]));
    expect([...holders]).to.deep.equal(["higress-controller"]);
    expect([...others]).to.deep.equal(["higress-gateway"]);
  });

  it("leaves no cluster-wide permission but to read, and what tells the platform from others", () => {
    const planned = new Set(plan.base.clusterRoles.map(identity));
    const roles = live.filter(({ kind, metadata }) => kind === "ClusterRole" && /higress|gateway/.test(metadata.name));
    expect(roles.map(identity).filter((name) => !planned.has(name))).to.deep.equal([]);
    const writing = plan.base.clusterRoles.flatMap(({ rules }) =>
      rules.filter(
        ({ verbs, resources }) =>
          verbs.some((verb) => !["get", "list", "watch"].includes(verb)) &&
          !resources.every((it) => it.endsWith("reviews")),
      ),
    );
    // The resource exists nowhere: admission policies ask for the right, and it allows nothing else.
    expect(writing).to.deep.equal([{ apiGroups: ["higress-fleet.io"], resources: ["fleets"], verbs: ["manage"] }]);
  });

  it("gives a controller what it needs in its own namespace and nothing in any other", async () => {
    const [first, second] = plan.tenants;
    if (first === undefined || second === undefined) throw new Error("the test fleet has fewer than two tenants");
    const own = first.namespace.metadata.name;
    const subject = `system:serviceaccount:${own}:higress-controller`;
    const ask = (verb: string, resource: string, namespace: string) =>
      site.kubernetes.canI(subject, verb, resource, namespace);

    for (const resource of ["secrets", "configmaps", "ingresses.networking.k8s.io"]) {
      expect(await ask("list", resource, own), `list ${resource} in its own`).to.equal("yes");
      for (const other of [second.namespace.metadata.name, "higress-system", "default", "kube-system"]) {
        for (const verb of ["get", "list", "watch"]) {
          expect(await ask(verb, resource, other), `${verb} ${resource} in ${other}`).to.equal("no");
        }
      }
    }
    expect(await ask("update", "mcpbridges.networking.higress.io", own)).to.equal("yes");
    expect(await ask("create", "deployments.apps", own)).to.equal("no");
    expect(await ask("create", "subjectaccessreviews.authorization.k8s.io", own)).to.equal("yes");
  });

  it("keeps three revisions in helm's history, the chart's digest in each", async () => {
    // For every size: a smaller one must not be refused while the pods of a larger one go.
    const quota = { "requests.cpu": "20", "limits.cpu": "20", "requests.memory": "32Gi", "limits.memory": "32Gi" };
    for (const size of ["m", "l", "m"]) {
      site.edit((fleet) =>
        Object.assign(tenantsOf(fleet).find(({ id }) => id === "initech") ?? {}, {
          size,
          quota: { ...quota, pods: "20" },
        }),
      );
      await site.must("up");
    }
    const history = await site.helm("history", "higress", "--namespace", "initech-gateway", "--output", "json");
    const revisions = JSON.parse(history) as { revision: number; status: string; description: string }[];
    expect(revisions.map(({ revision, status }) => `${revision} ${status}`)).to.deep.equal([
      "2 superseded",
      "3 superseded",
      "4 deployed",
    ]);
    for (const { description } of revisions)
      expect(description).to.match(/chart sha256:[0-9a-f]{12}, narrowed sha256:[0-9a-f]{12}/);
  });

  it("writes nothing when nothing changed", async () => {
    const mark = auditMark(site.auditLog);
    const output = await site.must("up");
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
    expect(output).to.match(/\d+ unchanged/);
  });

  it("adds a tenant without touching anything but the entry's McpBridge", async () => {
    const before = versions(await site.kubernetes.everything());
    site.edit((fleet) => tenantsOf(fleet).push(newcomer));
    await site.must("up");
    const after = await site.kubernetes.everything();
    const changed = difference(before, versions(after));
    const namespace = tenantNamespace(newcomer.id);
    // The API server books the address of each Service in an object of its own, named by the address.
    const addresses = after.filter(
      ({ kind, spec }) => kind === "IPAddress" && JSON.stringify(spec).includes(namespace),
    );
    const own = new Set(addresses.map(identity));
    const foreign = changed.filter((name) => !name.includes(newcomer.id) && !own.has(name) && !name.includes("/Node "));
    expect(foreign).to.deep.equal(["networking.higress.io/v1/McpBridge higress-system/default"]);
    expect(changed).to.include(`v1/Namespace ${namespace}`);
  });

  it("removes a tenant without a leftover", async () => {
    site.edit((fleet) => tenantsOf(fleet).pop());
    await site.must("up");
    const rest = (await site.kubernetes.everything()).map(identity).filter((name) => name.includes(newcomer.id));
    expect(rest).to.deep.equal([]);
  });

  it("refuses a quota that is too small, naming tenant and field, and registers nothing", async () => {
    const [tenant] = plan.tenants;
    const mark = auditMark(site.auditLog);
    site.edit((fleet) => {
      const written = tenantsOf(fleet).find(({ id }) => id === tenant?.id);
      if (written !== undefined) written.quota = { "requests.cpu": "100m" };
    });
    const { code, output } = await site.run("up");
    expect(code).to.not.equal(0);
    expect(output).to.include(tenant?.id).and.include("requests.cpu").and.include('"100m"');
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
  });

  it("reports five faults at once and registers nothing", async () => {
    const mark = auditMark(site.auditLog);
    site.edit((fleet) => {
      const [first, second, third] = tenantsOf(fleet);
      if (first === undefined || second === undefined || third === undefined) throw new Error("three tenants expected");
      delete first.quota;
      first["size"] = "huge";
      second["ownr"] = "typo@example.com";
      third["hosts"] = ["*.com"];
      third["certificates"] = [{ secret: "com-tls", names: ["*.com"] }];
      third.quota = { "requests.cpu": "1m" };
      fleet["entry"] = { size: 7 };
    });
    const { code, output } = await site.run("up");
    expect(code).to.not.equal(0);
    expect(output).to.match(/5 faults/);
    const quotes = ['"huge"', "ownr", '"*.com"', '"1m"', "7"];
    for (const quote of quotes) expect(output).to.include(quote);
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
  });
});
