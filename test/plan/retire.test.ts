import { expect } from "chai";
import { isProtected, parseBefore, retire, type Plan } from "../../plan/index.ts";
import { fixturePlan } from "../components/plan.ts";

const left = (id: string, more: object = {}) => ({
  [id]: { namespace: `${id}-gateway`, hosts: [`*.${id}.example.com`], protected: true, ...more },
});
const both = parseBefore({ tenants: { ...left("acme"), ...left("globex") }, gateways: left("internal") });
const whole = fixturePlan(["acme", "globex"], true);
const without = fixturePlan(["globex"], true);

function taken(plan: Plan, written: unknown, before = both): Plan {
  const result = retire(plan, written, before, "prod");
  if ("faults" in result) throw new Error(result.faults.join("\n"));
  return result.plan;
}

function refused(plan: Plan, written: unknown, before = both): readonly string[] {
  const result = retire(plan, written, before, "prod");
  if ("plan" in result) throw new Error("nothing was refused");
  return result.faults;
}

describe("retiring", () => {
  it("changes nothing where nobody is named and nobody is gone", () => {
    for (const written of [undefined, null, []]) expect(taken(whole, written)).to.deep.equal(whole);
    expect(taken(whole, [], parseBefore({}))).to.deep.equal(whole);
  });

  it("takes the protection from whoever is named, tenant or gateway, and from nobody else", () => {
    const plan = taken(whole, ["internal", "acme", "acme"]);
    expect(plan).to.deep.equal({ ...whole, retiring: ["acme", "internal"] });
    expect(["acme", "globex", "internal", "entry"].map((id) => isProtected(plan, id))).to.deep.equal([
      ...[false, true, false, true],
    ]);
  });

  it("lets go of what an earlier up has unprotected, as long as it is named", () => {
    const before = parseBefore({ tenants: { ...left("acme", { protected: false }), ...left("globex") } });
    expect(taken(without, ["acme"], before)).to.deep.equal(without);
    expect(refused(without, [], before)).to.deep.equal([
      [
        'tenant "acme" is no longer in the fleet\'s files for region "local", and `up` would delete it. Lost would be:',
        "    namespace acme-gateway with all that is in it: Secrets, credentials, volumes, pods, and its gateway's address",
        "    hosts that nobody answers then: *.acme.example.com",
        "Was that a mistake? Put its settings back; nothing has changed yet. Otherwise name it in Pulumi.prod.yaml, since the environment is protected: higress-fleet:retire: [acme]",
      ].join("\n"),
    ]);
  });

  it("refuses to lose what is protected, and leads through the steps", () => {
    const [fault = "", ...more] = refused(without, []);
    expect(more).to.deep.equal([]);
    expect(fault.split("\n").slice(3)).to.deep.equal([
      "Was that a mistake? Put its settings back; nothing has changed yet.",
      "The environment is protected. To let it go:",
      "    1. Put its settings back.",
      "    2. Name it in Pulumi.prod.yaml: higress-fleet:retire: [acme]",
      "    3. Run pulumi up -s prod: it takes the protection off, and all keeps running.",
      "    4. Remove its settings, and run pulumi up -s prod again: that deletes it.",
      "    5. Take its name off the list.",
    ]);
  });

  it("says which step was left out where somebody is named and still protected", () => {
    const [fault = ""] = refused(without, ["acme"]);
    expect(fault).to.contain(
      "It is to be retired and still protected: the `up` that takes the protection off was left out.",
    );
    expect(fault).to.not.contain("Name it in");
    expect(fault.match(/^ {4}\d\. .*$/gm)).to.have.lengthOf(4);
  });

  it("tells of everybody who would be lost, gateways too", () => {
    const nobody = { ...fixturePlan([], true), gateways: [] };
    expect(refused(nobody, []).map((fault) => fault.split(" is no longer")[0])).to.deep.equal([
      ...['gateway "internal"', 'tenant "acme"', 'tenant "globex"'],
    ]);
  });

  it("takes an older version's word: what the environment is protected for, all in it was", () => {
    const before = parseBefore({ tenants: { acme: { namespace: "acme-gateway" } } });
    expect(refused(without, ["acme"], before)[0]).to.contain("still protected");
    expect(taken({ ...without, protect: false }, [], before).retiring).to.deep.equal([]);
  });

  it("asks for nothing where nothing is protected, and for an up between where something was", () => {
    const open = { ...without, protect: false };
    const before = parseBefore({ tenants: left("acme", { protected: false }) });
    expect(taken(open, [], before)).to.deep.equal(open);
    expect(refused(open, [])[0])
      .to.contain("no `up` has taken the protection off yet")
      .and.not.contain("Take its name");
  });

  for (const [written, said] of [
    ["acme", "higress-fleet:retire in Pulumi.prod.yaml is no list of names. Write [acme], or leave it out."],
    [[1], "is no list of names"],
    [["acmee"], 'names "acmee", which is neither in the fleet nor among what the last `up` left. Did you mean "acme"?'],
    [
      ["nobody"],
      'names "nobody", which is neither in the fleet nor among what the last `up` left. Take it off the list',
    ],
    [["entry"], 'names "entry", which every tenant needs. Take it off the list.'],
  ] as const) {
    it(`refuses ${JSON.stringify(written)} as the list`, () => {
      const [fault, ...more] = refused(whole, written);
      expect(fault).to.contain(said);
      expect(more).to.deep.equal([]);
    });
  }
});
