import { expect } from "chai";
import fc from "fast-check";
import { formatQuantity } from "../../../policy/model/quantity.ts";
import { boundsOf, isUnscoped, quotasByNamespace } from "../../../policy/model/quota.ts";
import type { Resource } from "../../../policy/rule.ts";
import { resource } from "../harness.ts";
import { world } from "../world.ts";

const quota = (name: string, hard: object, more: object = {}): Resource =>
  resource({
    type: "kubernetes:core/v1:ResourceQuota",
    name,
    props: { metadata: { name, namespace: "ns" }, spec: { hard, ...more } },
  });

/** Key → amount, as people write it. */
const written = (quotas: readonly Resource[]) =>
  Object.fromEntries(
    [...boundsOf(quotas)].map(([key, { amount }]) => [key, amount === undefined ? undefined : formatQuantity(amount)]),
  );

describe("the bounds of a namespace", () => {
  it("are those of all its quotas, the smaller one of each key", () => {
    expect(written([quota("a", { pods: "10", secrets: 5 }), quota("b", { pods: "8", services: "3" })])).to.deep.equal({
      pods: "8",
      secrets: "5",
      services: "3",
    });
  });

  it("compare amounts and not texts", () => {
    expect(written([quota("a", { "requests.cpu": "10" }), quota("b", { "requests.cpu": "9500m" })])).to.deep.equal({
      "requests.cpu": "9500m",
    });
  });

  it("know the short names that Kubernetes has for the same amount", () => {
    expect(written([quota("a", { cpu: "2", memory: "1Gi", "count/pods": 4 }), quota("b", { pods: 3 })])).to.deep.equal({
      "requests.cpu": "2",
      "requests.memory": "1Gi",
      pods: "3",
    });
  });

  it("are not what a scoped quota says, for it leaves out pods", () => {
    const scoped = [
      quota("a", { pods: 1 }, { scopes: ["Terminating"] }),
      quota(
        "b",
        { pods: 1 },
        { scopeSelector: { matchExpressions: [{ scopeName: "BestEffort", operator: "Exists" }] } },
      ),
    ];
    expect(scoped.map(isUnscoped)).to.deep.equal([false, false]);
    expect(written([...scoped, quota("c", { pods: 9 })])).to.deep.equal({ pods: "9" });
  });

  it("are those of a quota whose lists of scopes are empty", () => {
    expect(isUnscoped(quota("a", {}, { scopes: [], scopeSelector: { matchExpressions: [] } }))).to.equal(true);
    expect(isUnscoped(quota("a", {}, { scopes: null, scopeSelector: null }))).to.equal(true);
  });

  it("leave out null, and tell what is no amount only where nothing else bounds", () => {
    expect(written([quota("a", { pods: null, secrets: "many" })])).to.deep.equal({ secrets: undefined });
    expect(written([quota("a", { secrets: "many" }), quota("b", { secrets: 3 })])).to.deep.equal({ secrets: "3" });
    expect(written([quota("b", { secrets: 3 }), quota("a", { secrets: "many" })])).to.deep.equal({ secrets: "3" });
  });

  it("do not hang on the order of quotas, and never grow with one more", () => {
    const some = fc.dictionary(fc.constantFrom("pods", "cpu", "requests.cpu", "secrets"), fc.nat(20));
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), some, (hards, more) => {
        const quotas = hards.map((hard, at) => quota(`q${at}`, hard));
        const bounds = boundsOf(quotas);
        expect(written(quotas.toReversed())).to.deep.equal(written(quotas));
        const tighter = boundsOf([...quotas, quota("more", more)]);
        for (const [key, { amount = 0n }] of bounds) expect((tighter.get(key)?.amount ?? -1n) <= amount).to.equal(true);
        expect([...bounds.keys()].every((key) => tighter.has(key))).to.equal(true);
      }),
    );
  });

  it("name the quota and the key that set them", () => {
    const bound = boundsOf([quota("a", { cpu: "2" })]).get("requests.cpu");
    expect([bound?.quota.name, bound?.path]).to.deep.equal(["a", 'spec.hard["cpu"]']);
  });
});

describe("quotas", () => {
  it("are found by namespace, whatever the order of registration", () => {
    const resources = world().map(resource);
    const namespaces = (all: readonly Resource[]) =>
      [...quotasByNamespace(all)].map(([namespace, own]) => [namespace, own.map(({ name }) => name)]);
    expect(namespaces(resources)).to.deep.include(["acme-gateway", ["acme.quota"]]);
    expect(namespaces(resources)).to.have.length(4);
    expect(namespaces(resources.toReversed())).to.deep.equal(namespaces(resources));
  });
});
