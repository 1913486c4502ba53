import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import type { Facts } from "../../policy/facts.ts";
import type { Rule } from "../../policy/rule.ts";
import { rules } from "../../policy/rules.ts";
import type { Sketch } from "./harness.ts";
import { judge, resource, unknown } from "./harness.ts";
import { mutationsOf } from "./mutations.ts";
import { fired } from "./verdict.ts";
import { facts, world } from "./world.ts";

const files = readdirSync(new URL("../../policy/rules/", import.meta.url)).map((name) => basename(name, ".ts"));
const ids = rules.map(({ id }) => id);
const mutations = mutationsOf(facts());

/** Every way to replace one part of the value, whatever its depth. */
function* spoiled(value: unknown, by: unknown): Generator {
  yield by;
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    for (const other of spoiled(part, by)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
  }
}

/** One resource of each type, with one part replaced; the whole of its properties is always there. */
function* spoiledWorld(by: unknown): Generator<Sketch> {
  for (const sketch of new Map(world().map((one) => [one.type, one])).values()) {
    for (const [key, part] of Object.entries(sketch.props)) {
      for (const other of spoiled(part, by)) yield { ...sketch, props: { ...sketch.props, [key]: other } };
    }
  }
}

describe("the list of rules", () => {
  it("is the folder", () => {
    expect(ids).to.have.members(files);
  });

  it("is in the order of the catalogue", () => {
    const numbers = rules.map(({ number }) => number);
    expect(numbers).to.deep.equal(numbers.toSorted((a, b) => a - b));
  });

  it("holds the rules that must never be missing", () => {
    const never = [
      1, 5, 7, 8, 10, 11, 12, 13, 14, 16, 17, 23, 25, 26, 30, 31, 33, 34, 39, 45, 47, 48, 49, 56, 57, 58, 66,
    ];
    expect(rules.map(({ number }) => number)).to.include.members([...never, 68, 79]);
  });

  it("has a mutation for every rule", () => {
    expect(Object.keys(mutations)).to.have.members(ids);
  });
});

describe("the record of a rule", () => {
  for (const rule of rules) {
    it(`${rule.id} says what must hold, why, and what to do`, () => {
      const { id, title, why, remedy, url } = rule;
      expect(id).to.match(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(title, "goes on with a full stop in every violation").to.match(/^[A-Z].*[^.]$/);
      for (const sentence of [why, remedy]) expect(sentence).to.match(/^[A-Z`].*[.]$/);
      expect(url).to.match(new RegExp(`^https://.*/docs/policy\\.md#${id}$`));
    });

    it(`${rule.id} is on where the environment is protected, and mends nothing there`, () => {
      const canMend = rule.scope === "resource" && rule.remediate !== undefined;
      expect(rule.enforcement.protected).to.be.oneOf(["mandatory", "advisory"]);
      expect(rule.enforcement.open).to.be.oneOf([
        "mandatory",
        "advisory",
        "disabled",
        ...(canMend ? ["remediate"] : []),
      ]);
    });
  }
});

describe("a lawful world", () => {
  it("is found lawful by every rule", () => {
    expect(fired(world())).to.deep.equal([]);
  });

  it("concerns every rule", () => {
    const resources = world().map(resource);
    const idle = rules.filter((rule) => judge(rule, resources, facts()) === undefined);
    // These judge Certificates of cert-manager, which not every fleet has, Services, which a fleet of Higress releases registers none of, a capacity that somebody must state, and waivers;
    // Gateway API has a world of its own (world-gateway-api.ts).
    const gatewayApi = ids.filter((id) => id.startsWith("gw-"));
    expect(idle.map(({ id }) => id)).to.deep.equal([
      "fleet-capacity",
      "service-exposure",
      "certificate-requests-own",
      ...gatewayApi,
      "waiver-valid",
    ]);
  });
});

describe("a mutation of the lawful world", () => {
  for (const [id, { mutate, also, facts: spoil = (given: Facts) => given, settings }] of Object.entries(mutations)) {
    it(`is noticed by ${[id, ...also].join(", ")} and nobody else`, () => {
      expect(fired(mutate(world()), spoil(facts()), settings)).to.have.members([id, ...also]);
    });
  }
});

describe("no rule", () => {
  const judgeAll = (rule: Rule, sketch: Sketch) => judge(rule, [resource(sketch)], facts()) ?? [];

  for (const [what, by] of Object.entries({
    null: null,
    text: "x",
    "a list": [],
    "a mapping": {},
    "the unknown": unknown,
  })) {
    it(`breaks on ${what} where it expects something else`, () => {
      for (const sketch of spoiledWorld(by)) {
        for (const rule of rules) {
          const broken = judgeAll(rule, sketch).find(({ message }) => message.startsWith(`rule ${rule.id} failed`));
          expect(broken, JSON.stringify(sketch)).to.equal(undefined);
        }
      }
    }).timeout(60_000);
  }

  it("tells the value of a Secret or of a credential", () => {
    const canary = "hunter2-hunter2-hunter2";
    const secret: Sketch = {
      type: "kubernetes:core/v1:Secret",
      props: { metadata: { name: "s", namespace: "default" }, type: "Opaque", stringData: { password: canary } },
    };
    const leaking: readonly Sketch[] = [
      secret,
      { ...secret, type: "kubernetes:core/v1:ConfigMap", props: { ...secret.props, data: { password: canary } } },
    ];
    const told = leaking.flatMap((sketch) => rules.flatMap((rule) => judgeAll(rule, sketch)));
    expect(told).to.not.be.empty;
    expect(JSON.stringify(told)).to.not.include(canary);
  });
});
