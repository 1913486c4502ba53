import { expect } from "chai";
import { policyConfig } from "../../policy/config.ts";
import { rules } from "../../policy/rules.ts";
import type { Analyzer } from "./analyzer.ts";
import { startAnalyzer } from "./analyzer.ts";
import type { Sketch } from "./harness.ts";
import { change, unknown, urnOf } from "./harness.ts";
import { facts, pick, replace, world } from "./world.ts";

const [advisory, mandatory] = [0, 1];
const stray = change(pick("acme.quota"), "metadata.namespace", "sandbox");

describe("the pack as a process", function () {
  // A busy machine takes seconds to start it.
  this.timeout(60_000);
  let pack: Analyzer;
  before(async () => {
    pack = await startAnalyzer();
  });
  after(() => {
    pack.stop();
  });

  it("ends the operation, and says how to go on, when it knows no facts", async () => {
    const refusals = await Promise.all(
      [pack.analyze(pick("acme.quota")), pack.analyzeStack(world())].map((answer) =>
        answer.then(
          () => "passed",
          (error: unknown) => String(error),
        ),
      ),
    );
    for (const refusal of refusals) {
      expect(refusal).to.match(/started without facts about the fleet.*npm run --silent policy:config > facts\.json/);
      expect(refusal, "without a stack trace").to.not.match(/\bat .*\.ts:/);
    }
  });

  it("ends the operation when the policy that holds the facts is off, so that nothing passes unjudged", async () => {
    const config = policyConfig(facts());
    await pack.configure({ ...config, "fleet-facts": { enforcementLevel: "disabled", facts: facts() } });
    const refusals = await Promise.all(
      [pack.analyze(stray), pack.analyzeStack(world())].map((answer) => answer.then(() => "passed", String)),
    );
    for (const refusal of refusals) expect(refusal).to.match(/started without facts about the fleet/);
  });

  it("shows the engine every rule with its metadata", async () => {
    const { name, version, policiesList } = await pack.info();
    expect([name, version]).to.deep.equal(["higress-fleet", "0.1.0"]);
    expect(policiesList.map((policy) => policy.name)).to.deep.equal(["fleet-facts", ...rules.map(({ id }) => id)]);
    const shown = policiesList.find((policy) => policy.name === "netpol-default-deny");
    expect(shown).to.deep.include({ severity: 4, enforcementlevel: mandatory, tagsList: ["catalogue-23", "network"] });
    expect(shown?.framework).to.deep.include({ name: "CIS Kubernetes Benchmark", reference: "5.3.2" });
    expect(shown?.remediationSteps).to.match(/podSelector/);
    expect(shown?.url).to.match(/#netpol-default-deny$/);
  });

  describe("with facts", () => {
    beforeEach(() => pack.configure(policyConfig(facts())));

    it("passes a lawful world, resource by resource and as a stack", async () => {
      for (const sketch of world()) expect((await pack.analyze(sketch)).diagnosticsList, sketch.name).to.be.empty;
      expect((await pack.analyzeStack(world())).diagnosticsList).to.be.empty;
    });

    it("reports path, problem, owner and remedy at the level and severity of the rule", async () => {
      const release = change(pick("acme.release"), "values.global.watchNamespace", "");
      const { diagnosticsList } = await pack.analyze(release);
      expect(diagnosticsList).to.have.length(1);
      expect(diagnosticsList[0]).to.deep.include({
        policyname: "watch-namespace-own",
        enforcementlevel: mandatory,
        severity: 4,
      });
      expect(diagnosticsList[0]?.message.split("\n")).to.deep.equal([
        "A Higress watches its own namespace only. Watching all namespaces means reading every tenant's Secrets and routes; " +
          "watching another one leaves its own plugins and registries silently without effect.",
        "values.global.watchNamespace: watches every namespace (tenant acme)",
        "Set global.watchNamespace to the release's namespace; only a gateway with `watch: all` may leave it empty.",
      ]);
    });

    it("names the resource at fault in a verdict on the stack", async () => {
      const open = change(pick("acme.network.default-deny"), "spec.ingress", [{ from: [{ podSelector: {} }] }]);
      const { diagnosticsList } = await pack.analyzeStack(replace(world(), "acme.network.default-deny", open));
      expect(diagnosticsList.map(({ policyname, urn }) => [policyname, urn])).to.deep.equal([
        ["netpol-default-deny", urnOf(open)],
      ]);
      expect(diagnosticsList[0]?.message).to.include(
        "\nspec.ingress[0]: opens a hole for every pod of the namespace (tenant acme)\n",
      );
    });

    it("tells the engine which rules do not apply to the stack, and does not say so of every resource", async () => {
      const inStack = (await pack.analyzeStack([pick("acme.namespace")])).notApplicableList;
      expect(inStack.map(({ policyName }) => policyName)).to.include.members(["gw-route-binding", "host-exclusive"]);
      expect((await pack.analyze(pick("acme.quota"))).notApplicableList).to.deep.equal([]);
    });

    it("reports what preview cannot know as a violation, not as advice", async () => {
      const { diagnosticsList } = await pack.analyze(change(pick("acme.quota"), "metadata.namespace", unknown));
      expect(diagnosticsList.map(({ enforcementlevel }) => enforcementlevel)).to.not.be.empty;
      for (const { enforcementlevel, message } of diagnosticsList) {
        expect(enforcementlevel).to.equal(mandatory);
        expect(message).to.include("metadata.namespace: cannot be known in preview");
      }
    });

    it("judges each request by itself, the same resource with other values too", async () => {
      const found = async (sketch: Sketch) => (await pack.analyze(sketch)).diagnosticsList.length;
      expect([await found(stray), await found(pick("acme.quota")), await found(stray)]).to.deep.equal([1, 0, 1]);
      const all = ["acme.namespace", "acme.limits", "acme.release"].map(pick);
      expect(await Promise.all([...all, stray].map(found)), "several under way").to.deep.equal([0, 0, 0, 1]);
    });
  });

  it("ends the operation when a rule's setting is misspelt: the engine lets it pass", async () => {
    await pack.configure(policyConfig(facts(), { "namespace-psa": { minEnforec: "restricted" } }));
    const refusal = await pack.analyze(pick("acme.namespace")).then(
      () => "passed",
      (error: unknown) => String(error),
    );
    expect(refusal).to.include('rule namespace-psa has no setting "minEnforec". Its settings are: minEnforce');
    expect(refusal, "without a stack trace").to.not.match(/\bat .*\.ts:/);
  });

  it("takes the levels of an environment that is not protected", async () => {
    await pack.configure(policyConfig(facts({ protect: false })));
    const label = 'metadata.labels["pod-security.kubernetes.io/enforce"]';
    const { diagnosticsList } = await pack.analyze(change(pick("acme.namespace"), label, "privileged"));
    expect(diagnosticsList.map(({ policyname, enforcementlevel }) => [policyname, enforcementlevel])).to.deep.equal([
      ["namespace-psa", advisory],
    ]);
  });
});
