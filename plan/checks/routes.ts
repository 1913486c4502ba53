/** Routes: hosts of the tenant's own, paths that mean what they say. */
import { covers, enclosing, foldHost } from "../hosts.ts";
import { dnsLabel, systemHost } from "../names.ts";
import {
  eachRoute,
  eachRouteOwner,
  eachTenantRoute,
  found,
  quote,
  quoteAll,
  repeated,
  type Check,
  type Problem,
} from "./check.ts";
import { readRegex } from "../regex.ts";
import { trafficFindings } from "../traffic/table.ts";
import { fallbackName, ingressNamed, plainRoutes } from "../variants.ts";

export const routesAreNamed: Check = eachRouteOwner(({ routes, what }) => [
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
    message: `${what} has two routes named ${quote(value)}`,
    remedy: "Give one of them another name.",
  })),
]);

/** By its name the gateway asks a plugin for a request, and counts: two of one name would be one. */
export const routesLeaveFallbacksTheirNames: Check = eachRouteOwner(({ routes }) => {
  const taken = routes.flatMap(plainRoutes);
  return routes.flatMap((route, at) =>
    plainRoutes(route).flatMap((plain) => {
      const by = taken.find((other) => fallbackName(other) === plain.name);
      if (by === undefined) return [];
      const variant = (route.variants ?? []).findIndex((one) => one === plain.variant);
      return [
        {
          path: ["routes", at, ...(variant < 0 ? [] : ["variants", variant]), "name"],
          message: `${quote(plain.name)} is what the controller calls the fallback of ${ingressNamed(by)}`,
          remedy: "Give it another name.",
        },
      ];
    }),
  );
});

/** The entry sends a host where the tenant's hosts say, with the certificate that covers those, and a wildcard covers one label. */
export const routesServeTheTenantsHosts = eachTenantRoute(({ host }, tenant, domain) => {
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
  { form: /%5c/i, problem: "has an escaped backslash" },
  // Envoy undoes it before it looks for a route, and so none would fit.
  { form: /%2e/i, problem: "has an escaped dot" },
  { form: /%([01][0-9a-f]|7f)/i, problem: "has an escaped control character" },
];

/** What no client sends in a path as it is. */
function unsent(text: string): Problem | undefined {
  const about = (problem: string, remedy: string): Problem => ({ message: `path ${quote(text)} ${problem}`, remedy });
  if (text.includes("?")) {
    return about(
      'has "?", where a path ends',
      `Leave out ${quote(text.slice(text.indexOf("?")))}, and ask for parameters under match.query; a regular expression needs path type "ImplementationSpecific".`,
    );
  }
  if (text.includes("#")) {
    return about(
      'has "#", which browsers keep for themselves with what follows',
      `Write ${quote(text.slice(0, text.indexOf("#")))}.`,
    );
  }
  if (/["<>`]/.test(text)) {
    return about("has signs that clients send escaped", `Write ${quote(text.replace(/["<>`]/g, encodeURIComponent))}.`);
  }
  return /%(?![0-9A-Fa-f]{2})/.test(text)
    ? about('has "%" with no two hexadecimal digits after it', 'Escape the sign itself as "%25".')
    : undefined;
}

/** Characters that no path has unescaped, and what only patterns have; `$metadata`, `(1)` and `a+b` are paths. */
const regexForm = /[[\]{}^|\\*]|\.\+|\$$/;

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
  if (pathType === "ImplementationSpecific") return found(path, patternProblem(text));
  const problem = unsent(text);
  if (problem !== undefined) return found(path, problem);
  return regexForm.test(text)
    ? [
        {
          path,
          message: `path ${quote(text)} reads like a pattern, but path type ${quote(pathType)} takes it letter by letter`,
          remedy: 'Use path type "ImplementationSpecific" for a regular expression; "Prefix" needs no "*" at the end.',
        },
      ]
    : [];
});

/** The controller puts ".*" behind the expression, and so behind the last of several alternatives only. */
function patternProblem(text: string): Problem | undefined {
  const read = readRegex(text);
  if ("problem" in read) {
    return {
      message: `path ${quote(text)} is no regular expression that Envoy can read: it ${read.problem}`,
      remedy: read.remedy,
    };
  }
  return read.hasOpenAlternatives
    ? {
        message: `path ${quote(text)} has "|" outside of parentheses, where each side would have to be a whole path`,
        remedy: 'Put the alternatives into parentheses: "/(a|b)".',
      }
    : undefined;
}

/** What the gateway cannot do with a route's requests. */
export const trafficIsPossible = eachRoute((route, owner) => trafficFindings(route, owner));
