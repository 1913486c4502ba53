import { expect } from "chai";
import { parseBefore } from "../../plan/before.ts";
import type { Plan, TenantPlan } from "../../plan/objects.ts";
import { moved, withdrawn } from "../../plan/standing.ts";
import { planned } from "./planned.ts";

const plan = planned();
const withholding = (withheld: TenantPlan["withheld"], change: Partial<Plan> = {}): Plan => ({
  ...plan,
  ...change,
  tenants: plan.tenants.map((tenant) => (tenant.id === "acme" ? { ...tenant, withheld } : tenant)),
});
const served = parseBefore({
  tenants: { acme: { namespace: "acme-gateway", hosts: ["api.acme.org", "*.shop.acme.org"] } },
});

describe("hosts that the last up served", () => {
  it("do not lose their proof unasked where the environment is protected", () => {
    const lost = withdrawn(served, withholding([{ host: "api.acme.org", state: "pending" }]));
    expect(lost).to.deep.equal([
      'The last `up` served api.acme.org of tenant "acme", and nothing proves whose they are: nobody would answer for them any more. ' +
        "`npm run domains` shows the TXT records and writes what DNS says of them; `domains.proof: none` in the fleet file asks for none.",
    ]);
  });

  it("go where their proof expired, which stands in a file that somebody reviewed", () => {
    expect(withdrawn(served, withholding([{ host: "api.acme.org", state: "expired" }]))).to.deep.equal([]);
  });

  it("are no others: one that is new may wait", () => {
    expect(withdrawn(served, withholding([{ host: "new.acme.org", state: "pending" }]))).to.deep.equal([]);
    expect(withdrawn(parseBefore({}), withholding([{ host: "api.acme.org", state: "pending" }]))).to.deep.equal([]);
  });

  it("may go where nothing is protected", () => {
    const open = withholding([{ host: "api.acme.org", state: "pending" }], { protect: false });
    expect(withdrawn(served, open)).to.deep.equal([]);
  });
});

describe("a stack", () => {
  const place = { environment: plan.environment, region: plan.region };

  it("stays the environment and region it was", () => {
    expect(moved(parseBefore({ place }), plan)).to.deep.equal([]);
    expect(moved(parseBefore({}), plan)).to.deep.equal([]);
  });

  it("is not made anew under another name", () => {
    for (const other of [{ environment: "live" }, { region: "north" }]) {
      const [told, ...more] = moved(parseBefore({ place: { ...place, ...other } }), plan);
      expect(more).to.deep.equal([]);
      expect(told).to.match(
        /^This stack is environment and region "(live south|prod north)", and .* say "prod south": everything would be deleted/,
      );
    }
  });
});
