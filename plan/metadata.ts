/** Labels and metadata of every object: who finds it again, by which key. */
import { labels, managedBy } from "./names.ts";
import type { Metadata, Strings } from "./manifests.ts";
import type { Installation, Site } from "./site.ts";

/** On everything of the stack. */
export const siteLabels = (site: Site): Strings => ({
  [labels.fleet]: site.environment,
  [labels.region]: site.region,
  [labels.managedBy]: managedBy,
});

/** Whose an object is. */
export type Owner = Pick<Installation, "site" | "id" | "role">;

/** On everything of one installation. */
const ownerLabels = ({ site, id, role }: Owner): Strings => ({
  ...siteLabels(site),
  [labels.role]: role,
  ...(role === "tenant" && { [labels.tenant]: id }),
});

/** Of an object in the installation's namespace. */
export const metadata = (installation: Installation, name: string): Metadata => ({
  name,
  namespace: installation.namespace,
  labels: ownerLabels(installation),
});

/** Of what the entry holds for one tenant: found by the entry's role and the tenant's id. */
export const metadataFor = (entry: Installation, tenant: string, name: string): Metadata => ({
  name,
  namespace: entry.namespace,
  labels: { ...ownerLabels(entry), [labels.tenant]: tenant },
});

/** Of an object without a namespace that belongs to one installation. */
export const clusterMetadata = (owner: Owner, name: string): Metadata => ({ name, labels: ownerLabels(owner) });
