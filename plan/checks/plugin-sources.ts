/** Where plugins come from, who may have which, and the way to them. */
import type { Finding } from "../fault.ts";
import { builtinNamed } from "../plugins/builtins.ts";
import { isOwn } from "../plugins/kind.ts";
import { pulled, registriesOf, registryPortOf } from "../plugins/source.ts";
import { clusters, malformed, nobodys, translated } from "./blocks.ts";
import { distinct, eachPlugin, eachTenant, found, quote, quoteAll, regionsOf, type Check } from "./check.ts";

/** A plugin server's image is judged where it is released; a tag of a registry can be moved. */
export const pluginsArePinned = eachPlugin((plugin, { pluginServer }, { protect, plugins: { versions } }) => {
  const { use } = plugin;
  return !protect || pluginServer !== undefined || isOwn(plugin) || versions[use]?.sha256 !== undefined
    ? []
    : [
        {
          path: ["use"],
          message: `plugin ${quote(use)} has no digest, and what stands under its tag can change`,
          remedy: `Write its digest into the fleet file: plugins: { versions: { ${use}: { version: ${builtinNamed(use).version}, sha256: … } } }; or give the tenant pluginServer: true.`,
        },
      ];
});

/** Its image has one version of each, and answers 404 for another. */
export const pluginServersHaveThem = eachPlugin((plugin, { pluginServer }, { plugins: { versions } }) => {
  if (pluginServer === undefined || isOwn(plugin)) return [];
  const { version } = builtinNamed(plugin.use);
  const wanted = versions[plugin.use]?.version ?? version;
  return wanted === version
    ? []
    : [
        {
          path: ["use"],
          message: `the tenant's plugin server has ${quote(plugin.use)} ${version} and not ${wanted}: the gateway would get no code, and let nobody in`,
          remedy: `Remove plugins.versions.${plugin.use} from the fleet file, or the tenant's pluginServer.`,
        },
      ];
});

export const pluginDigestsHold: Check = ({ tenants, plugins: { versions } }) =>
  Object.entries(versions).flatMap(([use, pin]) => {
    const users = tenants.filter(({ plugins }) => plugins.some((plugin) => plugin.use === use));
    return pin?.sha256 === undefined ||
      users.length === 0 ||
      users.some(({ pluginServer }) => pluginServer === undefined)
      ? []
      : [
          {
            path: ["plugins", "versions", use, "sha256"],
            message: `holds for nobody: every tenant with ${quote(use)} has it from a plugin server, of whose image alone the digest counts`,
            remedy: `Remove plugins.versions.${use}, or give a tenant the plugin from the registry, without pluginServer.`,
          },
        ];
  });

export const pluginsComeFromTheFleets = eachPlugin((plugin, _, fleet) => {
  const registries = registriesOf(fleet);
  return !isOwn(plugin) || registries.some((registry) => plugin.source.startsWith(`oci://${registry}/`))
    ? []
    : [
        {
          path: ["source"],
          message: `${quote(plugin.source)} leads to no registry that the fleet allows, and a plugin sees every request`,
          remedy: `Copy it to ${quoteAll(registries)}, or have the platform add its registry to plugins.registries.`,
        },
      ];
});

export const pluginsAreAllowed = eachPlugin(({ use }, { id }, { plugins: { allowed, allowedFor } }) => {
  const more = Object.hasOwn(allowedFor, id) ? allowedFor[id] : undefined;
  return allowed.includes(use) || more?.includes(use) === true
    ? []
    : [
        {
          path: ["use"],
          message: `tenant ${quote(id)} may not use ${quote(use)}`,
          remedy: `Have the platform allow it: plugins.allowedFor: { ${id}: [${use}] }.`,
        },
      ];
});

export const allowedTenantsExist: Check = ({ tenants, plugins: { allowedFor } }) =>
  Object.keys(allowedFor).flatMap((id) =>
    tenants.some((tenant) => tenant.id === id)
      ? []
      : [
          {
            path: ["plugins", "allowedFor", id],
            message: `the fleet has no tenant ${quote(id)}`,
            remedy: "Correct the id, or remove the line.",
          },
        ],
  );

/** What the gateway cannot fetch, it cannot run, and what fails closed then lets nobody in. */
export const pluginsCanBeFetched: Check = eachTenant((tenant, fleet) => {
  if (fleet.plugins.registryCidrs.length > 0) return [];
  const leads = (to: number): boolean =>
    tenant.network.egress.some(({ protocol, ports }) => protocol === "TCP" && ports.includes(to));
  const stuck = pulled(tenant).find((plugin) => !leads(registryPortOf(plugin, fleet)));
  return stuck === undefined
    ? []
    : [
        {
          path: ["plugins", tenant.plugins.indexOf(stuck)],
          message: `plugin ${quote(stuck.name)} is fetched from a registry, and no way leads from the gateway to port ${registryPortOf(stuck, fleet)} of any`,
          remedy:
            "Write the registry's networks under plugins.registryCidrs of the fleet file; or give the tenant pluginServer: true, for plugins of Higress's own.",
        },
      ];
});

export const pluginRegistriesAreOutside: Check = (fleet) =>
  fleet.plugins.registryCidrs.flatMap((cidr, at): readonly Finding[] => {
    const path = ["plugins", "registryCidrs", at];
    const problem = malformed(cidr) ?? nobodys(cidr) ?? translated(cidr);
    if (problem !== undefined) return found(path, problem);
    return distinct(
      regionsOf(Object.keys(fleet.regions), fleet).flatMap(({ name, region }) =>
        found(path, clusters(cidr, name, region)),
      ),
    );
  });
