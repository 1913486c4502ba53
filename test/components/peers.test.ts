import { expect } from "chai";
import { answering, readPeers } from "../../components/peers.ts";
import { record } from "./recorder.ts";

const leaving = (outputs: Readonly<Record<string, unknown>>) => ({ "pulumi:pulumi:StackReference": { outputs } });
const stack = "organization/higress-fleet/prod-north";
const own = { environment: "prod", region: "south" };
const place = { environment: "prod", region: "north" };

describe("entries of other regions", function () {
  this.timeout(60_000);

  it("are read from their stacks, and nothing is registered", async () => {
    const outputs = { place, entry: { address: "192.0.2.10", namespace: "higress-system" } };
    const { registered, result } = await record(() => readPeers([stack], own), leaving(outputs));
    expect(registered.map(({ type, reads }) => [type, reads])).to.deep.equal([["pulumi:pulumi:StackReference", stack]]);
    expect(await result).to.deep.equal({ north: { address: "192.0.2.10" } });
  });

  it("are known without an address while the load balancer has none", async () => {
    const { result } = await record(() => readPeers([stack], own), leaving({ place, entry: {} }));
    expect(await result).to.deep.equal({ north: {} });
  });

  it("are nothing where nobody names a stack", async () => {
    const { registered, result } = await record(() => readPeers(undefined, own));
    expect([registered, await result]).to.deep.equal([[], {}]);
  });

  it("end the run where a stack has not been up", async () => {
    const { result } = await record(() => readPeers([stack], own), leaving({}));
    const told = await result.then(String, (error: unknown) => String(error));
    expect(told).to.include(`Stack "${stack}" of configuration "peers" says no region. Bring it up first`);
  });

  const saying = (change: object) => leaving({ place: { ...place, ...change }, entry: {} });
  const refused: Readonly<
    Record<string, readonly [peers: unknown, outputs: ReturnType<typeof leaving>, said: string]>
  > = {
    "another environment": [
      [stack],
      saying({ environment: "staging" }),
      `Stack "${stack}" of configuration "peers" is of environment "staging", and this one of "prod". Take it out.`,
    ],
    "its own region": [
      [stack],
      saying({ region: "south" }),
      `Stack "${stack}" of configuration "peers" is of region "south", as is this one. Take it out.`,
    ],
    "one region twice": [
      [stack, "organization/higress-fleet/again"],
      saying({}),
      `Stack "organization/higress-fleet/again" of configuration "peers" is of region "north", as is "${stack}". Take it out.`,
    ],
    "one name and no list": [stack, saying({}), 'Configuration "peers" is no list. Write a list of full names: '],
    "a name without its project": [
      ["prod-north"],
      saying({}),
      'Configuration "peers" has "prod-north", which is no full name of a stack. Write a list of full names: ',
    ],
    "a number": [[3], saying({}), 'Configuration "peers" has 3, which is no full name of a stack.'],
  };
  for (const [what, [peers, outputs, said]] of Object.entries(refused)) {
    it(`end the run where the configuration names ${what}`, async () => {
      const { result } = await record(() => readPeers(peers, own), outputs);
      expect(await result.then(String, (error: unknown) => String(error))).to.include(said);
    });
  }

  it("are those of regions that take requests", () => {
    expect(answering({ south: 1, north: 2 }, ["north", "west"])).to.deep.equal({ south: 1 });
  });
});
