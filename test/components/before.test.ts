import { expect } from "chai";
import { readBefore } from "../../components/before.ts";
import { record, secretMark } from "./recorder.ts";

const acme = { namespace: "acme-gateway", hosts: ["api.acme.com"], protected: true };
const leaving = (outputs: Readonly<Record<string, unknown>>) => ({ "pulumi:pulumi:StackReference": { outputs } });
const stack = "organization/higress-fleet/test";

describe("what the last up left", function () {
  this.timeout(60_000);

  it("is read from the stack itself, and registers nothing", async () => {
    const { registered, result } = await record(() => readBefore(stack), leaving({ tenants: { acme } }));
    expect(registered.map(({ type, reads }) => [type, reads])).to.deep.equal([["pulumi:pulumi:StackReference", stack]]);
    expect(await result).to.deep.equal({ higress: {}, gateways: {}, tenants: { acme } });
  });

  it("is nothing before the first up", async () => {
    const { result } = await record(() => readBefore(stack), leaving({}));
    expect(await result).to.deep.equal({ higress: {}, gateways: {}, tenants: {} });
  });

  it("is read where somebody made an output a secret", async () => {
    const { result } = await record(() => readBefore(stack), leaving({ tenants: { ...secretMark, value: { acme } } }));
    expect((await result).tenants).to.deep.equal({ acme });
  });
});
