/** What the entry does for clients: a tenant may be stricter than the entry, and looser only where the entry says so. */
import { addressesIn, containing, intersects } from "../cidr.ts";
import type { Finding } from "../fault.ts";
import { speaksGrpc } from "../grpc.ts";
import type { Fleet } from "../model.ts";
import type { Cipher, TlsVersion } from "../model/door.ts";
import { malformed, nobodys } from "./blocks.ts";
import { eachTenant, found, quote, quoteAll, repeated, within, type Check } from "./check.ts";

/** By name, the later is the newer. */
const isBelow = (version: TlsVersion, floor: TlsVersion): boolean => version < floor;

export const entrySpeaksTls = ({ entry: { tls } }: Fleet): readonly Finding[] => {
  const { minVersion, maxVersion, ciphers } = tls;
  return within(
    ["entry", "tls"],
    [
      ...(maxVersion !== undefined && isBelow(maxVersion, minVersion)
        ? [
            {
              path: ["maxVersion"],
              message: `${quote(maxVersion)} is below minVersion ${quote(minVersion)}, so no client could connect`,
              remedy: "Raise it, or remove it.",
            },
          ]
        : []),
      ...judgeCiphers(ciphers, minVersion),
    ],
  );
};

/** Whoever connects says the client's address, and every list of clients believes it. */
export const proxiesAreNamed = ({ entry }: Fleet): readonly Finding[] =>
  (["proxyProtocol", "forwardedFor"] as const).flatMap((key) => {
    const from = entry[key]?.from ?? [];
    const path = ["entry", key, "from"];
    const claims = "and whoever connects could claim any client's address";
    const remedy = `Name the ${key === "proxyProtocol" ? "load balancers" : "proxies"}' own networks.`;
    const each = from.flatMap((cidr, at) => {
      const problem = malformed(cidr) ?? nobodys(cidr);
      if (problem !== undefined || !cidr.endsWith("/0")) return found([...path, at], problem);
      return [{ path: [...path, at], message: `${quote(cidr)} is everybody, ${claims}`, remedy }];
    });
    const isLarge = addressesIn(from, "ipv4") > most.ipv4 || addressesIn(from, "ipv6") > most.ipv6;
    if (each.length > 0 || !isLarge) return each;
    const size = "the networks together have more addresses than a /8 of IPv4 or a /32 of IPv6";
    return [{ path, message: `${size}, ${claims}`, remedy }];
  });

/** As many as rule proxy-protocol-peers lets in by itself. */
const most = { ipv4: 1n << BigInt(32 - 8), ipv6: 1n << BigInt(128 - 32) };

/** Policy and load balancer let the proxies in, and none of them looks for a client behind. */
export const clientsBehindProxiesAreTheTenants = ({
  entry: { forwardedFor, sourceCidrs },
}: Fleet): readonly Finding[] =>
  forwardedFor === undefined || sourceCidrs.every((cidr) => cidr.endsWith("/0"))
    ? []
    : [
        {
          path: ["entry", "sourceCidrs"],
          message: "clients come by way of the proxies of entry.forwardedFor, so nothing would hold them to this list",
          remedy: "Remove it: keep clients out at the proxies, or by tenants[].entry.sourceCidrs.",
        },
      ];

export const tenantsAskNoLessTls: Check = eachTenant(({ entry: { tls } }, fleet) => {
  const { minVersion: floor, maxVersion, ciphers: offered } = fleet.entry.tls;
  const { minVersion = floor, ciphers } = tls;
  const foreign = (ciphers ?? []).flatMap((cipher, at) =>
    offered === undefined || offered.includes(cipher)
      ? []
      : [
          {
            path: ["ciphers", at],
            message: `cipher ${quote(cipher)} is none of the entry's`,
            remedy: `Use some of ${quoteAll(offered)}, or have the platform add it to entry.tls.ciphers.`,
          },
        ],
  );
  return within(
    ["entry", "tls"],
    [
      ...(isBelow(minVersion, floor)
        ? [
            {
              path: ["minVersion"],
              message: `${quote(minVersion)} is below the entry's ${quote(floor)}`,
              remedy: "Raise it, or leave it out: the floor is the platform's, entry.tls.minVersion.",
            },
          ]
        : []),
      ...(maxVersion !== undefined && isBelow(floor, minVersion) && isBelow(maxVersion, minVersion)
        ? [
            {
              path: ["minVersion"],
              message: `${quote(minVersion)} is above entry.tls.maxVersion ${quote(maxVersion)}, so no client could connect`,
              remedy: "Lower it, or have the platform raise entry.tls.maxVersion.",
            },
          ]
        : []),
      ...judgeCiphers(ciphers, minVersion),
      ...foreign,
    ],
  );
});

function judgeCiphers(ciphers: readonly Cipher[] | undefined, minVersion: TlsVersion): readonly Finding[] {
  if (ciphers === undefined) return [];
  if (minVersion === "TLSv1.3") {
    const message = 'ciphers are for TLS 1.2, and minVersion is "TLSv1.3"';
    return [{ path: ["ciphers"], message, remedy: "Remove them: those of TLS 1.3 cannot be chosen." }];
  }
  return repeated(ciphers).map(({ value, at }) => ({
    path: ["ciphers", at],
    message: `cipher ${quote(value)} is listed twice`,
    remedy: "List it once, where it stands in the order of preference.",
  }));
}

export const plainHttpIsAllowed: Check = eachTenant(({ id, entry: { redirect } }, fleet) =>
  redirect || fleet.entry.allowPlainHttp
    ? []
    : [
        {
          path: ["entry", "redirect"],
          message: `hosts of tenant ${quote(id)} would answer in the clear, which the entry does not allow`,
          remedy: "Remove it, or have the platform set entry.allowPlainHttp.",
        },
      ],
);

/** The list stands in one annotation, which says nothing of a client that the entry's own door keeps out. */
export const tenantClientsReachTheEntry: Check = eachTenant(({ id, entry: { sourceCidrs } }, fleet) =>
  within(
    ["entry", "sourceCidrs"],
    sourceCidrs.flatMap((cidr, at) => {
      const problem = malformed(cidr) ?? nobodys(cidr);
      if (problem !== undefined) return found([at], problem);
      if (cidr.endsWith("/0")) {
        const message = `${quote(cidr)} lets everybody in`;
        return [{ path: [at], message, remedy: "Remove it, or the whole list, which is there to keep clients out." }];
      }
      const wider = containing(sourceCidrs.toSpliced(at, 1), cidr);
      if (wider !== undefined) {
        return [
          { path: [at], message: `${quote(cidr)} is in ${quote(wider)} already`, remedy: "Keep one of the two." },
        ];
      }
      if (fleet.entry.sourceCidrs.some((allowed) => intersects(allowed, cidr))) return [];
      return [
        {
          path: [at],
          message: `clients of tenant ${quote(id)} in ${quote(cidr)} cannot reach the entry`,
          remedy: "Remove it, or have the platform add it to entry.sourceCidrs.",
        },
      ];
    }),
  ),
);

export const grpcPassesTheEntry: Check = eachTenant((tenant, { entry }) =>
  entry.http2 !== false
    ? []
    : tenant.routes.flatMap((route, at) =>
        speaksGrpc(route, tenant)
          ? [
              {
                path: ["routes", at, route.protocol === undefined ? "backend" : "protocol"],
                message: "gRPC needs HTTP/2, and the entry offers clients none",
                remedy: 'Remove "http2: false" from the entry, or lead gRPC to another gateway.',
              },
            ]
          : [],
      ),
);
