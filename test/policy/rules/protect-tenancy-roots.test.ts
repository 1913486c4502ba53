import { expect } from "chai";
import rule from "../../../policy/rules/protect-tenancy-roots.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const unprotected = (name: string): Sketch => ({ ...pick(name), protect: false });
const secret = (namespace: string, type: string): Sketch => ({
  type: "kubernetes:core/v1:Secret",
  name: "tls",
  props: { metadata: { name: "acme-tls", namespace }, type },
});

describe("protect-tenancy-roots", () => {
  it("finds namespaces that are not protected, the entry's and gateways' too", () => {
    for (const name of ["acme.namespace", "entry.namespace", "shared.namespace"]) {
      expect(messages(rule, unprotected(name))).to.deep.equal([`is off for Namespace ${name}`]);
    }
  });

  it("finds the entry's release and certificates, and the chart's CRDs", () => {
    expect(found(rule, unprotected("entry.release"))).to.deep.equal(["protect"]);
    expect(found(rule, secret("higress-system", "kubernetes.io/tls"))).to.deep.equal(["protect"]);
    expect(found(rule, unprotected("mcpbridges.networking.higress.io"))).to.deep.equal(["protect"]);
  });

  it("takes what is protected", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, { ...secret("higress-system", "kubernetes.io/tls"), protect: true })).to.deep.equal([]);
  });

  it("leaves alone what can be made again, and what is not the fleet's", () => {
    const others = [
      unprotected("acme.release"),
      unprotected("acme.quota"),
      secret("higress-system", "Opaque"),
      secret("acme-gateway", "kubernetes.io/tls"),
      change(unprotected("acme.namespace"), "metadata.name", "sandbox"),
      change(unprotected("mcpbridges.networking.higress.io"), "metadata.name", "widgets.example.com"),
    ];
    for (const other of others) expect(found(rule, other), other.name).to.equal(undefined);
    expect(judged(rule)).to.include.members(["entry.namespace", "entry.release"]);
  });

  it("does not apply where the fleet is to be thrown away", () => {
    expect(found(rule, unprotected("acme.namespace"), facts({ protect: false }))).to.equal(undefined);
  });

  it("lets go of whoever is on the way out, but never of the entry", () => {
    const retiring = facts({ retiring: ["acme", "entry", "mcpbridges"] });
    expect(found(rule, unprotected("acme.namespace"), retiring)).to.equal(undefined);
    expect(found(rule, unprotected("globex.namespace"), retiring)).to.deep.equal(["protect"]);
    for (const name of ["entry.namespace", "entry.release", "mcpbridges.networking.higress.io"]) {
      expect(found(rule, unprotected(name), retiring), name).to.deep.equal(["protect"]);
    }
  });

  it("can be kept to some kinds", () => {
    const kinds = (sketch: Sketch) => judge(rule, resource(sketch), facts(), { kinds: ["Release"] });
    expect(kinds(unprotected("acme.namespace"))).to.equal(undefined);
    expect(kinds(unprotected("entry.release"))).to.have.length(1);
  });

  it("does not pass a namespace that preview cannot know", () => {
    expect(cannotKnow(rule, change(unprotected("acme.namespace"), "metadata.name", unknown), "metadata.name")).to.equal(
      true,
    );
  });
});
