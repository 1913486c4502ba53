import { expect } from "chai";
import { cluster } from "../../components/cluster.ts";
import { record } from "./recorder.ts";

async function inputsOf(context: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const { registered } = await record(() => cluster("prod", "south", context));
  return registered[0]?.inputs;
}

describe("the provider", () => {
  const before = process.env.KUBECONFIG;
  afterEach(() => {
    if (before === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = before;
  });

  it("knows its cluster by a name of ours and is allowed to be quick", async () => {
    expect(await inputsOf("prod-south")).to.deep.equal({
      clusterIdentifier: "prod-south",
      context: "prod-south",
      kubeconfig: "",
      kubeClientSettings: JSON.stringify({ qps: 500, burst: 1000 }),
    });
  });

  it("leaves the choice of the context to the kubeconfig when none is given", async () => {
    expect(await inputsOf("")).not.to.have.property("context");
  });

  it("keeps one machine's path of the kubeconfig out of the state", async () => {
    process.env.KUBECONFIG = "/home/somebody/.kube/config";
    expect(JSON.stringify(await inputsOf(""))).not.to.include("somebody");
  });
});
