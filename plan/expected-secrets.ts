/** Secrets that a region's gateways need and the program does not fill: whose business each is, and what must be in it. */
import { loginOf } from "./credentials.ts";
import type { FleetPath } from "./fault.ts";
import { overrideIn, tenantsIn } from "./in-region.ts";
import type { Fleet, Gateway, Route, Tenant } from "./model.ts";
import { isMade, isWritten } from "./model/certificate.ts";
import { entryId, entryNamespace, gatewayNamespace, systemHost, tenantNamespace } from "./names.ts";
import { sortedBy } from "./order.ts";
import { secretsOf } from "./plugins/texts.ts";
import { runningIn } from "./site.ts";

/** What somebody needs a Secret for. */
export type SecretUse =
  | "images"
  /** Of a tenant's hosts, at the entry. */
  | "certificate"
  | "client-authority"
  /** Of a listener of a gateway of the platform. */
  | "listener"
  | "backend-tls"
  /** To a registry of services. */
  | "login"
  /** Put as it is into the JSON that a plugin is told. */
  | "plugin";

export interface SecretNeed {
  /** Id of the tenant or gateway that needs it, or the entry's. */
  readonly id: string;
  readonly use: SecretUse;
  /** Not empty. */
  readonly keys: readonly string[];
  /** Setting of the fleet that names it. */
  readonly path: FleetPath;
}

export interface ExpectedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Not empty; entry, gateways, tenants, each in the order of the file. */
  readonly needs: readonly SecretNeed[];
}

interface Placed extends SecretNeed {
  readonly namespace: string;
  readonly name: string;
}

/** Sorted by namespace and name. Keys that the program invents in a Secret of the same name are not among them. */
export function expectedSecrets(fleet: Fleet, region: string): readonly ExpectedSecret[] {
  const gateways = runningIn(region, fleet.gateways);
  const tenants = tenantsIn(region, fleet.tenants);
  const invented = new Set(tenants.flatMap(inventedFor));
  const needs = [
    ...pulling(fleet, entryId, entryNamespace),
    ...gateways.flatMap((gateway) => [
      ...pulling(fleet, gateway.id, gatewayNamespace(gateway.id)),
      ...ofGateway(gateway, ["gateways", fleet.gateways.findIndex(({ id }) => id === gateway.id)]),
    ]),
    ...tenants.flatMap((tenant) => {
      const at = fleet.tenants.findIndex(({ id }) => id === tenant.id);
      return [
        ...pulling(fleet, tenant.id, tenantNamespace(tenant.id)),
        ...ofTenant(tenant, ["tenants", at], region, fleet.domain),
      ];
    }),
  ].map((need) => ({ ...need, keys: need.keys.filter((key) => !invented.has(placeOf(need, key))) }));
  const bySecret = Object.groupBy(
    needs.filter(({ keys }) => keys.length > 0),
    (need) => placeOf(need),
  );
  return sortedBy(Object.entries(bySecret), ([place]) => place).flatMap(([, same = []]) => {
    const [first] = same;
    if (first === undefined) return [];
    const { namespace, name } = first;
    return [{ namespace, name, needs: same.map(({ id, use, keys, path }) => ({ id, use, keys, path })) }];
  });
}

const placeOf = ({ namespace, name }: Pick<Placed, "namespace" | "name">, key = ""): string =>
  `${namespace}/${name}/${key}`;

const inventedFor = ({ id, registries }: Tenant): readonly string[] =>
  registries.flatMap((registry) => {
    const login = loginOf(registry);
    if (login?.generate !== true) return [];
    return login.keys.map((key) => placeOf({ namespace: tenantNamespace(id), name: login.secret }, key));
  });

/** Whatever runs there has all of them (servers.ts); a gateway that fetches plugins takes the first to the registry (plugins/source.ts). */
const pulling = ({ higress }: Fleet, id: string, namespace: string): readonly Placed[] =>
  higress.imagePullSecrets.map((name, at) => ({
    id,
    namespace,
    name,
    use: "images",
    keys: [".dockerconfigjson"],
    path: ["higress", "imagePullSecrets", at],
  }));

const pair = ["tls.crt", "tls.key"];

function ofGateway({ id, listeners, routes }: Gateway, path: FleetPath): readonly Placed[] {
  const here = { id, namespace: gatewayNamespace(id) };
  return [
    ...listeners.flatMap(({ secret }, at): readonly Placed[] =>
      secret === undefined
        ? []
        : [{ ...here, name: secret, use: "listener", keys: pair, path: [...path, "listeners", at, "secret"] }],
    ),
    ...toBackends(here, routes, path),
  ];
}

function ofTenant(tenant: Tenant, path: FleetPath, region: string, domain: string): readonly Placed[] {
  const { id, plugins, registries, routes } = tenant;
  const here = { id, namespace: tenantNamespace(id) };
  const own = overrideIn(tenant, region)?.registries === undefined ? path : [...path, "inRegion", region];
  return [
    ...atEntry(tenant, path, domain),
    ...registries.flatMap((registry, at): readonly Placed[] => {
      const login = loginOf(registry);
      if (login === undefined || login.generate) return [];
      const { secret, keys } = login;
      return [{ ...here, name: secret, use: "login", keys, path: [...own, "registries", at, "credentials", "secret"] }];
    }),
    ...toBackends(here, routes, path),
    ...plugins.flatMap(({ config, rules }, at) =>
      secretsOf({ config, rules }, [...path, "plugins", at]).map(({ path: place, of: { secret, key } }): Placed => ({
        ...here,
        name: secret,
        use: "plugin",
        keys: [key],
        path: [...place, "secret"],
      })),
    ),
  ];
}

/** What cert-manager or the program fills is left out, whether or not it has been filled. */
function atEntry({ id, certificates }: Tenant, path: FleetPath, domain: string): readonly Placed[] {
  const here = { id, namespace: entryNamespace };
  return certificates.flatMap((certificate, at): readonly Placed[] => {
    const { secret, names, clientAuthority } = certificate;
    const all = [...path, "certificates"];
    // It may be the one that nobody has written (certificates.ts).
    const only = names.length === 1 && names[0] === systemHost(id, domain);
    return [
      ...(isMade(certificate)
        ? []
        : [
            {
              ...here,
              name: secret,
              use: "certificate",
              keys: pair,
              path: only ? all : [...all, at, "secret"],
            } as const,
          ]),
      ...(clientAuthority === undefined || isWritten(clientAuthority)
        ? []
        : [
            {
              ...here,
              name: clientAuthority.secret,
              use: "client-authority",
              keys: ["cacert"],
              path: [...all, at, "clientAuthority", "secret"],
            } as const,
          ]),
    ];
  });
}

const toBackends = (
  here: Pick<Placed, "id" | "namespace">,
  routes: readonly Route[],
  path: FleetPath,
): readonly Placed[] =>
  routes.flatMap(({ backendTls }, at): readonly Placed[] =>
    backendTls?.secret === undefined
      ? []
      : [
          {
            ...here,
            name: backendTls.secret,
            use: "backend-tls",
            keys: [...pair, "ca.crt"],
            path: [...path, "routes", at, "backendTls", "secret"],
          },
        ],
  );
