/** The door of the pure core: fleet file → fleet → plan. */
export { parseFleet } from "./parse.ts";
export type { ParseResult, ReadMatching, Source, Unread } from "./parse.ts";
export { planFleet } from "./plan.ts";
export type { Surroundings } from "./plan.ts";
export { parseCrds } from "./crds.ts";
export type { CrdResult, CrdSource } from "./crds.ts";
export { formatFault, formatFaults } from "./fault.ts";
export type { Fault } from "./fault.ts";
export { fleetFacts } from "./facts.ts";
export { beforeOutputs, parseBefore } from "./before.ts";
export type { Before } from "./before.ts";
export { isProtected, retire } from "./retire.ts";
export { installationsOf, objectsOf } from "./contents.ts";
export type { Fleet } from "./model.ts";
export type * from "./manifests.ts";
export type { IssuedCertificate } from "./issuance.ts";
export type { HorizontalPodAutoscaler } from "./autoscaling.ts";
export type * from "./objects.ts";
