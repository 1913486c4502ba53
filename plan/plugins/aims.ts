/** Which requests a rule of a plugin is for. */
import { enclosing } from "../hosts.ts";
import type { Route } from "../model.ts";
import { fallbackName, plainRoutes } from "../variants.ts";

/**
 * Every name by which the gateway knows requests of a route: those of its Ingresses, and of what the controller makes of its fallback, to
 * which anybody can send a request by two headers.
 */
export const namesOf = (route: Route): readonly string[] =>
  plainRoutes(route).flatMap((plain) => [plain.name, fallbackName(plain) ?? []].flat());

/** Likewise of all routes whose every request is for one of the hosts. */
export const namesBelow = (hosts: readonly string[], routes: readonly Route[]): readonly string[] =>
  routes.filter(({ host }) => enclosing(host).some((pattern) => hosts.includes(pattern))).flatMap(namesOf);
