import { expect } from "chai";
import { readFleet } from "../../../fleets/read.ts";
import { readFiles } from "../../../tools/tenant/sources.ts";
import { switchTenant } from "../../../tools/tenant/suspend.ts";
import { fleetFile, globex, head, newSite, type Site } from "./site.ts";

const file = "fleets/prod/globex.yaml";

describe("suspending from the command line", () => {
  let site: Site;
  beforeEach(() => {
    site = newSite();
  });
  afterEach(() => site.remove());

  function turn(suspend: boolean, path = fleetFile, id = "globex"): readonly string[] {
    const read = readFleet(path, site.root);
    const files = readFiles(path, site.root);
    if ("faults" in read || !("main" in files)) throw new Error("the fleet has faults");
    const tenant = read.fleet.tenants.find((each) => each.id === id);
    if (tenant === undefined) throw new Error(`no ${id}`);
    const own = site.stacks().filter(({ region }) => tenant.regions.includes(region));
    return switchTenant(read.fleet, tenant, files, suspend, own, site.root).join("\n").split("\n");
  }

  it("adds one line to the tenant's file, and says what up will do", () => {
    expect(turn(true)).to.deep.equal([
      `Written: ${file}: suspend: true`,
      "",
      "`up` will, in region south:",
      "  - PodDisruptionBudget      globex-gateway  higress-gateway",
      "  - HorizontalPodAutoscaler  globex-gateway  higress-gateway",
      "  ~ Release                  globex-gateway  higress",
      "Nothing else changes.",
      "",
      "None of its pods run then, and requests for its hosts get 503.",
      "Namespace, quota, Secrets, certificates, routes and access stay; `resume` brings back the same.",
      "  pulumi up -s south",
    ]);
    expect(site.text(file)).to.equal(globex.replace("owner: globex@example.com\n", "$&suspend: true\n"));
  });

  it("says where clients are sent, once there is a page", () => {
    site.put(fleetFile, `${site.text(fleetFile)}maintenance: { page: "https://status.example.org/" }\n`);
    const lines = turn(true);
    expect(lines).to.include("None of its pods run then, and its clients are sent to https://status.example.org/.");
    expect(lines).to.include("  ~ Ingress                  higress-system  globex");
  });

  it("says that clients are answered, once there is an answer, and what of the page server changes", () => {
    const served = site.text(fleetFile).replace("entry:\n", "entry:\n  pageServer: true\n");
    site.put(fleetFile, `${served}maintenance: { answer: { body: "Über Mittag zu.", type: html } }\n`);
    const lines = turn(true);
    expect(lines).to.include("None of its pods run then, and its clients are answered 503 with a page of 16 bytes.");
    expect(lines.filter((line) => line.includes("higress-system"))).to.deep.equal([
      "  ~ McpBridge                higress-system  default",
      "  ~ ConfigMap                higress-system  higress-fleet-pages",
      "  ~ Deployment               higress-system  higress-fleet-pages",
      "  ~ Ingress                  higress-system  globex",
    ]);
  });

  it("takes the line away again, so that the file is as it was", () => {
    turn(true);
    expect(turn(false).slice(0, 6)).to.deep.equal([
      `Written: ${file}: without suspend`,
      "",
      "`up` will, in region south:",
      "  + PodDisruptionBudget      globex-gateway  higress-gateway",
      "  + HorizontalPodAutoscaler  globex-gateway  higress-gateway",
      "  ~ Release                  globex-gateway  higress",
    ]);
    expect(site.text(file)).to.equal(globex);
  });

  it("writes nothing where it is so already", () => {
    expect(turn(false)).to.deep.equal(['Tenant "globex" is not suspended; nothing was written.']);
    turn(true);
    expect(turn(true)).to.deep.equal(['Tenant "globex" is suspended already; nothing was written.']);
    expect(site.text(file).match(/suspend/g)).to.have.lengthOf(1);
  });

  it("finds a tenant that the fleet file lists itself", () => {
    const list = `${head}tenants:\n  - id: a\n    owner: o\n  # Ours.\n  - id: b\n    owner: o\n`;
    site.put("fleets/inline.yaml", list);
    turn(true, "fleets/inline.yaml", "b");
    expect(site.text("fleets/inline.yaml")).to.equal(`${list}    suspend: true\n`);
    turn(false, "fleets/inline.yaml", "b");
    expect(site.text("fleets/inline.yaml")).to.equal(list);
  });

  it("leaves a file alone that is not written in lines", () => {
    const flow = "{ id: globex, owner: o }\n";
    site.put(file, flow);
    expect(() => turn(true)).to.throw(
      `${file} does not have the settings of "globex" one a line. Write there by hand: suspend: true`,
    );
    expect(site.text(file)).to.equal(flow);
  });
});
