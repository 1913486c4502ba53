import { expect } from "chai";
import type { Tenant } from "../../../plan/model.ts";
import type { Plugin } from "../../../plan/model/plugin.ts";
import { changeTenant, publishing, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const requestBlock: Plugin = {
  use: "request-block",
  name: "p",
  config: { urls: ["?debug="], caseSensitive: false, status: 403, message: "" },
  rules: [],
};

describe("where plugins come from", () => {
  it("are of the version that a plugin server has, and held to a digest only where one counts", () => {
    const pluginServer = { replicas: 1, cpu: "100m", memory: "128Mi" };
    const sha256 = "0".repeat(64);
    const versioned = (version: string, digest: boolean, change: Partial<Tenant>) =>
      told(
        changeTenant(
          validFleet({
            protect: false,
            plugins: { ...publishing, versions: { "request-block": { version, ...(digest && { sha256 }) } } },
          }),
          "globex",
          { plugins: [requestBlock], ...change },
        ),
      );
    const other =
      'tenants[1].plugins[0].use: the tenant\'s plugin server has "request-block" 2.0.0 and not 1.0.0: the gateway would get no code, and let nobody in | ' +
      "Remove plugins.versions.request-block from the fleet file, or the tenant's pluginServer.";
    const nobody =
      'plugins.versions.request-block.sha256: holds for nobody: every tenant with "request-block" has it from a plugin server, of whose image alone the digest counts | ' +
      "Remove plugins.versions.request-block, or give a tenant the plugin from the registry, without pluginServer.";
    expect(versioned("1.0.0", false, { pluginServer })).to.deep.equal([other]);
    expect(versioned("2.0.0", true, { pluginServer })).to.deep.equal([nobody]);
    expect(versioned("2.0.0", false, { pluginServer })).to.deep.equal([]);
    expect(versioned("1.0.0", true, {})).to.deep.equal([]);
    expect(versioned("2.0.0", true, { pluginServer, plugins: [] })).to.deep.equal([]);
  });
});
