/** For each rule one change, as a careless person makes it, that it must notice in any lawful world. */
import type { Facts } from "../../policy/facts.ts";
import { availability } from "./mutations/availability.ts";
import { discovery } from "./mutations/discovery.ts";
import { entry } from "./mutations/entry.ts";
import { gatewayApi } from "./mutations/gateway-api.ts";
import { namespace } from "./mutations/namespace.ts";
import { network } from "./mutations/network.ts";
import { plugins } from "./mutations/plugins.ts";
import { plumbing } from "./mutations/plumbing.ts";
import { quota } from "./mutations/quota.ts";
import { rbac } from "./mutations/rbac.ts";
import { release } from "./mutations/release.ts";
import { secrets } from "./mutations/secrets.ts";
import { topology } from "./mutations/topology.ts";
import type { Careless, Mutation, Place } from "./mutations/mutation.ts";

/**
 * By id of the rule.
 * @param facts of the worlds to change; the first two tenants suffer, of whom the first needs a registry and a route
 */
export function mutationsOf(facts: Facts): Readonly<Record<string, Careless>> {
  const [one, other] = facts.tenants;
  const [host] = one?.hosts ?? [];
  if (one === undefined || other === undefined || host === undefined) throw new Error("two tenants are needed");
  const place: Place = {
    ...{ facts, one, other, host },
    release: `Release ${one.namespace}`,
    route: `Ingress ${facts.entry.namespace}/${one.id}`,
  };
  const groups = [
    plumbing,
    topology,
    namespace,
    quota,
    network,
    entry,
    release,
    rbac,
    plugins,
    discovery,
    gatewayApi,
    availability,
    secrets,
  ];
  const all = groups.flatMap((group) => Object.entries(group(place)));
  return Object.fromEntries(all.map(([id, each]) => [id, careless(each)]));
}

const careless = (each: Mutation | Careless): Careless =>
  typeof each === "function" ? { mutate: each, also: [] } : each;
