import { expect } from "chai";
import { installations, namespaceOf, ownerOf } from "../../../policy/model/ownership.ts";
import { change, resource, unknown } from "../harness.ts";
import { facts, pick } from "../world.ts";

const owner = (name: string, path?: string, value?: unknown) =>
  ownerOf(resource(path === undefined ? pick(name) : change(pick(name), path, value)), facts());

describe("ownership", () => {
  it("follows the namespace: of a release its own field, of a Namespace its name", () => {
    const names = ["acme.quota", "acme.release", "acme.namespace", "higress-acme"];
    expect(names.map((name) => namespaceOf(resource(pick(name))))).to.deep.equal([
      "acme-gateway",
      "acme-gateway",
      "acme-gateway",
      undefined,
    ]);
  });

  it("is told in messages as tenant, gateway or entry", () => {
    expect(owner("acme.quota")).to.equal("tenant acme");
    expect(owner("shared.release")).to.equal("gateway shared");
    expect(owner("entry.quota")).to.equal("entry");
    expect(owner("higress-acme")).to.equal(undefined);
  });

  it("of what the entry holds for a tenant is that tenant's", () => {
    expect(owner("entry.acme")).to.equal("tenant acme");
  });

  it("of what cannot be known is nobody's", () => {
    expect(owner("acme.quota", "metadata.namespace", unknown)).to.equal(undefined);
  });

  it("knows every installation of the facts by its namespace", () => {
    expect([...installations(facts()).keys()]).to.deep.equal([
      "higress-system",
      "higress-shared",
      "acme-gateway",
      "globex-gateway",
    ]);
  });
});
