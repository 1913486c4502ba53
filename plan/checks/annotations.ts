/** What routes write into annotations: no more than an Ingress has room for, and nothing that policies refuse there. */
import { formatPath, type Finding } from "../fault.ts";
import type { Route, Tenant } from "../model.ts";
import type { Variant } from "../model/backend.ts";
import { tenantNamespace } from "../names.ts";
import { routeAnnotations, type Place } from "../routes.ts";
import type { Told } from "../traffic/table.ts";
import { plainRoutes } from "../variants.ts";
import { eachTenant, quote, regionsOf, within, type Check } from "./check.ts";

/** With variants. Each is an object that every change of the tenant's is planned beside, and that its controller watches. */
const mostIngresses = 1000;

export const routesAreFew = eachTenant(({ id, routes }) => {
  const count = routes.flatMap(plainRoutes).length;
  if (count <= mostIngresses) return [];
  return [
    {
      path: ["routes"],
      message: `the routes of tenant ${quote(id)} are ${count} Ingresses, variants included, and there is room for ${mostIngresses}`,
      remedy: "Have one route answer several paths, by a prefix or a regular expression, or make two tenants of it.",
    },
  ];
});

/** In each of its regions, since shares and names of Services differ between them; one finding of each path. */
const eachPlace = (check: (tenant: Tenant, place: Place) => readonly Finding[]): Check =>
  eachTenant((tenant, fleet) => {
    const findings = regionsOf(tenant.regions, fleet).flatMap(({ name, region: { dnsDomain } }) =>
      check(tenant, { namespace: tenantNamespace(tenant.id), region: name, dnsDomain, regions: fleet.regions }),
    );
    const places = findings.map(({ path }) => formatPath(path));
    return findings.filter((_, at) => places.indexOf(places[at] ?? "") === at);
  });

/** Of one Ingress: Kubernetes takes 256 KiB, and the rest is for annotations of other tools. */
const room = 200 * 1024;

/** Of all: the controller hands them to each of the gateway's pods at once, and the stack's state holds them. */
const roomTogether = 4 * 1024 * 1024;

export const annotationsFitTheIngress = eachPlace((tenant, place) => {
  const routes = tenant.routes.map((route) => plainRoutes(route).map((plain) => routeAnnotations(plain, place)));
  const together = sizeOf(routes.flat(2));
  return [
    ...routes.flatMap((plain, at) => {
      const told = plain.find((each) => sizeOf(each) > room);
      return told === undefined ? [] : within(["routes", at], [tooLarge(told)]);
    }),
    ...(together > roomTogether
      ? [
          {
            path: ["routes"],
            message: `the annotations of the routes of tenant ${quote(tenant.id)} take ${kibibytes(together)} together, and there is room for ${kibibytes(roomTogether)}`,
            remedy: "Shorten what many routes repeat, or make two tenants of it.",
          },
        ]
      : []),
  ];
});

function tooLarge(told: readonly Told[]): Finding {
  const largest = told.toSorted((a, b) => sizeOf([b]) - sizeOf([a]))[0]?.field ?? "name";
  const ofIt = told.filter(({ field }) => field === largest);
  return {
    path: [largest],
    message: `the route's annotations take ${kibibytes(sizeOf(told))}, ${kibibytes(sizeOf(ofIt))} of it for this, and an Ingress has room for ${kibibytes(room)}`,
    remedy: "Shorten it, or have the backend do some of it.",
  };
}

/** Bytes as Kubernetes counts them, of keys and values; all of ours are ASCII. */
const sizeOf = (told: readonly Told[]): number =>
  told
    .flatMap(({ annotations }) => Object.entries(annotations))
    .reduce((sum, [key, value]) => sum + key.length + value.length, 0);

const kibibytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KiB`;

/** By which people have put code into the configuration of other controllers: rule ingress-annotation-allowlist, and admission. */
const code = /_by_lua|\/var\/run\/secrets/i;

export const annotationsAreNoCode = eachPlace((tenant, place) =>
  tenant.routes.flatMap((route, at) =>
    within(
      ["routes", at],
      plainRoutes(route).flatMap((plain) =>
        routeAnnotations(plain, place).flatMap(({ field, annotations }) => {
          const path = plain.variant === undefined ? field : isWritten(plain.variant, route) ? "variants" : "backend";
          return Object.values(annotations).flatMap((value) => looksLikeCode(path, value));
        }),
      ),
    ),
  ),
);

/** Whether it is a variant of the file, and no preview of a blue-green backend. */
const isWritten = (variant: Variant, { variants = [] }: Route): boolean => variants.includes(variant);

function looksLikeCode(field: string, value: string): readonly Finding[] {
  const [word] = code.exec(value) ?? [];
  if (word === undefined) return [];
  return [
    {
      path: [field],
      message: `has ${quote(word)} in it, which policies and admission refuse in every annotation`,
      remedy: "Write it otherwise: in other gateways code and stolen tokens came in by it.",
    },
  ];
}
