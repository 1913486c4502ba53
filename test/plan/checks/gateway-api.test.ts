import { expect } from "chai";
import type { Fleet } from "../../../plan/model.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { faultsOf, spoil, written } from "../written.ts";
import { told } from "./told.ts";

const serving = (higress: Partial<Fleet["higress"]>): Fleet => {
  const fleet = validFleet({ gateways: [validGateway("a"), validGateway("b", { gatewayApi: true })] });
  return { ...fleet, higress: { ...fleet.higress, ...higress } };
};

describe("A gateway that serves the Gateway API", () => {
  it("has CRDs", () => {
    expect(told(serving({ gatewayApi: { crds: "./gateway-api.yaml" } }))).to.deep.equal([]);
    expect(told(serving({}))).to.deep.equal([
      'gateways[1].gatewayApi: gateway "b" serves the Gateway API, and the fleet does not say where its CRDs are | ' +
        "Name them in higress.gatewayApi.crds: the controller waits for them before it is ready.",
    ]);
  });

  it("is no tenant's, and not the entry's", () => {
    const reason =
      "only a gateway under `gateways` may serve the Gateway API: its controller writes to GatewayClasses, which the whole cluster " +
      "shares, and tenants share nothing\n    Remove it here; give a gateway under `gateways` the setting, with `higress.gatewayApi` for the CRDs.";
    expect(
      faultsOf(spoil("    owner: globex@example.com\n", "    owner: globex@example.com\n    gatewayApi: true\n")),
    ).to.deep.equal([`fleets/test.yaml:30:5 tenants[1].gatewayApi: ${reason}`]);
    expect(faultsOf(spoil("  size: s\n", "  size: s\n  gatewayApi: true\n"))).to.deep.equal([
      `fleets/test.yaml:14:3 entry.gatewayApi: ${reason}`,
    ]);
  });

  it("says so by true or false, and where its CRDs are in a place that can be read", () => {
    const gateways = (value: string): string =>
      `${written}gateways:\n  - { id: shared, sourceCidrs: [192.0.2.0/24], gatewayApi: ${value} }\n`;
    expect(faultsOf(gateways('"yes"'))[0]).to.match(
      /gateways\[0\]\.gatewayApi: "yes" is text, where true or false is wanted/,
    );
    const crds = (value: string): string => spoil("entry:\n", `  gatewayApi: { crds: ${value} }\nentry:\n`);
    expect(faultsOf(crds("/etc/crds.yaml"))[0]).to.match(
      /higress\.gatewayApi\.crds: "\/etc\/crds\.yaml" is neither a URL nor a path inside the project/,
    );
    expect(faultsOf(spoil("entry:\n", "  gatewayApi: {}\nentry:\n"))[0]).to.match(
      /higress\.gatewayApi\.crds: is missing/,
    );
  });
});
