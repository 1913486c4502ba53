/** Availability and environment: rules 76 to 78 of the catalogue. */
import type { Rule } from "../rule.ts";
import envGatewayFloor from "../rules/env-gateway-floor.ts";
import envHaObjects from "../rules/env-ha-objects.ts";
import envSegregation from "../rules/env-segregation.ts";
import releaseClusterName from "../rules/release-cluster-name.ts";

export const availability: readonly Rule[] = [
  envGatewayFloor, // 76
  envHaObjects, // 77
  envSegregation, // 78
  releaseClusterName, // 78
];
