import { expect } from "chai";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readGatewayApi } from "../../fleets/gateway-api.ts";
import { formatFault } from "../../plan/fault.ts";
import type { Fleet } from "../../plan/model.ts";
import { validFleet, validGateway } from "../plan/fleet.ts";

describe("The Gateway API's CRDs that a fleet names", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "higress-fleet-gateway-api-"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const fleet = (chart: string): Fleet => {
    const valid = validFleet();
    writeFileSync(join(root, "Chart.yaml"), chart);
    writeFileSync(join(root, "crds.yaml"), "");
    const higress = { ...valid.higress, chart: { from: "path", path: root } as const };
    return { ...valid, higress: { ...higress, gatewayApi: { crds: join(root, "crds.yaml") } } };
  };
  const faultsOf = async (given: Fleet): Promise<readonly string[]> => {
    const result = await readGatewayApi(given, "fleets/prod.yaml");
    return "faults" in result ? result.faults.map(formatFault) : [];
  };

  it("are none where it names none", async () => {
    expect(await readGatewayApi(validFleet(), "fleets/prod.yaml")).to.deep.equal({ crds: [] });
  });

  it("are held against the version that a local chart says", async () => {
    expect((await faultsOf(fleet("name: higress-core\nversion: 2.2.4\n")))[0]).to.match(
      /crds\.yaml:1:1 holds no CRD\n.* v1\.6 release/,
    );
    expect((await faultsOf(fleet("version: 2.2.3")))[0]).to.match(/ v1\.4 release/);
    expect((await faultsOf(fleet("version: 2.2.2")))[0]).to.match(/Chart\.yaml:1:1 chart 2\.2\.2 has no/);
  });

  it("are held against the charts of the gateways that serve it, and of no other", async () => {
    const given = fleet("version: 2.2.4");
    const canary = {
      chart: { from: "oci", reference: "oci://example.com/higress-core", version: "2.2.3" } as const,
      ...{ gateways: ["b"], tenants: [] },
    };
    const higress = { ...given.higress, canary };
    const wanted = async (...serving: string[]): Promise<string | undefined> => {
      const gateways = ["a", "b"].map((id) => validGateway(id, { gatewayApi: serving.includes(id) }));
      return (await faultsOf({ ...given, higress, gateways }))[0];
    };
    expect(await wanted("a")).to.match(/ v1\.6 release/);
    expect(await wanted("b")).to.match(/ v1\.4 release/);
    expect(await wanted("a", "b")).to.match(/Charts that want v1\.6 and v1\.4 cannot serve/);
    expect(await wanted(), "the fleet's own").to.match(/ v1\.6 release/);
  });

  it("are refused with a local chart that says no version", async () => {
    for (const chart of ["name: higress-core", "version: [", "version: 2.2", ""]) {
      expect((await faultsOf(fleet(chart)))[0], chart).to.match(
        /Chart\.yaml:1:1 chart version ".*" cannot be compared/,
      );
    }
  });

  it("are looked for before anything else is done with them", async () => {
    const given = fleet("version: 2.2.4");
    rmSync(join(root, "crds.yaml"));
    const error = await readGatewayApi(given, "fleets/prod.yaml").catch(String);
    expect(error).to.match(/crds\.yaml cannot be read: there is no such file$/);
  });
});
