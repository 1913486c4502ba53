/** What this run would take away from what the last one left, without anybody having asked for it. */
import type { Before } from "./before.ts";
import type { Plan } from "./objects.ts";
import { quote } from "./quote.ts";

/**
 * A stack is one environment in one region: under another name every object would be deleted and made anew, since the provider
 * takes it for another cluster (components/cluster.ts).
 */
export function moved({ place }: Before, { environment, region }: Plan): readonly string[] {
  if (place === undefined || (place.environment === environment && place.region === region)) return [];
  const [was, now] = [place, { environment, region }].map((each) => quote(`${each.environment} ${each.region}`, []));
  return [
    `This stack is environment and region ${was ?? ""}, and the fleet file and the stack's configuration say ${now ?? ""}: everything would be deleted ` +
      "and made anew. Put the names back, or bring the other up as a stack of its own and destroy this one.",
  ];
}

/** Custom hosts that were served and have no proof at all: a file that was lost, or a fleet that asks for proofs for the first time. */
export function withdrawn({ tenants }: Before, plan: Plan): readonly string[] {
  if (!plan.protect) return [];
  return plan.tenants.flatMap(({ id, withheld }) => {
    const served = tenants[id]?.hosts ?? [];
    const lost = withheld.flatMap(({ host, state }) => (state === "pending" && served.includes(host) ? [host] : []));
    if (lost.length === 0) return [];
    return [
      `The last \`up\` served ${lost.join(", ")} of tenant ${quote(id, [])}, and nothing proves whose they are: nobody would answer for them any more. ` +
        "`npm run domains` shows the TXT records and writes what DNS says of them; `domains.proof: none` in the fleet file asks for none.",
    ];
  });
}
