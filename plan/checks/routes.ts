/** Routes: hosts of the tenant's own, paths that mean what they say. */
import { covers, enclosing, foldHost } from "../hosts.ts";
import type { Route } from "../model.ts";
import { chartNames, closedServices, dnsLabel, systemHost } from "../names.ts";
import { eachRoute, eachTenant, found, quote, quoteAll, repeated, type Check } from "./check.ts";
import { notAPort } from "./ports.ts";

export const routesAreNamed: Check = eachTenant(({ id, routes }) => [
  ...routes.flatMap(({ name }, at) =>
    dnsLabel.test(name) && name.length <= 63
      ? []
      : [
          {
            path: ["routes", at, "name"],
            message: `${quote(name)} is no legal route name`,
            remedy: "Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.",
          },
        ],
  ),
  ...repeated(routes.map(({ name }) => name)).map(({ value, at }) => ({
    path: ["routes", at, "name"],
    message: `tenant ${quote(id)} has two routes named ${quote(value)}`,
    remedy: "Give one of them another name.",
  })),
]);

/** The entry sends a host where the tenant's hosts say, with the certificate that covers those, and a wildcard covers one label. */
export const routesServeTheTenantsHosts = eachRoute(({ host }, tenant, domain) => {
  const hosts = [systemHost(tenant.id, domain), ...tenant.hosts];
  const path = ["host"];
  if (foldHost(host) !== host) {
    return [{ path, message: `${quote(host)} is no legal host`, remedy: "Write a bare DNS name in lower case." }];
  }
  if (hosts.some((own) => covers(own, host))) return [];
  const wide = enclosing(host).find((pattern) => hosts.includes(pattern));
  return [
    wide === undefined
      ? {
          path,
          message: `${quote(host)} is no host of tenant ${quote(tenant.id)}`,
          remedy: `Use one of ${quoteAll(hosts)}, or list it under hosts.`,
        }
      : {
          path,
          message: `${quote(host)} lies under ${quote(wide)}, whose certificate covers one label only`,
          remedy: `List ${quote(host)} under hosts, and a certificate that covers it.`,
        },
  ];
});

/** What the API server or Envoy would refuse, rewrite or read as another path. */
const trickyPaths: readonly { readonly form: RegExp; readonly problem: string }[] = [
  { form: /[^\u0021-\u007e]/, problem: "has characters that clients send escaped" },
  { form: /\/\//, problem: 'has "//"' },
  { form: /\.\./, problem: 'has ".."' },
  { form: /\/\.(\/|$)/, problem: 'has "/."' },
  { form: /%2f/i, problem: "has an escaped slash" },
];

/** Characters that no path has unescaped, and what only patterns have; `$metadata`, `(1)` and `a+b` are paths. */
const regexForm = /[[\]{}^|\\?*]|\.\+|\$$/;

/** Near enough to RE2 (github.com/google/re2/wiki/Syntax): what both know, without what only backtracking engines have. */
function isRegex(text: string): boolean {
  const known = text
    .replace(/\(\?[imsU-]+(\)|:)/g, (_, end: string) => (end === ":" ? "(?:" : ""))
    .replaceAll("(?P<", "(?<");
  try {
    new RegExp(known);
    return !/\(\?<?[=!]|\\[1-9k]/.test(known);
  } catch {
    return false;
  }
}

export const pathsAreLegal = eachRoute(({ path: text, pathType }) => {
  const path = ["path"];
  if (!text.startsWith("/")) {
    return [{ path, message: `${quote(text)} is no path`, remedy: `Write ${quote(`/${text}`)}.` }];
  }
  const tricky = trickyPaths.find(({ form }) => form.test(text));
  if (tricky !== undefined) {
    return [
      {
        path,
        message: `path ${quote(text)} ${tricky.problem}`,
        remedy: "Write the path as clients send it, without detours.",
      },
    ];
  }
  if (pathType === "ImplementationSpecific" && !isRegex(text)) {
    return [
      {
        path,
        message: `path ${quote(text)} is no regular expression that Envoy can read`,
        remedy: "Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.",
      },
    ];
  }
  return pathType !== "ImplementationSpecific" && regexForm.test(text)
    ? [
        {
          path,
          message: `path ${quote(text)} reads like a pattern, but path type ${quote(pathType)} takes it letter by letter`,
          remedy: 'Use path type "ImplementationSpecific" for a regular expression; "Prefix" needs no "*" at the end.',
        },
      ]
    : [];
});

/** Prefix goes by whole parts of a path, so `/a` and `/a/` are one. */
const match = ({ host, path, pathType }: Route): string =>
  `${pathType} ${quote(host)} ${pathType === "Prefix" && path.length > 1 ? path.replace(/\/$/, "") : path}`;

export const routesAreDistinct: Check = eachTenant(({ routes }) =>
  repeated(routes.map(match)).map(({ value, at }) => ({
    path: ["routes", at],
    message: `route ${quote(routes[at]?.name ?? "")} answers the same host and path as ${quote(routes.find((route) => match(route) === value)?.name ?? "")}`,
    remedy: "Remove one of the two, or change its path.",
  })),
);

const own = [chartNames.gateway, chartNames.pluginServer, chartNames.redis, ...closedServices];

/** The controller's ports hand the tenant's whole configuration to anyone who asks; the gateway would call itself. */
export const routesLeaveHigressAlone = eachRoute(({ backend }) => {
  if (!("service" in backend)) return [];
  const { service, port } = backend;
  return [
    ...(own.some((each) => each === service)
      ? [
          {
            path: ["backend", "service"],
            message: `Service ${quote(service)} is Higress itself and cannot be a backend`,
            remedy: "Name the Service of the tenant's application.",
          },
        ]
      : []),
    ...(dnsLabel.test(service) && service.length <= 63
      ? []
      : [
          {
            path: ["backend", "service"],
            message: `${quote(service)} is no legal Service name`,
            remedy: "Write the bare name of a Service in the tenant's namespace.",
          },
        ]),
    ...found(["backend", "port"], notAPort(port)),
  ];
});
