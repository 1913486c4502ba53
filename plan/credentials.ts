/** Secrets with registry credentials that the program invents; the fleet file names Secrets and never holds a value. */
import { metadata } from "./metadata.ts";
import type { ConsulRegistry, Credentials, NacosRegistry, Registry } from "./model/registry.ts";
import type { GeneratedSecret } from "./objects.ts";
import { sortedBy } from "./order.ts";
import type { Installation } from "./site.ts";

/** Keys that the controller reads for a type (registry/reconcile of chart 2.2.4); it logs in to no other type. */
const keys: Readonly<Record<(NacosRegistry | ConsulRegistry)["type"], readonly string[]>> = {
  nacos: ["nacosUsername", "nacosPassword"],
  nacos2: ["nacosUsername", "nacosPassword"],
  nacos3: ["nacosUsername", "nacosPassword"],
  consul: ["consulToken"],
};

/** The login of a registry, with the keys that its Secret has; undefined where it has none. */
export function loginOf(registry: Registry): (Credentials & { readonly keys: readonly string[] }) | undefined {
  if (!("credentials" in registry)) return undefined;
  return { ...registry.credentials, keys: keys[registry.type] };
}

/** Names of the Secrets that the program invents for registries. */
export const generatedSecrets = (registries: readonly Registry[]): readonly string[] => [
  ...new Set(
    registries.flatMap((registry) =>
      "credentials" in registry && registry.credentials.generate ? [registry.credentials.secret] : [],
    ),
  ),
];

/** One Secret per name, with the keys of every registry that names it. */
export function planSecrets(installation: Installation, registries: readonly Registry[]): readonly GeneratedSecret[] {
  const wanted = registries.flatMap((registry) => {
    const login = loginOf(registry);
    if (login?.generate !== true) return [];
    return login.keys.map((key) => ({ secret: login.secret, key }));
  });
  const bySecret = Object.groupBy(wanted, ({ secret }) => secret);
  return sortedBy(Object.entries(bySecret), ([name]) => name).map(([name, wants = []]) => ({
    metadata: metadata(installation, name),
    keys: [...new Set(wants.map(({ key }) => key))].toSorted(),
  }));
}
