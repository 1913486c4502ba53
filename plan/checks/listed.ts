/** Namespaces beside its own that a gateway of the platform has to do with. */
import type { Fleet, Gateway } from "../model.ts";
import { quote, regionsOf, type Problem } from "./check.ts";

/** What there is to say of a namespace that the file lists for it in no way. */
export function unlisted(
  namespace: string,
  { backendNamespaces, regions }: Gateway,
  fleet: Fleet,
  remedy: string,
): Problem | undefined {
  const lacking = regionsOf(regions, fleet).find(
    ({ region }) => ![...backendNamespaces, ...region.platformNamespaces].includes(namespace),
  );
  return (
    lacking && {
      message: `${quote(namespace)} is neither one of the gateway's backendNamespaces nor of the platformNamespaces of region ${quote(lacking.name)}`,
      remedy,
    }
  );
}
