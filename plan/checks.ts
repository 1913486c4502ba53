/** What must hold across the fleet, and no schema of one setting can say. To add one: a function in checks/, a line here, in route-checks.ts or plugin-checks.ts, its test. */
import { groupsAreThePlatforms } from "./checks/access.ts";
import { registriesAreNotEmpty, registriesAreReachable, registryNetworksAreOutside } from "./checks/addresses.ts";
import { balancersHaveAddressesOfTheirOwn } from "./checks/balancers.ts";
import { capacitiesAreAmounts } from "./checks/capacity.ts";
import {
  certificateNamesAreLegal,
  certificatesBelongToOneTenant,
  certificatesServeTheTenant,
  hostsAreCovered,
} from "./checks/certificates.ts";
import {
  canaryHasInstallations,
  canaryIsAnotherChart,
  chartsAreSupported,
  crdsAreTheNewestCharts,
} from "./checks/charts.ts";
import type { Check } from "./checks/check.ts";
import { consolesHaveAnAllowList } from "./checks/consoles.ts";
import {
  clusterNetworksAreApart,
  clusterNetworksAreKnown,
  clusterNetworksAreLegal,
  sourcesAreLegal,
} from "./checks/cidrs.ts";
import * as discovery from "./checks/discovery.ts";
import {
  clientsBehindProxiesAreTheTenants,
  entrySpeaksTls,
  plainHttpIsAllowed,
  proxiesAreNamed,
  tenantClientsReachTheEntry,
  tenantsAskNoLessTls,
} from "./checks/doors.ts";
import { askingHostsHaveNoWayAround, askingHostsSpeakTls, authoritiesHaveTheirSecrets } from "./checks/clients.ts";
import { gatewayApisHaveTheirCrds } from "./checks/gateway-api.ts";
import {
  backendNamespacesAreOutside,
  gatewaysServeDistinctPorts,
  nodePortsAreDistinct,
  oneGatewayServesNginx,
  serviceSettingsHaveAnEffect,
} from "./checks/gateways.ts";
import * as listeners from "./checks/listeners.ts";
import { domainIsLegal, hostsAreTheTenantsToClaim, hostsFitTheNamespace, hostsHaveOneTenant } from "./checks/hosts.ts";
import {
  issuedNamesAreTheTenants,
  issuedSecretsAreTheTenants,
  issuersAreKnown,
  issuersAreNamedOnce,
  issuersRenewInTime,
} from "./checks/issuers.ts";
import { limitsAdmitTheGateway, limitsAreInOrder, limitsAreQuantities, limitsFitTheQuota } from "./checks/limits.ts";
import {
  answersFitTheConfigMap,
  answersHaveAServer,
  maintenanceHasAPage,
  pageServerHasAnImage,
  pagesAreElsewhere,
} from "./checks/maintenance.ts";
import { derivedNamesAreDistinct, environmentAndRegionsAreNamed, idsAreLegal } from "./checks/names.ts";
import { metricsAreThePlatforms, monitorLabelsAreFree, ownAlertsAreMade } from "./checks/monitoring.ts";
import {
  allowancesNamePlatformNamespaces,
  allowancesNamePorts,
  allowancesStayOutsideTheCluster,
  ingressOpensGatewayPortsOnly,
} from "./checks/network.ts";
import { hostsCanBeProven, proofsFitTheFleet } from "./checks/proofs.ts";
import { overridesAreForItsRegions, overridesMakeADifference } from "./checks/overrides.ts";
import {
  quotaAmountsAreLegal,
  quotaHoldsTheGateway,
  quotaKeysAreKnown,
  tenantsStayBehindTheEntry,
} from "./checks/quota.ts";
import {
  fleetHasRegions,
  nearRegionsAreOthers,
  platformNamespacesAreThePlatforms,
  regionsExist,
  someRegionAnswers,
} from "./checks/regions.ts";
import * as registries from "./checks/registries.ts";
import { serversHaveAmounts } from "./checks/servers.ts";
import { autoscalersHaveRoom, resourcesAreAmounts } from "./checks/sizes.ts";
import type { Finding } from "./fault.ts";
import { findingsInRegions } from "./in-region.ts";
import type { Fleet } from "./model.ts";
import { pluginChecks } from "./plugin-checks.ts";
import { routeChecks } from "./route-checks.ts";

/** In the order in which findings are told. */
export const checks: readonly Check[] = [
  environmentAndRegionsAreNamed,
  idsAreLegal,
  derivedNamesAreDistinct,
  fleetHasRegions,
  regionsExist,
  nearRegionsAreOthers,
  someRegionAnswers,
  overridesAreForItsRegions,
  overridesMakeADifference,
  platformNamespacesAreThePlatforms,
  clusterNetworksAreKnown,
  clusterNetworksAreLegal,
  clusterNetworksAreApart,
  capacitiesAreAmounts,
  chartsAreSupported,
  crdsAreTheNewestCharts,
  canaryIsAnotherChart,
  canaryHasInstallations,
  metricsAreThePlatforms,
  monitorLabelsAreFree,
  ownAlertsAreMade,
  sourcesAreLegal,
  gatewaysServeDistinctPorts,
  serviceSettingsHaveAnEffect,
  nodePortsAreDistinct,
  balancersHaveAddressesOfTheirOwn,
  gatewayApisHaveTheirCrds,
  oneGatewayServesNginx,
  backendNamespacesAreOutside,
  ...Object.values(listeners),
  domainIsLegal,
  hostsAreTheTenantsToClaim,
  hostsHaveOneTenant,
  hostsFitTheNamespace,
  hostsCanBeProven,
  proofsFitTheFleet,
  certificateNamesAreLegal,
  hostsAreCovered,
  certificatesServeTheTenant,
  certificatesBelongToOneTenant,
  issuersAreNamedOnce,
  issuersRenewInTime,
  issuersAreKnown,
  issuedNamesAreTheTenants,
  issuedSecretsAreTheTenants,
  askingHostsHaveNoWayAround,
  askingHostsSpeakTls,
  authoritiesHaveTheirSecrets,
  entrySpeaksTls,
  proxiesAreNamed,
  clientsBehindProxiesAreTheTenants,
  tenantsAskNoLessTls,
  plainHttpIsAllowed,
  tenantClientsReachTheEntry,
  resourcesAreAmounts,
  autoscalersHaveRoom,
  serversHaveAmounts,
  consolesHaveAnAllowList,
  quotaKeysAreKnown,
  quotaAmountsAreLegal,
  quotaHoldsTheGateway,
  tenantsStayBehindTheEntry,
  maintenanceHasAPage,
  pagesAreElsewhere,
  answersHaveAServer,
  pageServerHasAnImage,
  answersFitTheConfigMap,
  limitsAreQuantities,
  limitsAreInOrder,
  limitsAdmitTheGateway,
  limitsFitTheQuota,
  groupsAreThePlatforms,
  allowancesNamePorts,
  ingressOpensGatewayPortsOnly,
  allowancesStayOutsideTheCluster,
  allowancesNamePlatformNamespaces,
  ...Object.values(registries),
  registriesAreNotEmpty,
  registriesAreReachable,
  registryNetworksAreOutside,
  ...Object.values(discovery),
  ...routeChecks,
  ...pluginChecks,
];

/** Everything wrong with the fleet, check by check, each in the order of the file. Paths point into the fleet. */
export function checkFleet(fleet: Fleet): readonly Finding[] {
  const findings = everyCheck(fleet);
  return [...findings, ...findingsInRegions(fleet, findings, everyCheck)];
}

const everyCheck = (fleet: Fleet): readonly Finding[] => checks.flatMap((check) => check(fleet));
