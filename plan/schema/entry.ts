/** The entry: the gateway that all traffic enters by. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { cidr } from "./cidr.ts";
import { annotations, installed } from "./gateway.ts";
import { loadBalancer } from "./load-balancer.ts";
import { quotaSchema } from "./quota.ts";
import { pageServerSetting } from "./servers.ts";
import { whole } from "./sizes.ts";
import { atLeastOne } from "./text.ts";
import { cipherList, tlsVersion } from "./protocols.ts";

const tls = z
  .strictObject({
    minVersion: tlsVersion()
      .prefault(defaults.entry.tls.minVersion)
      .describe("Oldest version that clients may speak. A tenant may ask for more and never for less."),
    maxVersion: tlsVersion().exactOptional().describe("Latest version. Default: the latest that Envoy speaks."),
    ciphers: cipherList()
      .exactOptional()
      .describe(
        "Ciphers for TLS 1.2 by OpenSSL's names, best first; those of TLS 1.3 nobody can choose. Default: all that may stand here.",
      ),
  })
  .prefault({})
  .describe("What the entry speaks with clients.");

/** More in a row are a slip of the hand, and each is somebody who can claim any client's address. */
const mostHops = 5;

export const entrySchema = z
  .strictObject({
    ...installed(),
    pageServer: pageServerSetting(),
    sourceCidrs: atLeastOne(cidr(), "network")
      .prefault(defaults.entry.sourceCidrs)
      .describe("Clients that may reach the entry."),
    serviceAnnotations: annotations().describe(
      "Annotations of the entry's LoadBalancer Service, for the cloud's controller.",
    ),
    loadBalancer: loadBalancer(),
    tls,
    allowPlainHttp: z
      .boolean()
      .prefault(defaults.entry.allowPlainHttp)
      .describe("Whether tenants may have their hosts answer over plain HTTP too, with `redirect: false`."),
    http2: z.boolean().exactOptional().describe("Whether HTTP/2 is offered in TLS. Default: yes."),
    proxyProtocol: z
      .strictObject({
        from: atLeastOne(cidr(), "network").describe(
          "Addresses of the load balancers, as the entry's pods see them. Nobody else can connect to it then.",
        ),
      })
      .exactOptional()
      .describe(
        "For load balancers that open connections of their own and write the client's address before each (PROXY protocol). Default: the address that a connection comes from is the client's.",
      ),
    forwardedFor: z
      .strictObject({
        hops: whole(1, mostHops).describe("How many proxies stand one behind the other."),
        from: atLeastOne(cidr(), "network").describe(
          "Addresses of the nearest, as the entry or its load balancer sees them. Nobody else can connect then.",
        ),
      })
      .exactOptional()
      .describe(
        "For HTTP proxies before the entry, a content delivery network or a firewall, each of which adds to `X-Forwarded-For` whom it heard from. Default: there are none, and the header is not believed.",
      ),
    quota: quotaSchema,
  })
  .prefault({})
  .describe("The gateway that all traffic enters by.");
