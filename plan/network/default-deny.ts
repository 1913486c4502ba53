import type { NetworkPolicy } from "../manifests.ts";
import type { Installation } from "../site.ts";
import { networkPolicy } from "./policy.ts";

/** Every pod of the namespace, both directions, nothing allowed: all other policies are exceptions from this one. */
export const defaultDeny = (installation: Installation): NetworkPolicy =>
  networkPolicy(installation, "default-deny", {}, { ingress: [], egress: [] });
