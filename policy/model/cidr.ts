/** Addresses that a registry must not lead to. */
import ipaddr from "ipaddr.js";
import { mechanismOf } from "./cidr-embedded.ts";
import { addressSet, noAddress } from "./cidr-set.ts";

/** Where clouds answer with the machine's credentials, beside the link-local addresses. */
export const metadataServices = [
  "100.100.100.200/32", // Alibaba Cloud
  "168.63.129.16/32", // Azure
  "192.0.0.192/32", // Oracle Cloud
  "fd00:ec2::23/128", // AWS: identities of Pods
  "fd00:ec2::254/128", // AWS
  "fd20:ce::254/128", // Google Cloud
];

/** The own link (RFC 3927, RFC 4291 2.5.6), where most metadata services answer, and those elsewhere. */
export const metadataCidrs: readonly string[] = ["169.254.0.0/16", "fe80::/10", ...metadataServices];

/** RFC 1918, RFC 4193. */
export const privateCidrs: readonly string[] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/** Ranges in ipaddr.js's words that may hold a registry or a backend. */
const harmless = ["unicast", "private", "uniqueLocal", "carrierGradeNat", "reserved"];

/** IPv4 in the forms resolvers still take (`127.1`, `0x7f000001`), IPv6 with or without brackets. */
export function isAddress(text: string): boolean {
  return ipaddr.isValid(unbracketed(text));
}

/** Why an address is out of bounds, or undefined. `clusterCidrs`: pods, services and API server. */
export function forbiddenAddress(text: string, clusterCidrs: readonly string[]): string | undefined {
  // An IPv4 address inside IPv6 (::ffff:127.0.0.1) is judged as what it leads to.
  const address = ipaddr.process(unbracketed(text));
  const mechanism = mechanismOf(addressSet(address.toString()) ?? noAddress);
  if (mechanism !== undefined) return `stands for an IPv4 address (${mechanism})`;
  const range = address.range();
  if (!harmless.includes(range)) return `is ${range}`;
  if (metadataServices.some((cidr) => contains(cidr, address))) return "is a cloud's metadata service";
  if (clusterCidrs.some((cidr) => contains(cidr, address))) return "lies in the cluster's own networks";
  return undefined;
}

function contains(cidr: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return network.kind() === address.kind() && address.match(network, bits);
}

const unbracketed = (text: string): string => text.replace(/^\[(.*)\]$/, "$1");
