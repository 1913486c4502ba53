import { expect } from "chai";
import { fleetFacts } from "../../plan/index.ts";
import type { Facts } from "../../policy/facts.ts";
import { judge, resource, type Sketch } from "../policy/harness.ts";
import { mutationsOf } from "../policy/mutations.ts";
import { active, fired } from "../policy/verdict.ts";
import { fleetOf } from "../support/plan.ts";
import { shownToPack } from "./registered.ts";
import { stacks } from "./stack.ts";

/** Those that stand for the others: each fleet file once. */
const examples: readonly string[] = ["test", "prod"];

for (const { stack, file, region } of stacks) {
  describe(`the policy pack, on what stack ${stack} registers,`, function () {
    this.timeout(60_000);
    const facts: Facts = fleetFacts(fleetOf(file), region);
    const rules = active(facts);
    let registered: readonly Sketch[];

    before(async () => {
      registered = await shownToPack(file, region);
    });

    it("finds nothing", () => {
      const resources = registered.map(resource);
      const findings = rules.flatMap((rule) => (judge(rule, resources, facts) ?? []).map((one) => [rule.id, one]));
      expect(findings).to.deep.equal([]);
    });

    it("has something to look at with every rule", () => {
      const resources = registered.map(resource);
      const idle = rules.filter((rule) => judge(rule, resources, facts) === undefined);
      // Services are made by the releases, but for the page server's, and no fleet needs a waiver. Of the Gateway API, it registers what it does where a gateway's routes are written so, and grants where one leads into another namespace.
      const has = (kind: string) =>
        registered.some(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`));
      const looked = [
        ...(has("GatewayClass") ? ["gw-class-and-writers"] : []),
        ...(has("Gateway") ? ["gw-listener-per-tenant", "gw-allowed-routes"] : []),
        ...(has("HTTPRoute") ? ["gw-route-binding", "gw-traffic-sanity"] : []),
        ...(has("ReferenceGrant") ? ["gw-reference-grant-narrow"] : []),
      ];
      const plugins = has("WasmPlugin")
        ? []
        : ["wasm-source-pinned", "wasm-safe-execution", "wasm-no-inline-secret", "wasm-scope-own"];
      expect(idle.map(({ id }) => id)).to.deep.equal([
        ...(facts.entry.servers?.includes("page-server") ? [] : ["service-exposure"]),
        ...(registered.some(({ type }) => type.endsWith(":Certificate")) ? [] : ["certificate-requests-own"]),
        ...(has("WasmPlugin") ? [] : plugins),
        ...rules.flatMap(({ id }) => (id.startsWith("gw-") && !looked.includes(id) ? [id] : [])),
        "waiver-valid",
      ]);
    });

    if (!examples.includes(stack)) return;
    const mutations = mutationsOf(facts);
    for (const { id } of rules) {
      it(`finds one careless change with ${id} and no rule that has nothing to do with it`, () => {
        const careless = mutations[id];
        if (careless === undefined) throw new Error(`no mutation for ${id}`);
        const given = careless.facts?.(facts) ?? facts;
        expect(fired(careless.mutate(registered), given, careless.settings)).to.have.members([id, ...careless.also]);
      });
    }
  });
}
