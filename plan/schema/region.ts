/** Facts of a cluster that NetworkPolicies and Service names are made of. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { cidr } from "./cidr.ts";
import { atLeastOne, host, isControllerName, label, quantity } from "./text.ts";
import { says } from "./words.ts";

/** The entry finds every tenant's gateway through a `dns` registry with a name below this domain. */
const dnsDomain = () =>
  host().refine(
    (domain) => isControllerName(`svc.${domain}`),
    says(
      "does not end in a part of letters only, and the controller drops registries with such names: the entry would find no tenant's gateway",
      "Give the cluster a DNS domain whose last part is two letters or more, and write that.",
    ),
  );

const capacitySchema = z
  .strictObject({
    cpu: quantity().describe('CPU in cores or millicores, in quotes: `"256"`.'),
    memory: quantity().describe("Memory in bytes, normally with a unit: `1Ti`."),
    pods: quantity().exactOptional().describe('Number of pods, in quotes: `"1100"`. Left out, pods are not counted.'),
  })
  .describe(
    "What the cluster has for Higress: the allocatable amounts of all its nodes, less what others of the cluster need. `npm run capacity` and the rule `fleet-capacity` hold the fleet against it; left out, the rule judges nothing and the command fails.",
  );

const regionSchema = z
  .strictObject({
    dnsDomain: dnsDomain().prefault(defaults.dnsDomain).describe("The cluster's DNS domain."),
    podCidrs: atLeastOne(cidr(), "network").describe("Networks that pods get their addresses from."),
    serviceCidrs: atLeastOne(cidr(), "network").describe("Networks that Services get their addresses from."),
    apiServerCidrs: atLeastOne(cidr(), "network").describe(
      "Addresses of the API server as NetworkPolicies see them: behind its Service, on most clusters those of the control plane's machines.",
    ),
    platformNamespaces: z
      .array(label())
      .prefault(defaults.platformNamespaces)
      .describe("Namespaces of the platform, for example `monitoring`, that tenants may name in network allowances."),
    capacity: capacitySchema.exactOptional(),
    egressCidrs: atLeastOne(
      cidr().refine(
        (text) => !text.endsWith("/0"),
        says("holds every address there is", "Name the nodes' networks, or the addresses of NAT gateways."),
      ),
      "network",
    )
      .exactOptional()
      .describe(
        "Addresses from which its pods reach what is beyond the cluster: the nodes' networks or those of NAT gateways. `npm run business-policy` writes them into policies of other clusters. Default: `podCidrs`, for networks that route them.",
      ),
    near: z
      .array(label())
      .exactOptional()
      .describe(
        "Regions that are near, for `shares` of backends: their destinations get the share `near`, those of all others `remote`. Not by force the other way round. Default: none.",
      ),
    drained: z
      .boolean()
      .exactOptional()
      .describe(
        "Whether it gives and takes no requests: no region leads to destinations there, and its entry is not published in DNS. All that runs there runs on. `npm run evacuate` writes it. Default: false.",
      ),
  })
  .describe("Facts of the cluster that serves one region.");

export const regionsSchema = z
  .record(label(), regionSchema)
  .refine(
    (regions) => Object.keys(regions).length > 0,
    says("names no region", "Give the facts of at least one region under its name."),
  )
  .describe("The regions of the environment by name. One stack runs one of them in one cluster.");
