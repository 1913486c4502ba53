/** Who reaches a console: somebody, by name, and never everybody. */
import type { Finding } from "../fault.ts";
import type { Fleet } from "../model.ts";
import type { Console } from "../model/servers.ts";
import { clusters, malformed, nobodys, translated } from "./blocks.ts";
import { distinct, found, quote, quoteAll, regionsOf, repeated, within, type Problem } from "./check.ts";
import { ownerOf } from "./owners.ts";

/** Shorter prefixes take in more than any one company has. */
const shortest = { ipv4: 8, ipv6: 32 };

interface Holder {
  readonly who: string;
  readonly console?: Console;
  readonly regions: readonly string[];
  /** Of a gateway of the platform. */
  readonly watch?: "own" | "all";
}

export const consolesHaveAnAllowList = (fleet: Fleet): readonly Finding[] => {
  const { gateways, tenants } = fleet;
  return [
    ...gateways.flatMap((each, at) =>
      within(["gateways", at], judge({ ...each, who: `gateway ${quote(each.id)}` }, fleet)),
    ),
    ...tenants.flatMap((each, at) =>
      within(["tenants", at], judge({ ...each, who: `tenant ${quote(each.id)}` }, fleet)),
    ),
  ];
};

function judge({ who, console, regions, watch }: Holder, fleet: Fleet): readonly Finding[] {
  if (console === undefined) return [];
  if (watch === "all") {
    return found(["console"], {
      message: `the controller of ${who} fills Secrets of every namespace into plugins that its console's people would write`,
      remedy: "Take the console away, or set watch to own.",
    });
  }
  const { sourceCidrs, namespaces } = console;
  if (sourceCidrs.length + namespaces.length === 0) {
    return found(["console"], {
      message: `the console of ${who} names nobody who may reach it`,
      remedy: "Name networks in sourceCidrs, platform namespaces in namespaces, or both.",
    });
  }
  const own = regionsOf(regions, fleet);
  return within(
    ["console"],
    [
      ...twice("sourceCidrs", sourceCidrs),
      ...twice("namespaces", namespaces),
      ...sourceCidrs.flatMap((cidr, at) => {
        const problem = malformed(cidr) ?? nobodys(cidr) ?? translated(cidr) ?? tooWide(cidr);
        const inside = () => own.flatMap(({ name, region }) => found([], clusters(cidr, name, region)));
        return within(["sourceCidrs", at], problem === undefined ? distinct(inside()) : found([], problem));
      }),
      ...namespaces.flatMap((namespace, at) => {
        const closed = own.filter(({ region }) => !region.platformNamespaces.includes(namespace));
        return closed
          .slice(0, 1)
          .flatMap(({ name, region }) =>
            found(["namespaces", at], notThePlatforms(namespace, name, region.platformNamespaces, fleet)),
          );
      }),
    ],
  );
}

const twice = (key: keyof Console, values: readonly string[]): readonly Finding[] =>
  repeated(values).map(({ value, at }) => ({
    path: [key, at],
    message: `${quote(value)} is named twice`,
    remedy: "Name it once.",
  }));

function tooWide(cidr: string): Problem | undefined {
  const length = Number(cidr.split("/")[1]);
  const least = cidr.includes(":") ? shortest.ipv6 : shortest.ipv4;
  if (length >= least) return undefined;
  return {
    message: `${quote(cidr)} is no allow-list, and the console writes routes and plugins`,
    remedy: `Name the networks of its people, of prefix length ${least} or longer.`,
  };
}

function notThePlatforms(namespace: string, region: string, platform: readonly string[], fleet: Fleet): Problem {
  const owner = ownerOf(namespace, fleet);
  if (owner !== undefined) {
    return {
      message: `namespace ${quote(namespace)} belongs to ${owner}, whose pods could reach the console`,
      remedy: "Name a namespace of the platform, where its people come from.",
    };
  }
  return {
    message: `namespace ${quote(namespace)} is no platform namespace of region ${quote(region)}`,
    remedy:
      (platform.length === 0 ? "List it under " : `Use one of ${quoteAll(platform)}, or list it under `) +
      `regions.${region}.platformNamespaces. Any tenant may declare egress to those: what leads to the console from there asks for a login.`,
  };
}
