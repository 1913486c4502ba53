import { expect } from "chai";
import { rules } from "../../policy/rules.ts";
import { judge, resource } from "./harness.ts";
import { fired } from "./verdict.ts";
import { facts, world } from "./world.ts";
import { gatewayApiSettings, withGatewayApi } from "./world-gateway-api.ts";

const [tenant] = facts().tenants;
const sketches = tenant === undefined ? [] : withGatewayApi(world(), facts(), tenant);

describe("a lawful world with Gateway API", () => {
  it("is found lawful by every rule that has been told of it", () => {
    expect(fired(sketches, facts(), gatewayApiSettings)).to.deep.equal([]);
  });

  it("is refused by those that have not", () => {
    expect(fired(sketches)).to.deep.equal(["entry-namespace-writers", "release-features-minimal"]);
  });

  it("concerns every rule about Gateway API", () => {
    const resources = sketches.map(resource);
    const idle = rules.filter((rule) => rule.id.startsWith("gw-") && judge(rule, resources, facts()) === undefined);
    expect(idle).to.deep.equal([]);
  });
});
