/** What can still be judged of a fleet file with faults outside its tenants. */
import type { FleetPath } from "./fault.ts";

type Settings = Readonly<Record<string, unknown>>;

/**
 * Sections that no check of a tenant needs, with what may stand in for them and forbids a tenant nothing. Without `environment`,
 * `domain`, `regions` or `tls`, which has the issuers of certificates, nothing can be said about a tenant, so there is nothing in
 * place of those.
 */
const standIns: Settings = {
  protect: true,
  entry: { allowPlainHttp: true },
  gateways: [],
  monitoring: { namespace: "monitoring", scrape: "annotations" },
  higress: { chart: { path: "./chart" }, crds: "./crds.yaml" },
};

/** The settings with every faulty section replaced, or left out where it is no section at all. */
export function mend(settings: Settings, faulty: readonly FleetPath[]): Settings {
  const sections = new Set(faulty.map(([section]) => section));
  const sound = Object.entries(settings).filter(([key]) => !sections.has(key));
  // The only one of them that need not be there.
  if (sections.has("tls")) return {};
  const replaced = Object.entries(standIns).filter(([key]) => sections.has(key));
  return Object.fromEntries([...sound, ...replaced]);
}
