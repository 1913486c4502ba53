import { expect } from "chai";
import rule from "../../../policy/rules/entry-namespace-writers.ts";
import { planned } from "../../plan/planned.ts";
import { validFleet } from "../../plan/fleet.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const route = pick("entry.acme");
const fleet = "higress-fleet:index:Fleet";
const below = (...types: readonly string[]) => ({ ...route, parents: types.join("$") });

describe("entry-namespace-writers", () => {
  it("refuses what a tenant's component makes, at any depth", () => {
    for (const parents of [
      [fleet, "higress-fleet:index:Tenant"],
      [fleet, "higress-fleet:index:Tenant", "kubernetes:helm.sh/v4:Chart"],
      ["shop:index:Shop", fleet, "higress-fleet:index:Entry"],
    ]) {
      expect(found(rule, below(...parents)), parents.join()).to.deep.equal(["metadata.namespace"]);
    }
    expect(messages(rule, below(fleet, "higress-fleet:index:Tenant"))).to.deep.equal([
      'is the entry\'s, and the object is made by component "higress-fleet:index:Tenant"',
    ]);
  });

  it("says of a release where it names its namespace", () => {
    const release = { ...pick("acme.release"), props: { ...pick("acme.release").props, namespace: "higress-system" } };
    expect(found(rule, release)).to.deep.equal(["namespace"]);
  });

  it("refuses kinds that no entry consists of", () => {
    for (const type of ["apps/v1:Deployment", "core/v1:Pod", "networking.istio.io/v1alpha3:EnvoyFilter"]) {
      expect(found(rule, { ...route, type: `kubernetes:${type}` }), type).to.deep.equal(["kind"]);
    }
  });

  const withServer = facts({ entry: { ...facts().entry, servers: ["page-server"] } });
  const planOf = () => {
    const fleet = validFleet();
    const pageServer = { replicas: 2, cpu: "100m", memory: "128Mi" };
    const plan = planned({ ...fleet, entry: { ...fleet.entry, pageServer } }).entry.pageServer;
    if (plan === undefined) throw new Error("the entry has no page server");
    const of = (type: string, props: object) => ({ ...route, type: `kubernetes:${type}`, props: { ...props } });
    return { deployment: of("apps/v1:Deployment", plan.deployment), service: of("core/v1:Service", plan.service) };
  };
  const about = (sketch: Sketch, path: string, value: unknown, given = withServer) =>
    judge(rule, [resource(change(sketch, path, value))], given)?.map((one) => `${one.path}: ${one.message}`);

  it("accepts the page server's Deployment by its name, and where the fleet asks for one", () => {
    const { deployment, service } = planOf();
    const name = "metadata.name";
    expect(about(deployment, name, "higress-fleet-pages")).to.deep.equal([]);
    expect(about(service, name, "higress-fleet-pages")).to.deep.equal([]);
    const stranger = ['kind: "Deployment" is no part of an entry'];
    expect(about(deployment, name, "higress-fleet-pages", facts())).to.deep.equal(stranger);
    expect(about(deployment, name, "shop")).to.deep.equal(stranger);
  });

  const pod = "spec.template.spec";
  const gateways = { app: "higress-gateway", higress: "higress-system-higress-gateway" };
  for (const [path, value] of [
    ["spec.template.metadata.labels", gateways],
    ["spec.template.metadata.labels", { app: "higress-fleet-pages", higress: gateways.higress }],
    ["spec.selector", { matchLabels: gateways }],
    [`${pod}.serviceAccountName`, "higress-controller"],
    [`${pod}.serviceAccount`, "higress-controller"],
    [`${pod}.automountServiceAccountToken`, undefined],
    [`${pod}.automountServiceAccountToken`, true],
    [`${pod}.initContainers`, [{ name: "other" }]],
    [`${pod}.volumes`, [{ name: "pages", secret: { secretName: "acme-tls" } }]],
    [`${pod}.containers[0].command`, ["sh"]],
    [`${pod}.containers[0].args`, ["--config-yaml", "admin: {}"]],
    [`${pod}.containers[0].env`, [{ name: "A", valueFrom: { secretKeyRef: { name: "acme-tls", key: "tls.key" } } }]],
    [`${pod}.containers[0].volumeMounts`, []],
    [`${pod}.containers[1]`, { name: "other" }],
  ] as const) {
    it(`refuses a page server with ${path} ${JSON.stringify(value)}`, () => {
      const found = about(planOf().deployment, path, value) ?? [];
      expect(found).to.have.lengthOf(1);
      expect(found[0]?.startsWith(`${path}: `), found[0]).to.equal(true);
    });
  }

  it("refuses a Service of the page server that leads to other pods or ports", () => {
    expect(about(planOf().service, "spec.selector", gateways)).to.deep.equal([
      "spec.selector: are not the page server's labels alone",
    ]);
    expect(about(planOf().service, "spec.ports[0].targetPort", 15000)).to.deep.equal([
      "spec.ports: are not port 8080 of the page server's pods alone",
    ]);
  });

  it("accepts what the entry, the program itself or a file of manifests makes", () => {
    for (const parents of [
      [fleet, "higress-fleet:index:Entry"],
      [fleet],
      ["pulumi:pulumi:Stack"],
      ["kubernetes:yaml/v2:ConfigGroup"],
    ]) {
      expect(found(rule, below(...parents)), parents.join()).to.deep.equal([]);
    }
    const { type, name, props } = route;
    expect(found(rule, { type, ...(name === undefined ? {} : { name }), props })).to.deep.equal([]);
  });

  it("goes by the components and kinds that it is told", () => {
    const given = { components: ["doors:index:Door"], kinds: ["Ingress"] };
    expect(judge(rule, resource(below("doors:index:Door")), facts(), given)).to.deep.equal([]);
    expect(judge(rule, resource(below(fleet)), facts(), given)).to.have.length(1);
    expect(judge(rule, resource(pick("entry.quota")), facts(), given)?.map(({ path }) => path)).to.deep.equal([
      "kind",
      "metadata.namespace",
    ]);
  });

  it("judges everything in the entry's namespace and finds nothing", () => {
    expect(judged(rule)).to.include.members(["entry.namespace", "entry.release", "entry.bridge", "entry.acme"]);
    expect(world().flatMap((sketch) => found(rule, sketch) ?? [])).to.deep.equal([]);
  });

  it("says nothing of other namespaces, whoever writes there", () => {
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
    expect(found(rule, change(route, "metadata.namespace", "higress-system-x"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(route, "metadata.namespace", unknown), "metadata.namespace")).to.equal(true);
  });
});
