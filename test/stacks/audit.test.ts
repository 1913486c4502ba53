import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { auditInvocation } from "../../local/audit.ts";
import { checkout } from "../../local/paths.ts";
import { ask, type Answer } from "../../local/run.ts";
import { recordStack } from "./stack.ts";
import { exported, stateOf, type Recorded } from "./state.ts";

const home = join(checkout, ".fleet", "test", "audit");
const password = "invented";

/** One line of the engine's events. */
interface Event {
  readonly policyEvent?: {
    readonly policyName: string;
    readonly resourceUrn: string;
    readonly enforcementLevel: string;
    readonly message: string;
  };
}

/** One careless change each: what it does to the values of a resource, and the rule that is to find it. */
const careless: Readonly<Record<string, { readonly rule: string; readonly spoil: (values: Values) => unknown }>> = {
  "globex.namespace": {
    rule: "namespace-psa",
    spoil: (values) => (at(values, "metadata", "labels")["pod-security.kubernetes.io/enforce"] = "privileged"),
  },
  "acme.release": {
    rule: "watch-namespace-own",
    spoil: (values) => (at(values, "values", "global").watchNamespace = ""),
  },
  // Of rules over the whole stack, which read the outputs.
  "acme.policy.default-deny": {
    rule: "netpol-default-deny",
    spoil: (values) => (at(values, "spec").ingress = [{ from: [{ podSelector: {} }] }]),
  },
  // It holds a secret in plain text.
  "acme.secret.nacos-credentials": {
    rule: "closed-world-ownership",
    spoil: (values) => (at(values, "metadata").namespace = "nobodys"),
  },
};

describe("the audit of a recorded state", function () {
  // The engine and the pack start for each audit.
  this.timeout(120_000);
  let resources: readonly Recorded[];

  before(async () => {
    resources = stateOf((await recordStack("fleets/test.yaml", "local")).registered).resources;
  });

  async function audit(state: readonly Recorded[]): Promise<Answer> {
    const file = join(home, "state.json");
    mkdirSync(home, { recursive: true });
    writeFileSync(file, exported({ resources: state }));
    const { command, args, cwd, env } = await auditInvocation({
      home,
      stack: "test",
      args: ["--file", file, "--json"],
    });
    return ask(command, args, { cwd, env });
  }

  it("passes what the program made, and what it only reads", async () => {
    const read = resources.filter(({ external }) => external === true).map(({ urn }) => nameOf(urn));
    expect(read).to.include.members(["entry.service", "internal.service", "cert-manager-must-be-installed"]);
    const answer = await audit(resources);
    expect(found(answer)).to.deep.equal([]);
    expect(answer.code, answer.stderr).to.equal(0);
  });

  it("fails, names what is wrong and shows no secret, where the state was changed", async () => {
    const spoiled = resources.map((each) => {
      const one = careless[nameOf(each.urn)];
      if (one === undefined) return each;
      const copy = structuredClone(each) as Recorded & { inputs: Values; outputs: Values };
      one.spoil(copy.inputs);
      one.spoil(copy.outputs);
      return copy;
    });
    const answer = await audit(spoiled);
    expect(found(answer)).to.include.members(
      Object.entries(careless).map(([name, { rule }]) => `mandatory ${rule} ${name}`),
    );
    expect(answer.code).to.not.equal(0);
    const said = answer.stdout + answer.stderr;
    expect(exported({ resources: spoiled }), "the state itself has it").to.include(password);
    for (const form of [password, Buffer.from(password).toString("base64")]) expect(said).to.not.include(form);
  });

  it("ends before it judges anything when the pack is given no facts about the fleet", async () => {
    mkdirSync(home, { recursive: true });
    const [file, empty] = [join(home, "state.json"), join(home, "no-facts.json")];
    writeFileSync(file, exported({ resources }));
    const { command, args, cwd, env } = await auditInvocation({ home, stack: "test", args: ["--file", file] });
    writeFileSync(empty, "{}");
    const config = args.indexOf("--policy-pack-config") + 1;
    const answer = await ask(command, args.with(config, empty), { cwd, env });
    expect(answer.code).to.not.equal(0);
    expect(answer.stdout + answer.stderr).to.include("fleet-facts: facts is required");
  });

  it("says where a state comes from when there is none", async () => {
    const refusal = async (args: readonly string[]): Promise<string> =>
      auditInvocation({ home, stack: "prod", args }).then(
        () => "",
        (error: unknown) => String(error),
      );
    expect(await refusal([])).to.include("pulumi stack export --stack prod --file state.json");
    expect(await refusal(["--file", "missing.json"])).to.match(/There is no .*missing\.json/);
    expect(await refusal(["--file="])).to.include("--file names no file");
  });
});

type Values = Record<string, unknown>;

const at = (values: Values, ...path: readonly string[]): Values =>
  path.reduce((tree, key) => tree[key] as Values, values);

const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";

const found = ({ stdout }: Answer): readonly string[] =>
  events(stdout).map(({ enforcementLevel, policyName, resourceUrn }) =>
    [enforcementLevel, policyName, nameOf(resourceUrn)].join(" "),
  );

const events = (stdout: string): readonly NonNullable<Event["policyEvent"]>[] =>
  stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .flatMap((line) => (JSON.parse(line) as Event).policyEvent ?? []);
