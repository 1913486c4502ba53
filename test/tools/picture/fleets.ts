/** Fleets to draw: the three that exist, and any there could be. */
import fc from "fast-check";
import { parseFleet } from "../../../plan/index.ts";
import { contentsOf, type Contents } from "../../../tools/picture/contents.ts";
import { benchFleet } from "../../bench/fleet.ts";
import { fleetOf } from "../../support/plan.ts";

export const testContents = (): Contents => contentsOf(fleetOf("fleets/test.yaml"), "local");
export const prodContents = (): Contents => contentsOf(fleetOf("fleets/prod.yaml"), "south");

export function benchContents(tenants: number): Contents {
  const read = parseFleet({ path: "bench.yaml", text: benchFleet(tenants) }, () => []);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return contentsOf(read.fleet, "local");
}

/** What would do harm as markup, as a script, or as Mermaid's language. */
const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  "</title></svg><script>alert(1)</script>",
  "]]><!-- & &amp; &#60;",
  "</style><style>*{display:none}",
  '"] --> x["',
  "style x:y#a;",
  "`**bold**` #quot; #60;b#62;",
  "%%{init: {}}%%",
  "1. one",
  "end",
  "javascript:alert(1)",
  "\u202egnitirw",
  "\u0000\u0008\u001b[31m\ufffe\ud800",
  "平台团队 🚒",
  "W".repeat(253),
];

/** One line of anything. */
export const anyText = fc
  .oneof(
    fc.constantFrom(...hostile),
    fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
    fc.tuple(fc.string({ maxLength: 10 }), fc.constantFrom(...hostile)).map((parts) => parts.join("")),
  )
  .map((text) => text.replaceAll(/[\r\n\u2028\u2029]/g, " "));

const label = fc.stringMatching(/^[a-z]([-a-z0-9]{0,37}[a-z0-9])?$/);
const texts = (most: number) => fc.array(anyText, { minLength: 1, maxLength: most });
const size = fc.constantFrom("xs", "s", "m", "l");

const servers = fc.subarray(["page server", "plugin server", "Redis"]);

const registry = fc.record({ name: anyText, type: fc.constantFrom("dns", "static", "nacos2"), places: texts(3) });

const tenant = fc.record({
  id: label,
  owner: anyText,
  namespace: label,
  size,
  servers,
  routes: fc.nat(50),
  hosts: texts(10),
  registries: fc.array(registry, { maxLength: 9 }),
});

const door = { namespace: label, size, servers, clients: texts(5) };
const gateway = fc.record({
  ...door,
  id: label,
  exposure: fc.constantFrom("cluster", "load-balancer", "node-port"),
  watch: fc.constantFrom("own", "all"),
});

/** More than the schema lets through: every text of a host, an owner, a registry or a network may be anything. */
export const anyContents: fc.Arbitrary<Contents> = fc.record({
  environment: label,
  region: label,
  domain: anyText,
  entry: fc.record(door),
  gateways: fc.uniqueArray(gateway, { selector: ({ id }) => id, maxLength: 4 }),
  tenants: fc.uniqueArray(tenant, { selector: ({ id }) => id, maxLength: 30 }),
});
