/** Networks and addresses as people write them. */
import { addressCidr, foldCidr, networkOf } from "../cidr.ts";
import { folded } from "./text.ts";
import { says } from "./words.ts";

/** A network in CIDR notation, in its normal form. */
export const cidr = () =>
  folded(
    /^[0-9A-Fa-f.:]+\/\d{1,3}$/,
    (text) => {
      const spelling = foldCidr(text);
      return spelling !== undefined && spelling === networkOf(spelling) ? spelling : undefined;
    },
    (text) => {
      const spelling = foldCidr(text);
      return spelling === undefined ? noNetwork(text) : hostBits(spelling);
    },
  );

function noNetwork(text: string): string {
  const one = addressCidr(text);
  return one === undefined
    ? says("is not a network", 'Write address and prefix length: "10.0.0.0/16" or "fd00:10::/48".')
    : says("has no prefix length", `Write "${one}" for this one address.`);
}

/** Cutting them off might hide a slip of the pen. */
function hostBits(cidr: string): string {
  const address = cidr.slice(0, cidr.indexOf("/"));
  return says(
    "is an address inside a network, not the network",
    `Write "${networkOf(cidr) ?? cidr}" for the network or "${addressCidr(address) ?? address}" for the one address.`,
  );
}

/** An address of either family, without brackets or port. */
export const isAddress = (text: string): boolean => addressCidr(text) !== undefined;
