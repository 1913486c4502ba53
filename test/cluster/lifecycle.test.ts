import { expect } from "chai";
import { Site, type WrittenTenant } from "./site.ts";

const minutes = (count: number): number => count * 60_000;

const acme: WrittenTenant = { id: "acme", owner: "acme@example.com", size: "s" };
const globex: WrittenTenant = { id: "globex", owner: "globex@example.com", size: "s" };

describe("a tenant's life on a real API server, in a protected environment,", function () {
  this.timeout(minutes(10));
  let site: Site;

  before(async () => {
    site = await Site.start("test", 2);
    site.forgetTenants();
    site.edit((fleet) => {
      fleet["protect"] = true;
      fleet["gateways"] = [];
      fleet.tenants = [acme, globex];
      // Its level there is for environments without protection.
      delete fleet["policy"];
    });
    await site.must("up");
  });
  after(async () => site.remove());

  const tenants = (...list: readonly WrittenTenant[]) => site.edit((fleet) => (fleet.tenants = [...list]));
  const namespaces = async () => (await site.kubernetes.get("namespaces")).map(({ metadata }) => metadata.name);

  it("changes nothing by itself", async () => {
    expect(await site.must("preview", "--expect-no-changes")).to.match(/Resources:\n +\d+ unchanged/);
  });

  describe("that is suspended", () => {
    const deployments = async () =>
      (await site.kubernetes.get("deployments"))
        .filter(({ metadata }) => metadata.namespace === "acme-gateway")
        .map(({ metadata, spec }) => [metadata.name, spec?.["replicas"]] as const);
    /** All but what runs: pods and their sets, endpoints, Helm's records. */
    const kept = async () =>
      (await site.kubernetes.everything())
        .filter(({ metadata }) => metadata.namespace === "acme-gateway")
        .filter(({ kind }) => ["Secret", "ResourceQuota", "NetworkPolicy", "Role", "LimitRange"].includes(kind))
        .filter(({ metadata }) => metadata.labels?.["owner"] !== "helm")
        .map(({ kind, metadata }) => `${kind} ${metadata.name} ${metadata.uid}`)
        .toSorted();
    let before: readonly string[];

    it("loses its pods, its autoscaler and its budget, and keeps everything else", async () => {
      await site.kubernetes.kubectl("create", "secret", "generic", "own", "-n", "acme-gateway", "--from-literal=a=b");
      before = await kept();
      tenants({ ...acme, suspend: true }, globex);
      await site.must("up");
      expect(Object.fromEntries(await deployments())).to.deep.equal({ "higress-gateway": 0, "higress-controller": 0 });
      const scaled = await site.kubernetes.get("horizontalpodautoscalers,poddisruptionbudgets");
      expect(scaled.filter(({ metadata }) => metadata.namespace === "acme-gateway")).to.deep.equal([]);
      expect(await kept()).to.deep.equal(before);
    });

    it("comes back inside the same quota, with what it had", async () => {
      tenants(acme, globex);
      await site.must("up");
      // One pod until the autoscaler looks, since Helm sets no number beside an autoscaler.
      const two = ["--for=jsonpath={.spec.replicas}=2", "deployment/higress-gateway"];
      await site.kubernetes.kubectl("wait", "-n", "acme-gateway", "--timeout=120s", ...two);
      expect(Object.fromEntries(await deployments())).to.deep.equal({ "higress-gateway": 2, "higress-controller": 1 });
      const scaled = await site.kubernetes.get("horizontalpodautoscalers,poddisruptionbudgets");
      const own = scaled.filter(({ metadata }) => metadata.namespace === "acme-gateway").map(({ kind }) => kind);
      expect(own).to.have.members(["HorizontalPodAutoscaler", "PodDisruptionBudget"]);
      expect(await kept()).to.deep.equal(before);
    });
  });

  describe("that ends", () => {
    it("is refused in preview and in up before anything is changed, as long as nobody retired it", async () => {
      tenants(globex);
      for (const command of ["preview", "up"] as const) {
        const { code, output } = await site.run(command, ...(command === "up" ? ["--skip-preview"] : []));
        expect(code).to.not.equal(0);
        expect(output)
          .to.contain("Nothing was changed.")
          .and.contain('tenant "acme" is no longer in the fleet')
          .and.contain("namespace acme-gateway with all that is in it")
          .and.contain("2. Name it in Pulumi.test.yaml: higress-fleet:retire: [acme]")
          .and.not.match(/deleted|delete\b.*acme\.namespace/);
      }
      expect(await namespaces()).to.include("acme-gateway");
    });

    it("is refused where the up between was left out, and for a name that nobody has", async () => {
      site.settings = { "higress-fleet:retire": ["acme"] };
      expect((await site.run("preview")).output).to.contain("It is to be retired and still protected");
      site.settings = { "higress-fleet:retire": ["acmee"] };
      expect((await site.run("preview")).output).to.contain('Did you mean "acme"?');
    });

    it("loses its protection first and everything it had then, and nobody else is touched", async () => {
      site.settings = { "higress-fleet:retire": ["acme"] };
      tenants(acme, globex);
      await site.must("up");
      expect(await namespaces()).to.include("acme-gateway");

      tenants(globex);
      await site.must("up");
      expect(await namespaces())
        .to.include.members(["higress-system", "globex-gateway"])
        .and.not.include("acme-gateway");
    });

    it("has its name taken off the list", async () => {
      expect((await site.run("preview")).output).to.contain("it is gone, or spelt wrong");
      site.settings = {};
      await site.must("preview", "--expect-no-changes");
    });
  });
});
