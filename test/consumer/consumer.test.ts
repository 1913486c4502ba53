import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import { expect } from "chai";
import { record } from "../components/recorder.ts";
import { startAnalyzer, type Analyzer } from "../policy/analyzer.ts";
import { change, type Sketch } from "../policy/harness.ts";
import { sketch } from "../stacks/registered.ts";
import { deployGateway } from "./gateway.ts";
import { installPack, type Installed } from "./installed.ts";

const facts = readFileSync(join(import.meta.dirname, "facts.json"), "utf8");

/** One careless change each: where, what, and the rule that is to stop it. */
const careless = [
  {
    name: "bikes",
    path: 'metadata.labels["pod-security.kubernetes.io/enforce"]',
    value: "privileged",
    rule: "namespace-psa",
  },
  { name: "higress", path: "values.global.watchNamespace", value: "", rule: "watch-namespace-own" },
  { name: "storefront", path: "spec.rules[0].host", value: "store.cars.example", rule: "host-owner-matches" },
  { name: "gateway", path: "spec.ingress[0].from", value: [], rule: "netpol-no-open-peer" },
  { name: "closed", path: "spec.ingress", value: [{}], rule: "netpol-default-deny" },
  { name: "quota", path: 'spec.hard["limits.cpu"]', value: "2", rule: "quota-fits-release" },
  { name: "higress", path: "postrender", value: "./components/narrow.ts", rule: "release-narrowed" },
] as const;

describe("a program that is not ours, judged by the published pack,", function () {
  this.timeout(120_000);
  let installed: Installed;
  let pack: Analyzer;
  let registered: readonly Sketch[];

  before(async () => {
    installed = installPack();
    pack = await startAnalyzer(installed.directory);
    await pack.configure(JSON.parse(installed.configure(facts)) as Readonly<Record<string, unknown>>);
    const program = await record(() => deployGateway(new k8s.Provider("eu")));
    registered = program.registered.map((each) => ({ ...sketch(each), stack: "live" }));
  });
  after(() => {
    pack.stop();
    installed.remove();
  });

  /** Ids of the rules that stop the run, with the resource each names. */
  async function stopping(sketches: readonly Sketch[]): Promise<readonly string[]> {
    const answers = [
      ...(await Promise.all(sketches.map((each) => pack.analyze(each)))),
      await pack.analyzeStack(sketches),
    ];
    return answers
      .flatMap(({ diagnosticsList }) => diagnosticsList)
      .filter(({ enforcementlevel }) => enforcementlevel === proto.EnforcementLevel.MANDATORY)
      .map(({ policyname, urn }) => `${policyname} ${urn.split("::").at(-1) ?? ""}`);
  }

  it("passes as it stands, and every kind of it was looked at", async () => {
    expect(await stopping(registered)).to.deep.equal([]);
    const { policiesList } = await pack.info();
    const answers = await Promise.all(registered.map((each) => pack.analyze(each)));
    const idle = answers.filter(({ notApplicableList }) => notApplicableList.length === policiesList.length);
    expect(idle).to.deep.equal([]);
    expect(registered).to.have.lengthOf.above(15);
  });

  it("has the facts that the pack's README shows", () => {
    const readme = readFileSync(join(installed.directory, "README.md"), "utf8");
    const form = (text: string): unknown => ({ ...(JSON.parse(text) as object), $schema: "" });
    expect(form(/```json\n([^]*?)```/.exec(readme)?.[1] ?? "{}")).to.deep.equal(form(facts));
  });

  for (const { name, path, value, rule } of careless) {
    it(`is stopped by ${rule} when ${path} of ${name} is careless`, async () => {
      const found = await stopping(registered.map((each) => (each.name === name ? change(each, path, value) : each)));
      expect(found.map((one) => one.split(" ")[0])).to.include(rule);
    });
  }
});
