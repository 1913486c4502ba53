/** Every rule of the pack, by its group, in the order of the catalogue. */
import type { Rule } from "./rule.ts";
import { availability } from "./groups/availability.ts";
import { discovery } from "./groups/discovery.ts";
import { entry } from "./groups/entry.ts";
import { gatewayApi } from "./groups/gateway-api.ts";
import { namespace } from "./groups/namespace.ts";
import { network } from "./groups/network.ts";
import { plugins } from "./groups/plugins.ts";
import { plumbing } from "./groups/plumbing.ts";
import { quota } from "./groups/quota.ts";
import { rbac } from "./groups/rbac.ts";
import { release } from "./groups/release.ts";
import { secrets } from "./groups/secrets.ts";
import { topology } from "./groups/topology.ts";

/** Rules by group; what a group keeps safe is in docs/isolation.md. */
export const groups: Readonly<Record<string, readonly Rule[]>> = {
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
  "gateway-api": gatewayApi,
  availability,
  secrets,
};

export const rules: readonly Rule[] = Object.values(groups).flat();
