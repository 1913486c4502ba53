import { expect } from "chai";
import fc from "fast-check";
import type { Fleet, Tenant } from "../../plan/model.ts";
import { answerOf } from "../../plan/maintenance.ts";
import { dnsLabel, tenantNamespace } from "../../plan/names.ts";
import type { InstallationPlan, Plan } from "../../plan/objects.ts";
import { parseQuantity } from "../../plan/quantity.ts";
import { rolloutPeak, sizingOf } from "../../plan/sizes.ts";
import { arbitraryFleet, arbitraryLongest, arbitraryNewcomer, arbitraryRegion, fitting } from "./arbitrary.ts";
import { labelValues } from "./labels.ts";
import { entryObjects, installationObjects, planned, planObjects } from "./planned.ts";

/** A law over every fleet in each of its regions. */
const law = (title: string, holds: (plan: Plan, fleet: Fleet, region: string) => void): void => {
  it(title, () => {
    fc.assert(
      fc.property(arbitraryFleet, arbitraryRegion, (fleet, region) => holds(planned(fleet, region), fleet, region)),
    );
  });
};

const installations = (plan: Plan): readonly InstallationPlan[] => [plan.entry, ...plan.gateways, ...plan.tenants];

describe("For every fleet", function () {
  // A hundred fleets each, and a failing law is shrunk before it is told.
  this.timeout(60_000);

  law("the plan is the same each time, and the fleet is left alone", (plan, fleet, region) => {
    // `planned` freezes the fleet: writing to it would have thrown.
    expect(planned(structuredClone(fleet), region)).to.deep.equal(plan);
  });

  it("the order of the file means nothing", () => {
    const shuffled = arbitraryFleet.chain((fleet) => fc.tuple(fc.constant(fleet), shuffle(fleet)));
    fc.assert(
      fc.property(shuffled, arbitraryRegion, ([fleet, other], region) => {
        expect(planned(other, region)).to.deep.equal(planned(fleet, region));
      }),
    );
  });

  it("a tenant more changes no other tenant, and of the entry the McpBridge alone", () => {
    fc.assert(
      fc.property(arbitraryFleet, arbitraryNewcomer, arbitraryRegion, (fleet, newcomer, region) => {
        const [before, after] = joined(fleet, newcomer, region);
        fc.pre(!isAnsweredIn(region, fitting(fleet, newcomer)));
        expect(without(after, newcomer)).to.deep.equal({ ...before, entry: bridgeless(before.entry) });
        const others = registriesOf(after).filter(({ name }) => name !== newcomer.id);
        expect(others).to.deep.equal(registriesOf(before));
      }),
    );
  });

  it("a tenant that comes while it is answered for changes the page server's words as well, and nobody else's", () => {
    const serving = arbitraryFleet.filter(({ entry }) => entry.pageServer !== undefined);
    const away = arbitraryNewcomer.map((one): Tenant => ({
      ...one,
      regions: ["north", "south"],
      suspend: true,
      maintenance: { active: false, shown: { answer: { body: "Not yet.", type: "text" } } },
    }));
    fc.assert(
      fc.property(serving, away, arbitraryRegion, (fleet, newcomer, region) => {
        const [before, after] = joined(fleet, newcomer, region);
        const left = without(after, newcomer);
        expect({ ...left, entry: wordless(left.entry) }).to.deep.equal({
          ...before,
          entry: wordless(bridgeless(before.entry)),
        });
        const others = registriesOf(after).filter(({ name }) => name !== newcomer.id && name !== "entry");
        expect(others).to.deep.equal(registriesOf(before).filter(({ name }) => name !== "entry"));
        const words = wordsIn(after).filter(({ name }) => name !== newcomer.id);
        expect(words).to.deep.equal(wordsIn(before));
        expect(words).to.have.lengthOf(wordsIn(after).length - 1);
      }),
    );
  });

  law("no object of one tenant mentions another's namespace", (plan) => {
    for (const { id } of plan.tenants) {
      const namespace = mention(tenantNamespace(id));
      const others = plan.tenants.filter((tenant) => tenant.id !== id).map((tenant) => JSON.stringify(tenant));
      const routes = plan.entry.routes.filter(({ tenant }) => tenant !== id).map((route) => JSON.stringify(route));
      expect([...others, ...routes, JSON.stringify(plan.gateways)].filter((text) => namespace.test(text))).to.be.empty;
    }
  });

  law("no two objects are the same object", (plan) => {
    const identities = planObjects(plan).map(({ apiVersion, kind, metadata: { namespace = "", name } }) =>
      [apiVersion, kind, namespace, name].join(" "),
    );
    expect(identities.toSorted()).to.deep.equal([...new Set(identities)].toSorted());
  });

  law("names are DNS labels of at most 63 characters; only what Kubernetes lets be longer is", (plan) => {
    const illegal = planObjects(plan).filter(({ kind, metadata: { name } }) => !isLegal(kind, name));
    expect(illegal).to.be.empty;
    expect(installations(plan).every(({ release }) => release.name.length <= 53)).to.equal(true);
  });

  it("labels and selectors have values of at most 63 characters, with ids as long as they may be", () => {
    fc.assert(
      fc.property(arbitraryFleet, arbitraryLongest, arbitraryRegion, (fleet, longest, region) => {
        const values = planObjects(planned({ ...fleet, ...longest }, region)).flatMap(labelValues);
        // The chart's label on gateway pods leaves nothing to spare.
        expect(Math.max(...values.map(({ length }) => length))).to.equal(63);
      }),
    );
  });

  law("what belongs to an installation is in its namespace, and says whose it is", (plan) => {
    for (const { id, role, namespace, ...rest } of installations(plan)) {
      const own = role === "entry" ? entryObjects(plan) : installationObjects({ id, role, namespace, ...rest });
      const inside = own.filter((object) => !clusterWide.has(object.kind));
      expect(inside.map(({ metadata }) => metadata.namespace)).to.deep.equal(inside.map(() => namespace.metadata.name));
      const labelled = own.filter(({ kind }) => kind !== "Release").map(({ metadata }) => metadata.labels);
      for (const labels of labelled) {
        expect(labels).to.include({ "higress-fleet.io/fleet": plan.environment, "higress-fleet.io/role": role });
        if (role === "tenant") expect(labels).to.include({ "higress-fleet.io/tenant": id });
      }
    }
  });

  law("every namespace is closed in both directions before anything is opened", (plan) => {
    for (const { networkPolicies } of installations(plan)) {
      expect(networkPolicies[0]?.spec).to.deep.equal({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [],
        egress: [],
      });
    }
  });

  law("no NetworkPolicy has a rule for everybody or a peer without a name", (plan) => {
    for (const { spec } of allPolicies(plan)) {
      const peers = [...(spec.ingress ?? []).map(({ from }) => from), ...(spec.egress ?? []).map(({ to }) => to)];
      expect(peers.filter((each) => each.length === 0)).to.be.empty;
      expect(peers.flat().filter(({ namespaceSelector }) => isEmpty(namespaceSelector))).to.be.empty;
      expect(peers.flat().every((peer) => Object.keys(peer).length > 0)).to.equal(true);
    }
  });

  law("the quota holds a rollout of everything at the autoscaler's maximum", (plan, fleet) => {
    const sizedAs = ({ id, role }: InstallationPlan) =>
      role === "entry" ? fleet.entry : [...fleet.gateways, ...fleet.tenants].find((each) => each.id === id);
    for (const installation of installations(plan)) {
      const peak = rolloutPeak(sizingOf(fleet.sizes, sizedAs(installation) ?? fleet.entry));
      const { hard } = installation.quota.spec;
      const needs = { cpu: peak.cpu, memory: peak.memory };
      for (const [key, need] of Object.entries(needs)) {
        expect(amount(hard[`requests.${key}`]) >= amount(need), `requests.${key}`).to.equal(true);
        expect(amount(hard[`limits.${key}`]) >= amount(need), `limits.${key}`).to.equal(true);
      }
      expect(Number(hard.pods)).to.be.at.least(peak.pods);
    }
  });

  law(
    "no controller but that of a gateway with `watch: all` is bound to more than the shared ClusterRole",
    (plan, fleet) => {
      const bound = installations(plan).flatMap(({ id, clusterRoleBindings }) =>
        clusterRoleBindings.filter(({ roleRef }) => roleRef.name !== "higress-fleet-controller").map(() => id),
      );
      const watchers = fleet.gateways.filter(({ watch }) => watch === "all").map(({ id }) => id);
      expect(watchers).to.include.members(bound);
    },
  );
});

const shuffle = (fleet: Fleet): fc.Arbitrary<Fleet> =>
  fc
    .tuple(mixed(fleet.tenants), mixed(fleet.gateways))
    .chain(([tenants, gateways]) =>
      fc.tuple(...tenants.map(shuffleTenant)).map((mixedTenants) => ({ ...fleet, tenants: mixedTenants, gateways })),
    );

const shuffleTenant = (tenant: Tenant): fc.Arbitrary<Tenant> =>
  fc
    .tuple(mixed(tenant.routes), mixed(tenant.registries), mixed(tenant.hosts))
    .map(([routes, registries, hosts]) => ({ ...tenant, routes, registries, hosts }));

const mixed = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

/** Both sides of a comparison, less the one thing that a new tenant adds to. */
const bridgeless = (entry: Plan["entry"]) => ({ ...entry, bridge: undefined });

/** The plan before and after the tenant comes. */
function joined(fleet: Fleet, newcomer: Tenant, region: string): readonly [Plan, Plan] {
  const tenants = [fitting(fleet, newcomer), ...fleet.tenants];
  return [planned(fleet, region), planned({ ...fleet, tenants }, region)];
}

const isAnsweredIn = (region: string, tenant: Tenant): boolean =>
  answerOf(tenant) !== undefined && tenant.regions.includes(region);

/** The entry less the one value of the page server's ConfigMap, and the one annotation of its pods. */
function wordless({ pageServer, ...entry }: Omit<Plan["entry"], "bridge">): object {
  if (pageServer === undefined) return entry;
  const { pages, deployment } = pageServer;
  const { spec } = deployment;
  const { annotations, labels } = spec.template.metadata;
  const template = { ...spec.template, metadata: { labels, annotations: Object.keys(annotations) } };
  return {
    ...entry,
    pageServer: {
      ...pageServer,
      pages: { ...pages, data: Object.keys(pages.data) },
      deployment: { ...deployment, spec: { ...spec, template } },
    },
  };
}

const wordsIn = ({ entry }: Plan): readonly { readonly name: string }[] => {
  const config = JSON.parse(entry.pageServer?.pages.data["envoy.json"] ?? "") as Answering;
  return config.static_resources.listeners[0].filter_chains[0].filters[0].typed_config.route_config.virtual_hosts;
};

interface Answering {
  readonly static_resources: { readonly listeners: readonly [{ readonly filter_chains: readonly [Chain] }] };
}
interface Chain {
  readonly filters: readonly [{ readonly typed_config: { readonly route_config: Routes } }];
}
interface Routes {
  readonly virtual_hosts: readonly { readonly name: string }[];
}

const registriesOf = ({ entry }: Plan) => entry.bridge?.spec.registries ?? [];

/** The plan as if the tenant were not there, but for the entry's McpBridge. */
const without = (plan: Plan, { id }: Tenant) => ({
  ...plan,
  base: {
    ...plan.base,
    ingressClasses: plan.base.ingressClasses.filter(({ metadata }) => metadata.name !== `higress-${id}`),
  },
  entry: { ...bridgeless(plan.entry), routes: plan.entry.routes.filter(({ tenant }) => tenant !== id) },
  tenants: plan.tenants.filter((tenant) => tenant.id !== id),
});

const mention = (namespace: string): RegExp => new RegExp(`(?<![a-z0-9-])${namespace}(?![a-z0-9])`);

const clusterWide = new Set(["Namespace", "ClusterRoleBinding"]);

/** RBAC takes nearly any name; a CRD's has dots, and that of a variant's Ingress one. */
function isLegal(kind: string, name: string): boolean {
  if (kind === "ClusterRoleBinding" || kind === "CustomResourceDefinition") {
    return name.length <= 253 && name.split(/[:.]/).every((part) => dnsLabel.test(part));
  }
  const parts = kind === "Ingress" ? name.split(".", 2) : [name];
  return name.length <= 63 && name === parts.join(".") && parts.every((part) => dnsLabel.test(part));
}

const allPolicies = (plan: Plan) => [
  ...installations(plan).flatMap(({ networkPolicies }) => networkPolicies),
  ...plan.entry.routes.map(({ networkPolicy }) => networkPolicy),
];

const isEmpty = (selector: object | undefined): boolean => selector !== undefined && Object.keys(selector).length === 0;

function amount(quantity: string | undefined): bigint {
  const value = parseQuantity(quantity ?? "");
  if (value === undefined) throw new Error(`${quantity ?? "nothing"} is no quantity`);
  return value;
}
