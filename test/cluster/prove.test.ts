import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { engineEnvironment } from "../../local/engine-environment.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { Site, type Outcome } from "./site.ts";
import { ApiServer } from "../vectors/api-server.ts";

const minutes = (count: number): number => count * 60_000;

/** `npm run prove` on the site's cluster. */
function prove(site: Site): Promise<Outcome> {
  const tool = join(checkout, "tools", "prove", "main.ts");
  const options = { cwd: checkout, env: engineEnvironment(site.home) };
  return new Promise((resolve) => {
    execFile(process.execPath, [tool, "Pulumi.test.yaml"], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}

describe("the proof of isolation on a real API server", function () {
  this.timeout(minutes(8));
  let site: Site;
  let server: ApiServer;

  before(async () => {
    site = await Site.start("test", 3);
    server = new ApiServer(homeAt(site.home).kubeconfig);
    await site.must("up");
  });
  after(async () => {
    server.close();
    await site.remove();
  });

  it("holds for the test fleet, by all four tools", async () => {
    const { code, output } = await prove(site);
    expect(output).to.not.include("FAILED");
    expect(code).to.equal(0);
    for (const title of ["Permissions", "Network", "Pod Security", "Quota"])
      expect(output).to.include(`${title}: proved`);
    expect(output)
      .to.match(/acme-gateway/)
      .and.to.include("Exactly what is declared.");
    expect(output).to.include("0 disagreements").and.to.include("0 differences from what the fleet declares");
    expect(output).to.match(/acme-gateway +2 gateway pods, 4 under load, \d+ fit, the next is refused \(limits\.cpu\)/);
  });

  it("fails when somebody widens a right or opens a way, and says whose", async () => {
    const metadata = (namespace: string) => ({ name: "widened", namespace });
    const rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/globex-gateway/rolebindings";
    await server.call({
      method: "POST",
      path: rbac,
      body: {
        ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "RoleBinding", metadata: metadata("globex-gateway") },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
        subjects: [{ kind: "ServiceAccount", name: "higress-controller", namespace: "acme-gateway" }],
      },
    });
    await server.call({
      method: "POST",
      path: "/apis/networking.k8s.io/v1/namespaces/acme-gateway/networkpolicies",
      body: {
        ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: metadata("acme-gateway") },
        spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ namespaceSelector: {} }] }] },
      },
    });
    const { code, output } = await prove(site);
    expect(code).to.equal(1);
    const failed = output.split("\n").filter((line) => line.includes("FAILED"));
    expect(failed.join("\n")).to.match(/acme-gateway\/higress-controller.*globex-gateway/);
    expect(failed.join("\n")).to.match(/to the controller of tenant acme/);
  });
});
