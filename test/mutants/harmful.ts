/** Every change that breaks a guarantee, by theme. */
import { availability } from "./harmful/availability.ts";
import { destinations } from "./harmful/destinations.ts";
import { discovery } from "./harmful/discovery.ts";
import { entry } from "./harmful/entry.ts";
import { foreignKinds } from "./harmful/foreign-kinds.ts";
import { gatewayApi } from "./harmful/gateway-api.ts";
import { namespace } from "./harmful/namespace.ts";
import { network } from "./harmful/network.ts";
import { platformGateways } from "./harmful/platform-gateways.ts";
import { pluginScope } from "./harmful/plugin-scope.ts";
import { plugins } from "./harmful/plugins.ts";
import { plumbing } from "./harmful/plumbing.ts";
import { quota } from "./harmful/quota.ts";
import { rbac } from "./harmful/rbac.ts";
import { release } from "./harmful/release.ts";
import { secrets } from "./harmful/secrets.ts";
import { services } from "./harmful/services.ts";
import type { Harmful } from "./mutant.ts";

export const harmfulOperators: readonly Harmful[] = [
  ...plumbing,
  ...namespace,
  ...quota,
  ...network,
  ...services,
  ...entry,
  ...release,
  ...rbac,
  ...plugins,
  ...pluginScope,
  ...discovery,
  ...destinations,
  ...gatewayApi,
  ...platformGateways,
  ...foreignKinds,
  ...availability,
  ...secrets,
];
