/** What routes write into annotations: no more than an Ingress has room for, and nothing that policies refuse there. */
import { formatPath, type Finding } from "../fault.ts";
import type { Fleet, Route } from "../model.ts";
import type { Variant } from "../model/backend.ts";
import type { RoutesAs } from "../model/listener.ts";
import { gatewayNamespace, tenantNamespace } from "../names.ts";
import { routeAnnotations, type Place } from "../routes.ts";
import type { Told } from "../traffic/table.ts";
import { plainRoutes } from "../variants.ts";
import { quote, regionsOf, within, type Check } from "./check.ts";

/** Whoever has routes: a tenant, or a gateway of the platform. */
interface Owner {
  readonly kind: "tenant" | "gateway";
  readonly id: string;
  readonly namespace: string;
  readonly regions: readonly string[];
  readonly routes: readonly Route[];
  readonly routesAs: RoutesAs;
}

/** A check of one owner at a time; paths begin inside the owner. */
const eachOwner =
  (check: (owner: Owner, fleet: Fleet) => readonly Finding[]): Check =>
  (fleet) => [
    ...fleet.gateways.flatMap((gateway, at) =>
      within(["gateways", at], check({ ...gateway, kind: "gateway", namespace: gatewayNamespace(gateway.id) }, fleet)),
    ),
    ...fleet.tenants.flatMap((tenant, at) =>
      within(
        ["tenants", at],
        check({ ...tenant, kind: "tenant", namespace: tenantNamespace(tenant.id), routesAs: "ingress" }, fleet),
      ),
    ),
  ];

const named = ({ kind, id }: Owner): string => `${kind} ${quote(id)}`;

/** With variants. Each is an object that every change of the owner's is planned beside, and that its controller watches. */
const mostObjects = 1000;

export const routesAreFew = eachOwner((owner) => {
  const count = owner.routes.flatMap(plainRoutes).length;
  if (count <= mostObjects) return [];
  const objects = owner.routesAs === "ingress" ? "Ingresses" : "routes of the Gateway API";
  return [
    {
      path: ["routes"],
      message: `the routes of ${named(owner)} are ${count} ${objects}, variants included, and there is room for ${mostObjects}`,
      remedy: `Have one route answer several paths, by a prefix or a regular expression, or make two ${owner.kind}s of it.`,
    },
  ];
});

/** In each of its regions, since shares and names of Services differ between them; one finding of each path. Routes of the Gateway API have no annotations. */
const eachPlace = (check: (owner: Owner, place: Place) => readonly Finding[]): Check =>
  eachOwner((owner, fleet) => {
    if (owner.routesAs !== "ingress") return [];
    const findings = regionsOf(owner.regions, fleet).flatMap(({ name, region: { dnsDomain } }) =>
      check(owner, { namespace: owner.namespace, region: name, dnsDomain, regions: fleet.regions }),
    );
    const places = findings.map(({ path }) => formatPath(path));
    return findings.filter((_, at) => places.indexOf(places[at] ?? "") === at);
  });

/** Of one Ingress: Kubernetes takes 256 KiB, and the rest is for annotations of other tools. */
const room = 200 * 1024;

/** Of all: the controller hands them to each of the gateway's pods at once, and the stack's state holds them. */
const roomTogether = 4 * 1024 * 1024;

export const annotationsFitTheIngress = eachPlace((owner, place) => {
  const routes = owner.routes.map((route) => plainRoutes(route).map((plain) => routeAnnotations(plain, place)));
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
            message: `the annotations of the routes of ${named(owner)} take ${kibibytes(together)} together, and there is room for ${kibibytes(roomTogether)}`,
            remedy: `Shorten what many routes repeat, or make two ${owner.kind}s of it.`,
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

export const annotationsAreNoCode = eachPlace((owner, place) =>
  owner.routes.flatMap((route, at) =>
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
