import { expect } from "chai";
import { readPeers } from "../../components/peers.ts";
import { record } from "./recorder.ts";

const leaving = (outputs: Readonly<Record<string, unknown>>) => ({ "pulumi:pulumi:StackReference": { outputs } });
const stack = "organization/higress-fleet/prod-north";
const place = { environment: "prod", region: "north" };

describe("entries of other regions", function () {
  this.timeout(60_000);

  it("are read from their stacks, and nothing is registered", async () => {
    const outputs = { place, entry: { address: "192.0.2.10", namespace: "higress-system" } };
    const { registered, result } = await record(() => readPeers([stack]), leaving(outputs));
    expect(registered.map(({ type, reads }) => [type, reads])).to.deep.equal([["pulumi:pulumi:StackReference", stack]]);
    expect(await result).to.deep.equal({ north: { address: "192.0.2.10" } });
  });

  it("are known without an address while the load balancer has none", async () => {
    const { result } = await record(() => readPeers([stack]), leaving({ place, entry: {} }));
    expect(await result).to.deep.equal({ north: {} });
  });

  it("are nothing where nobody names a stack", async () => {
    const { registered, result } = await record(() => readPeers([]));
    expect([registered, await result]).to.deep.equal([[], {}]);
  });

  it("end the run where a stack has not been up", async () => {
    const { result } = await record(() => readPeers([stack]), leaving({}));
    const told = await result.then(String, (error: unknown) => String(error));
    expect(told).to.include(`Stack "${stack}" of configuration "peers" says no region. Bring it up first`);
  });
});
