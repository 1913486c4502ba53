/** Hosts of the platform's own gateways: nobody's twice, and no tenant's. */
import type { Finding } from "../fault.ts";
import { enclosing, foldHost, isPublicSuffix, isWildcard, isWithin, overlaps } from "../hosts.ts";
import { listenerOf } from "../listeners.ts";
import type { Fleet, Gateway } from "../model.ts";
import type { Listener } from "../model/listener.ts";
import { sectionName } from "../names.ts";
import { eachGateway, found, quote, repeated, type Check, type Problem } from "./check.ts";
import { unlisted } from "./listed.ts";

export const routesAreWrittenAsServed: Check = eachGateway(({ id, gatewayApi, routesAs }) =>
  routesAs === "ingress" || gatewayApi
    ? []
    : [
        {
          path: ["routesAs"],
          message: `gateway ${quote(id)} does not serve the Gateway API, so nobody would answer for such routes`,
          remedy: 'Write "gatewayApi: true", or "routesAs: ingress".',
        },
      ],
);

export const listenersAreNamed: Check = eachGateway(({ id, listeners }) =>
  repeated(listeners.map(({ name }) => name)).map(({ value, at }) => ({
    path: ["listeners", at, "name"],
    message: `gateway ${quote(id)} has two listeners named ${quote(value)}`,
    remedy: "Give one of them another name.",
  })),
);

/** Longest name of a section (Gateway API v1.6, Listener.name). */
const longestSection = 253;

export const listenerHostsAreLegal: Check = eachGateway(({ id, listeners }) => {
  const hosts = listeners.flatMap(({ hosts: own }, at) =>
    own.map((host, nth) => ({ host, path: ["listeners", at, "hosts", nth] })),
  );
  return [
    ...hosts.flatMap(({ host, path }) => found(path, illegal(host))),
    ...repeated(hosts.map(({ host }) => host)).map(({ value, at }) => ({
      path: hosts[at]?.path ?? [],
      message: `gateway ${quote(id)} names host ${quote(value)} twice`,
      remedy: "Leave it to one listener: a host has one certificate.",
    })),
  ];
});

function illegal(host: string): Problem | undefined {
  if (foldHost(host) !== host) {
    return {
      message: `${quote(host)} is no legal host`,
      remedy: 'Write a bare DNS name in lower case, "*." in front at most.',
    };
  }
  if (isWildcard(host) && isPublicSuffix(host)) {
    return {
      message: `${quote(host)} stands for domains of many owners: what follows "*." is a public suffix`,
      remedy: "Name the hosts themselves, or a wildcard below a domain of your own.",
    };
  }
  if (sectionName("https", host).length > longestSection) {
    return { message: `${quote(host)} is too long for the name of a listener`, remedy: "Use a shorter host." };
  }
  return undefined;
}

/**
 * On a gateway inside the company as well: whoever asks it for a tenant's host would take its answer, and give it what is meant for
 * the tenant. Each host is looked up under the few patterns that enclose it.
 */
export function listenerHostsAreNoTenants({ domain, gateways, tenants }: Fleet): readonly Finding[] {
  const owners = new Map(tenants.flatMap(({ id, hosts }) => hosts.map((host) => [host, id] as const)));
  const wider = new Map(
    tenants.flatMap(({ id, hosts }) =>
      hosts.flatMap((host) => enclosing(host).map((pattern) => [pattern, { host, id }] as const)),
    ),
  );
  const problem = (host: string): Problem | undefined => {
    const why = "clients of this gateway would take its answers for the tenant's.";
    if (isWithin(host, domain) || overlaps(host, `*.${domain}`)) {
      const relation = isWithin(host, domain) || host === `*.${domain}` ? "lies in" : "takes in";
      return {
        message: `${quote(host)} ${relation} ${quote(domain)}, which is the tenants' alone`,
        remedy: `Remove it: ${why}`,
      };
    }
    const remedy = `Remove it here or, where it is not the tenant's, there: ${why}`;
    const over = enclosing(host).find((pattern) => owners.has(pattern));
    if (over !== undefined) {
      const relation = over === host ? "is a host" : `lies under host ${quote(over)}`;
      return { message: `${quote(host)} ${relation} of tenant ${quote(owners.get(over) ?? "")}`, remedy };
    }
    const below = wider.get(host);
    return (
      below && { message: `${quote(host)} takes in host ${quote(below.host)} of tenant ${quote(below.id)}`, remedy }
    );
  };
  return gateways.flatMap(({ listeners }, at) =>
    listeners.flatMap(({ hosts }, nth) =>
      hosts.flatMap((host, place) => found(["gateways", at, "listeners", nth, "hosts", place], problem(host))),
    ),
  );
}

export const listenersAreReached: Check = eachGateway((gateway) =>
  gateway.listeners.flatMap((listener, at) => found(["listeners", at, "secret"], unreached(listener, gateway))),
);

/** Envoy's redirect to HTTPS makes 443 of port 80, and leaves every other as it is; an HTTPRoute's names the port. */
function unreached({ name, secret }: Listener, { ports: { http, https }, routesAs }: Gateway): Problem | undefined {
  if (secret === undefined) {
    return http === false
      ? {
          message: `listener ${quote(name)} has none, and "ports.http: false" closes the only port that needs none`,
          remedy: "Name the Secret with its certificate, or open a port for HTTP.",
        }
      : undefined;
  }
  if (https === false) {
    return {
      message: `listener ${quote(name)} has a certificate, and "ports.https: false" closes the port for it`,
      remedy: "Open a port for HTTPS, or remove the certificate.",
    };
  }
  if (http === false || routesAs === "gateway-api" || (http === 80 && https === 443)) return undefined;
  return {
    message:
      http === 80
        ? `plain HTTP on port 80 would be sent to HTTPS on port 443, and it is on ${https}`
        : `plain HTTP on port ${http} would be sent to HTTPS on the same port, and it is on ${https}`,
    remedy: 'Close it with "ports.http: false", have ports 80 and 443, or write "routesAs: gateway-api".',
  };
}

export const listenersOfIngressesHaveRoutes: Check = eachGateway(({ listeners, routes, routesAs }) =>
  listeners.flatMap((listener, at) =>
    // A route for a host of no listener may be meant for it.
    routesAs === "gateway-api" || routes.some(({ host }) => [listener, undefined].includes(listenerOf(host, listeners)))
      ? []
      : [
          {
            path: ["listeners", at],
            message: `listener ${quote(listener.name)} has no route, and with "routesAs: ingress" nothing comes of it`,
            remedy: "Write a route for one of its hosts, or remove it.",
          },
        ],
  ),
);

export const listenersLetInThePlatforms: Check = eachGateway((gateway, fleet) =>
  gateway.listeners.flatMap(({ namespace }, at) =>
    namespace === undefined ? [] : found(["listeners", at, "namespace"], shut(namespace, gateway, fleet)),
  ),
);

function shut(namespace: string, gateway: Gateway, fleet: Fleet): Problem | undefined {
  const { watch, routesAs } = gateway;
  const remedy = "Remove it; routes of the gateway's own namespace always attach.";
  if (routesAs === "ingress") {
    return { message: 'has no effect with "routesAs: ingress": Ingresses attach to nothing', remedy };
  }
  if (watch === "own") {
    return { message: 'a gateway with "watch: own" sees no routes of other namespaces', remedy };
  }
  return unlisted(
    namespace,
    gateway,
    fleet,
    "List it under backendNamespaces: who writes routes for the gateway is for the platform to say.",
  );
}
