import { expect } from "chai";
import { planFile } from "../../fleets/plan.ts";
import { labels } from "../../plan/names.ts";
import { objectsOf, type Ingress, type Plan } from "../../plan/index.ts";
import { examples, exampleName } from "../fleets/examples.ts";
import { fleetOf } from "../support/plan.ts";
import { identity, type LiveObject } from "./kubernetes.ts";
import { Site } from "./site.ts";

const runs = examples.flatMap((file) => Object.keys(fleetOf(file).regions).map((region) => ({ file, region })));
/** A stack is one region, so each needs a stack of its own. */
const regions = [...new Set(runs.map(({ region }) => region))];

/** What Higress reads of an Ingress, by identity. */
const told = (ingresses: readonly (Ingress | LiveObject)[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    ingresses.map((ingress) => {
      const annotations = Object.entries({ ...(ingress as Ingress).metadata.annotations });
      const read = annotations.filter(([key]) => key.startsWith("higress.io/"));
      return [identity(ingress), { annotations: Object.fromEntries(read), spec: ingress.spec }];
    }),
  );

const ingressesOf = (plan: Plan): readonly Ingress[] => [
  ...[...plan.gateways, ...plan.tenants].flatMap(({ ingresses }) => ingresses),
  ...plan.entry.routes.flatMap(({ ingresses }) => ingresses),
];

/** Of what is written, that which the API server has not kept as it was: a field that a CRD does not have is dropped in silence. */
function lost(written: unknown, kept: unknown, path: string): readonly string[] {
  if (typeof written !== "object" || written === null) return written === kept ? [] : [path];
  if (typeof kept !== "object" || kept === null) return [path];
  const there = new Map(Object.entries(kept));
  return Object.entries(written).flatMap(([key, value]) => lost(value, there.get(key), `${path}.${key}`));
}

describe("the examples on a real API server", function () {
  // Each changes what the one before it left, so that only the first waits for pods.
  this.timeout(240_000);
  let site: Site;

  before(async () => {
    site = await Site.start("test", 2);
  });
  after(async () => site.remove());

  for (const region of regions) {
    describe(`of region ${region}`, () => {
      for (const { file } of runs.filter((run) => run.region === region)) {
        it(`come up under the policy pack, with every object that the plan names: ${exampleName(file)}`, async () => {
          site.settings = { "higress-fleet:fleet": file, "higress-fleet:region": region };
          await site.must("up", "--skip-preview");
          const plan = await planFile(file, region);
          const live = await site.kubernetes.everything();
          const present = new Set(live.map(identity));
          const missing = objectsOf(plan)
            .map(identity)
            .filter((name) => !present.has(name));
          expect(missing).to.deep.equal([]);
          const ours = live.filter(
            ({ kind, metadata }) => kind === "Ingress" && metadata.labels?.[labels.fleet] === plan.environment,
          );
          expect(told(ours)).to.deep.equal(told(ingressesOf(plan)));
          const specs = new Map(live.map((object) => [identity(object), object.spec]));
          for (const each of plan.gateways.flatMap(({ gatewayApi }) => gatewayApi)) {
            expect(lost(each.spec, specs.get(identity(each)), identity(each))).to.deep.equal([]);
          }
        });
      }

      it("go away without a trace", async () => {
        await site.must("destroy");
        const namespaces = await site.kubernetes.get("namespaces", `--selector=${labels.fleet}`);
        expect(namespaces.map(identity)).to.deep.equal([]);
        // In namespaces that stay.
        const ours = (await site.kubernetes.everything()).filter(
          ({ kind, metadata }) => metadata.labels?.[labels.fleet] !== undefined && kind === "ReferenceGrant",
        );
        expect(ours.map(identity)).to.deep.equal([]);
      });
    });
  }
});
