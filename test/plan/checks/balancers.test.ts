import { expect } from "chai";
import type { Gateway } from "../../../plan/model.ts";
import type { LoadBalancer } from "../../../plan/model/gateway.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const { south } = validFleet().regions;
const fleet = (entry: LoadBalancer, ...gateways: readonly Gateway[]) => {
  const base = validFleet({ gateways, tenants: [], ...(south && { regions: { south } }) });
  return { ...base, entry: { ...base.entry, loadBalancer: entry } };
};
const shown = (id: string, loadBalancer: LoadBalancer) => validGateway(id, { exposure: "load-balancer", loadBalancer });

describe("the address of a load balancer", () => {
  it("is one that nobody else asks for, however it is written", () => {
    const address = "2001:db8::10";
    expect(told(fleet({ address }, shown("inside", { address: "2001:db8::11" })))).to.deep.equal([]);
    expect(told(fleet({ address }, shown("inside", { address: "2001:DB8:0::10" })))).to.deep.equal([
      'gateways[0].loadBalancer.address: address "2001:DB8:0::10" is the entry\'s already | Choose another: Services share no address.',
    ]);
    expect(told(fleet({}, shown("one", { address }), shown("two", { address })))[0]).to.include(
      'gateways[1].loadBalancer.address: address "2001:db8::10" is gateway "one"\'s already',
    );
  });

  it("leads to a machine, and to one region", () => {
    expect(told(fleet({ address: "127.0.0.1" }))).to.deep.equal([
      'entry.loadBalancer.address: "127.0.0.1" leads to the machine itself (loopback) | Remove it, or name the addresses you mean.',
    ]);
    const everywhere = validFleet();
    const asked = { ...everywhere, entry: { ...everywhere.entry, loadBalancer: { address: "203.0.113.10" } } };
    expect(told(asked)).to.deep.equal([
      'entry.loadBalancer.address: address "203.0.113.10" would be asked for in 2 regions, whose networks are different ones | Remove it, and write it into a fleet file of that region alone.',
    ]);
  });

  it("is none of the cluster's own, whose traffic it would take", () => {
    for (const [address, network] of [
      ["10.244.3.4", 'pod network "10.244.0.0/16"'],
      ["10.96.0.10", 'Service network "10.96.0.0/16"'],
      ["172.18.0.2", 'API server\'s network "172.18.0.2/32"'],
    ] as const) {
      const found = `address "${address}" lies in the ${network} of region "south", and would take the traffic of somebody there | Name one outside the cluster, which is this load balancer's alone.`;
      expect(told(fleet({ address }))).to.deep.equal([`entry.loadBalancer.address: ${found}`]);
      expect(told(fleet({ class: "x" }, shown("inside", { address })))).to.deep.equal([
        `gateways[0].loadBalancer.address: ${found}`,
      ]);
    }
    expect(told(fleet({ address: "10.97.0.10" }))).to.deep.equal([]);
  });

  it("is no matter of a gateway without a load balancer", () => {
    expect(told(fleet({}, validGateway("inside", { loadBalancer: { class: "example.com/edge" } })))).to.deep.equal([
      'gateways[0].loadBalancer: a gateway with "exposure: cluster" has no load balancer | Remove it, or write "exposure: load-balancer".',
    ]);
  });
});
