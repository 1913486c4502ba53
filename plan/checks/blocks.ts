/** What is wrong with an address block, in words; the arithmetic is in cidr.ts. */
import { addressCidr, containing, foldCidr, networkOf, specialOf, translationOf, type Special } from "../cidr.ts";
import type { Region } from "../model.ts";
import { quote, type Problem } from "./check.ts";

/** Not a CIDR in its normal form: nothing can be said about where it leads, so it never passes. */
export function malformed(cidr: string): Problem | undefined {
  const folded = foldCidr(cidr);
  if (folded === undefined) {
    const single = addressCidr(cidr);
    return {
      message: `${quote(cidr)} is no CIDR`,
      remedy:
        single === undefined
          ? 'Write network and prefix length: "10.0.0.0/16" or "fd00:10::/48".'
          : `Write ${quote(single)} for this one address.`,
    };
  }
  const network = networkOf(cidr) ?? folded;
  if (network === cidr) return undefined;
  return network === folded
    ? { message: `${quote(cidr)} is not in its normal form`, remedy: `Write ${quote(network)}.` }
    : { message: `${quote(cidr)} has bits set beyond its prefix length`, remedy: `Did you mean ${quote(network)}?` };
}

const special: Readonly<Record<Special, string>> = {
  loopback: "the machine itself (loopback)",
  multicast: "multicast or reserved addresses",
  metadata: "a cloud's metadata service, which hands out the node's credentials",
  "link-local": "link-local addresses, where clouds have their metadata service",
};

/**
 * Lies where no client and no backend can rightly be. A wide block that merely contains such addresses does not.
 * @param written what the file says, where it is no CIDR there.
 */
export function nobodys(cidr: string, written = cidr): Problem | undefined {
  const kind = specialOf(cidr);
  return (
    kind && {
      message: `${quote(written)} leads to ${special[kind]}`,
      remedy: "Remove it, or name the addresses you mean.",
    }
  );
}

/** An IPv4 address in an IPv6 spelling: it may be of the cluster's own networks, and only the translator knows. */
export function translated(cidr: string, written = cidr): Problem | undefined {
  const mechanism = translationOf(cidr);
  return mechanism === undefined
    ? undefined
    : {
        message: `${quote(written)} stands for IPv4 addresses (${mechanism}), which behind a translator may be pods, Services or the API server`,
        remedy: "Write the IPv4 address itself.",
      };
}

interface Network {
  /** `pod network` */
  readonly what: string;
  readonly block: string;
  /** What is wrong with calling it. */
  readonly why: string;
}

/** That one of the cluster's own networks in which the block lies. */
export function networkAround(cidr: string, region: Region): Network | undefined {
  const networks = [
    { blocks: region.podCidrs, what: "pod network", why: "where other tenants are reached" },
    { blocks: region.serviceCidrs, what: "Service network", why: "where other tenants are reached" },
    { blocks: region.apiServerCidrs, what: "API server's network", why: "which is no tenant's to call" },
  ];
  return networks.flatMap(({ blocks, what, why }): readonly Network[] => {
    const block = containing(blocks, cidr);
    return block === undefined ? [] : [{ what, block, why }];
  })[0];
}

/** Lies in one of them, where it would lead past the policies that go by namespace. */
export function clusters(cidr: string, name: string, region: Region, written = cidr): Problem | undefined {
  const network = networkAround(cidr, region);
  if (network === undefined) return undefined;
  const { what, block, why } = network;
  return {
    message: `${quote(written)} lies in the ${what} ${quote(block)} of region ${quote(name)}, ${why}`,
    remedy: "Name a platform namespace, or a Service of one, instead of an address in the cluster.",
  };
}
