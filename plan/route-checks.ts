/** What must hold of routes and of what answers them. To add one: a function in checks/, a line here, its test. */
import { annotationsAreNoCode, annotationsFitTheIngress, routesAreFew } from "./checks/annotations.ts";
import { routesLeaveHigressAlone } from "./checks/backends.ts";
import type { Check } from "./checks/check.ts";
import { destinationPortsAreLegal, destinationsAreDistinct, weightsMakeAWhole } from "./checks/destinations.ts";
import { grpcPassesTheEntry } from "./checks/doors.ts";
import {
  gatewaysLeadToServices,
  hostsHaveOneKindOfRoute,
  redirectsFitTheCrds,
  routesCanBeSaid,
  routesServeTheListenersHosts,
} from "./checks/gateway-routes.ts";
import { gatewaysLeadWhereTheyMay, tenantsLeadToTheirOwn } from "./checks/reach.ts";
import {
  pathsAreLegal,
  routesAreNamed,
  routesLeaveFallbacksTheirNames,
  routesServeTheTenantsHosts,
  trafficIsPossible,
} from "./checks/routes.ts";
import { routesAreReached } from "./checks/shadows.ts";
import { backendsAreToldOnce } from "./checks/shared-backends.ts";
import { destinationsStandInRegions, sharesFitTheDestinations, somethingTakesRequests } from "./checks/shares.ts";
import { variantsAreNamed, variantsMakeADifference } from "./checks/variants.ts";

/** In the order in which findings are told. */
export const routeChecks: readonly Check[] = [
  routesAreNamed,
  routesLeaveFallbacksTheirNames,
  routesServeTheTenantsHosts,
  routesServeTheListenersHosts,
  pathsAreLegal,
  routesLeaveHigressAlone,
  variantsAreNamed,
  variantsMakeADifference,
  routesAreReached,
  trafficIsPossible,
  routesAreFew,
  annotationsFitTheIngress,
  annotationsAreNoCode,
  backendsAreToldOnce,
  grpcPassesTheEntry,
  weightsMakeAWhole,
  destinationsStandInRegions,
  sharesFitTheDestinations,
  somethingTakesRequests,
  destinationsAreDistinct,
  destinationPortsAreLegal,
  gatewaysLeadToServices,
  gatewaysLeadWhereTheyMay,
  tenantsLeadToTheirOwn,
  routesCanBeSaid,
  redirectsFitTheCrds,
  hostsHaveOneKindOfRoute,
];
