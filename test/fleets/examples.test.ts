import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { fleetFacts, formatFault, type Ingress, type Plan } from "../../plan/index.ts";
import { parseFleet } from "../../plan/parse.ts";
import type { WasmPlugin } from "../../plan/plugins/object.ts";
import { judge, resource } from "../policy/harness.ts";
import { active } from "../policy/verdict.ts";
import { shownToPack } from "../stacks/registered.ts";
import { planStack } from "../stacks/stack.ts";
import { fleetOf } from "../support/plan.ts";
import { exampleName, examples, folder, patterns, type Pattern, type Shown } from "./examples.ts";

const read = (file: string): string => readFileSync(file, "utf8");

const runs = examples.flatMap((file) => Object.keys(fleetOf(file).regions).map((region) => ({ file, region })));

/** What the entry says of every tenant that asks for nothing. */
const common: readonly string[] = [
  "destination",
  "request-header-control-remove",
  "request-header-control-update",
  "ssl-redirect",
  "tls-min-protocol-version",
];

function shownBy(plan: Plan): Pattern {
  const tenants = plan.tenants.flatMap(({ ingresses }) => ingresses);
  const entry = plan.entry.routes.flatMap(({ ingresses }) => ingresses);
  const gateways = plan.gateways.map(({ id, release }) => {
    const { gateway, global } = release.values as unknown as Values;
    return [`gateway/${id}`, [`${gateway.service.type} ${global.ingressClass}`]] as const;
  });
  const plugins = plan.tenants.flatMap((tenant) => tenant.plugins).map(told);
  const objects = plan.gateways
    .flatMap(({ gatewayApi }) => gatewayApi)
    .map(({ kind, metadata, spec }) => [`${kind}/${metadata.name}`, [JSON.stringify(spec)]] as const);
  return Object.fromEntries([
    ...gateways,
    ...objects,
    ...plugins,
    ...tenants.map((ingress) => [ingress.metadata.name, shown(ingress, [])] as const),
    ...entry
      .map((ingress) => [`entry/${ingress.metadata.name}`, shown(ingress, common)] as const)
      .filter(([, [, annotations]]) => annotations !== undefined),
  ]);
}

function told({ metadata, spec }: WasmPlugin): readonly [string, Shown] {
  const rules = spec.matchRules.map((rule) => {
    const aims = "ingress" in rule ? rule.ingress : rule.domain;
    return [aims.join(" "), JSON.stringify(rule.config)] as const;
  });
  const everywhere = spec.defaultConfig === undefined ? [] : [["*", JSON.stringify(spec.defaultConfig)] as const];
  return [`plugin/${metadata.name}`, [`${spec.phase} ${spec.priority}`, Object.fromEntries([...everywhere, ...rules])]];
}

/** Of the chart's values, which have no type. */
interface Values {
  readonly gateway: { readonly service: { readonly type: string } };
  readonly global: { readonly ingressClass: string };
}

function shown(ingress: Ingress, left: readonly string[]): Shown {
  const said = Object.entries(ingress.metadata.annotations ?? {})
    .map(([key, value]) => [key.replace(/^higress\.io\//, ""), value] as const)
    .filter(([key]) => !left.includes(key));
  return said.length === 0 ? [leadsTo(ingress)] : [leadsTo(ingress), Object.fromEntries(said)];
}

function leadsTo({ spec }: Ingress): string {
  const [backend] = spec.rules.flatMap(({ http }) => http.paths.map((path) => path.backend));
  if (backend === undefined) throw new Error("an Ingress without a backend");
  return "service" in backend ? `${backend.service.name}:${backend.service.port.number}` : backend.resource.kind;
}

/** What the end of an example says is refused: a text of the file, another in its place, and the messages. */
function refusalsIn(text: string): readonly Refusal[] {
  const [, list = ""] = text.split("\n# Refused:\n");
  return [...list.matchAll(/^# {3}(\S.*) →(?: (.*))?\n((?:# {5}\S.*\n)+)/gm)].map(
    ([, from = "", to = "", messages = ""]) => ({
      from,
      to,
      messages: messages.split("\n").flatMap((line) => (line === "" ? [] : [line.replace(/^# +/, "")])),
    }),
  );
}

interface Refusal {
  readonly from: string;
  readonly to: string;
  readonly messages: readonly string[];
}

/** Messages without their place and way out. */
function faultsWith({ from, to }: Refusal, file: string): readonly string[] {
  const [fleet = ""] = read(file).split("\n# Refused:\n");
  if (fleet.split(from).length !== 2) throw new Error(`${file} has not exactly one ${from}`);
  const result = parseFleet({ path: file, text: fleet.replace(from, () => to) }, () => []);
  const faults = "faults" in result ? result.faults.map(formatFault) : [];
  return faults.map((fault) => fault.split("\n")[0]?.replace(/^\S+ /, "") ?? "");
}

describe("the examples", function () {
  this.timeout(60_000);

  it("are each known by what it shows, in every region", () => {
    expect(runs.map(({ file, region }) => `${exampleName(file)} ${region}`)).to.have.members(Object.keys(patterns));
  });

  for (const { file, region } of runs) {
    const name = `${exampleName(file)} ${region}`;

    it(`become what their pattern asks of Higress: ${name}`, () => {
      expect(shownBy(planStack(file, region))).to.deep.equal(patterns[name]);
    });

    it(`give no rule of the policy pack cause to speak: ${name}`, async () => {
      const facts = fleetFacts(fleetOf(file), region);
      const resources = (await shownToPack(file, region)).map((sketch) => resource({ ...sketch, stack: "test" }));
      const findings = active(facts).flatMap((rule) =>
        (judge(rule, resources, facts) ?? []).map((finding) => [rule.id, finding]),
      );
      expect(resources.length).to.be.greaterThan(50);
      expect(findings).to.deep.equal([]);
    });
  }

  for (const file of examples) {
    it(`say truly what is refused, in three ways at least: ${exampleName(file)}`, () => {
      const refusals = refusalsIn(read(file));
      expect(refusals.length).to.be.at.least(3);
      for (const refusal of refusals) expect(faultsWith(refusal, file), refusal.from).to.deep.equal(refusal.messages);
    });

    it(`can be read in a minute: ${exampleName(file)}`, () => {
      expect(read(file).split("\n").length).to.be.at.most(70);
    });
  }
});

describe("fleets/examples/README.md", () => {
  const page = read(`${folder}/README.md`);

  it("has a row for each example, and for nothing else", () => {
    const rows = [...page.matchAll(/^\| [^|]+\| \[([\w-]+\.yaml)\]\(\1\)/gm)].map(
      ([, file]) => `${folder}/${file ?? ""}`,
    );
    expect(rows).to.have.members(examples);
  });

  it("is not the only page that leads to them", () => {
    const pages = globSync("docs/**/*.md").map(read).join("\n");
    expect(examples.filter((file) => !pages.includes(`${file})`))).to.deep.equal([]);
  });

  it("shows how to try one that there is", () => {
    const tried = [...page.matchAll(/--fleet (\S+)/g)].map(([, file]) => file);
    expect(tried).to.not.be.empty;
    for (const file of tried) expect(examples).to.include(file);
  });
});
