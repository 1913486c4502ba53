/** Which rules of the policy pack are waived for one tenant. */
import type { Fleet } from "../../plan/index.ts";
import { tenantNamespace } from "../../plan/names.ts";

/** Ids of rules, in the order of the file. A waiver for one resource is not asked whose that is. */
export const waivedFor = ({ waivers }: Fleet, id: string): readonly string[] =>
  waivers
    .filter(({ scope }) =>
      "tenant" in scope ? scope.tenant === id : "namespace" in scope && scope.namespace === tenantNamespace(id),
    )
    .map(({ rule }) => rule);
