/** Addresses that load balancers shall have. */
import { addressCidr } from "../cidr.ts";
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import { found, quote } from "./check.ts";
import { networkAround, nobodys } from "./blocks.ts";

interface Wanted {
  readonly who: string;
  readonly address: string;
  readonly regions: readonly string[];
  readonly path: FleetPath;
}

/** An address is one Service's in the whole cluster, and one that a machine can be called by. */
export function balancersHaveAddressesOfTheirOwn({ entry, gateways, regions }: Fleet): readonly Finding[] {
  const asked = [
    { who: "the entry", balancer: entry.loadBalancer, regions: Object.keys(regions), path: ["entry"] },
    ...gateways.map((gateway, at) => ({
      who: `gateway ${quote(gateway.id)}`,
      balancer: gateway.loadBalancer,
      regions: gateway.regions,
      path: ["gateways", at],
    })),
  ].flatMap(({ balancer, path, ...rest }): readonly Wanted[] =>
    balancer?.address === undefined
      ? []
      : [{ ...rest, address: balancer.address, path: [...path, "loadBalancer", "address"] }],
  );
  return asked.flatMap(({ address, regions: here, path }, at) => {
    const block = addressCidr(address) ?? address;
    const problem = nobodys(block, address);
    if (problem !== undefined) return found(path, problem);
    // CVE-2020-8554, by mistake: nodes send what is meant for such an address to the load balancer's pods.
    const inside = here.flatMap((name) => {
      const region = regions[name];
      const network = region && networkAround(block, region);
      return network === undefined ? [] : [`${network.what} ${quote(network.block)} of region ${quote(name)}`];
    });
    if (inside[0] !== undefined) {
      const message = `address ${quote(address)} lies in the ${inside[0]}, and would take the traffic of somebody there`;
      return [{ path, message, remedy: "Name one outside the cluster, which is this load balancer's alone." }];
    }
    const other = asked
      .slice(0, at)
      .find((one) => addressCidr(one.address) === block && one.regions.some((region) => here.includes(region)));
    if (other === undefined) {
      if (here.length < 2) return [];
      const message = `address ${quote(address)} would be asked for in ${here.length} regions, whose networks are different ones`;
      return [{ path, message, remedy: "Remove it, and write it into a fleet file of that region alone." }];
    }
    const message = `address ${quote(address)} is ${other.who}'s already`;
    return [{ path, message, remedy: "Choose another: Services share no address." }];
  });
}
