import { expect } from "chai";
import { difference, foreign, type Change } from "../../../tools/tenant/difference.ts";
import { effectsOfComing, effectsOfGoing, planOf, tellEffects } from "../../../tools/tenant/effects.ts";
import { readFleet } from "../../../fleets/read.ts";
import type { Fleet } from "../../../plan/index.ts";

const fleetOf = (path: string): Fleet => {
  const read = readFleet(path);
  if ("faults" in read) throw new Error(`${path} has faults`);
  return read.fleet;
};
const prod = fleetOf("fleets/prod.yaml");
const told = ({ sign, kind, namespace = "", name }: Change): string => `${sign} ${kind} ${namespace}/${name}`;

describe("the difference between two plans", () => {
  it("of the same fleet is nothing", () => {
    expect(difference(planOf(prod, "south"), planOf(prod, "south"))).to.deep.equal([]);
  });

  it("names what one has alone and what both have differently, releases too", () => {
    const [first, ...others] = prod.tenants;
    if (first === undefined) throw new Error("no tenant");
    const larger = { ...prod, tenants: [{ ...first, owner: "another@example.com", size: "s" as const }, ...others] };
    const changes = difference(planOf(prod, "south"), planOf(larger, "south")).map(told);
    expect(changes).to.include.members([
      "~ Namespace /assistant-gateway",
      "~ ResourceQuota assistant-gateway/quota",
      "~ Release assistant-gateway/higress",
    ]);
    expect(changes.filter((change) => !change.includes("assistant-gateway"))).to.deep.equal([]);
  });

  it("is the same there and back, with the signs turned", () => {
    const id = "catalogue";
    const turn: Readonly<Record<string, string>> = { "+": "-", "-": "+", "~": "~" };
    const turned = (changes: readonly Change[]) =>
      changes.map((each) => `${turn[each.sign] ?? ""}${told(each).slice(1)}`).toSorted();
    for (const [at, { region, changes }] of effectsOfComing(prod, id).entries()) {
      const back = effectsOfGoing(prod, id)[at];
      expect(back?.region).to.equal(region);
      expect(changes.map(told).toSorted()).to.deep.equal(turned(back?.changes ?? []));
    }
  });
});

describe("a tenant that comes", () => {
  for (const fleet of [prod, fleetOf("fleets/test.yaml")]) {
    for (const tenant of fleet.tenants) {
      it(`as ${tenant.id} of ${fleet.environment} changes nothing of others`, () => {
        const effects = effectsOfComing(fleet, tenant.id);
        expect(effects.map(({ region }) => region)).to.deep.equal(tenant.regions.toSorted());
        for (const { changes } of effects) {
          expect(foreign(changes, tenant.id)).to.deep.equal([]);
          // Those whose authority the fleet file has.
          const asking = tenant.certificates.filter(
            ({ clientAuthority }) => clientAuthority !== undefined && "pem" in clientAuthority,
          );
          expect(changes.filter(({ namespace }) => namespace === "higress-system").map(told)).to.deep.equal([
            "~ McpBridge higress-system/default",
            `+ Ingress higress-system/${tenant.id}`,
            ...asking.map(({ secret }) => `+ Ingress higress-system/${tenant.id}.${secret}`),
            `+ NetworkPolicy higress-system/to-${tenant.id}`,
            ...asking.map(({ secret }) => `+ Secret higress-system/${secret}-cacert`),
            ...tenant.certificates.flatMap((certificate) =>
              // Nobody asks for a host that is not proven yet, as those of who comes are not.
              "issuer" in certificate &&
              certificate.names.some((name) => name.endsWith(`.${tenant.id}.${fleet.domain}`))
                ? [`+ Certificate higress-system/${certificate.secret}`]
                : [],
            ),
          ]);
          expect(changes.filter(({ sign }) => sign !== "+").map(({ kind }) => kind)).to.deep.equal(["McpBridge"]);
          expect(changes.map(told)).to.include.members([
            `+ Namespace /${tenant.id}-gateway`,
            `+ Release ${tenant.id}-gateway/higress`,
            `+ IngressClass /higress-${tenant.id}`,
          ]);
        }
      });
    }
  }
});

describe("a change that a tenant must not bring", () => {
  const change = (part: Partial<Change>): Change => ({ sign: "+", kind: "Ingress", name: "x", ...part });
  const strange: readonly Change[] = [
    change({ namespace: "globex-gateway" }),
    change({ namespace: "higress-system" }),
    change({ namespace: "higress-system", tenant: "globex" }),
    change({ namespace: "higress-system", tenant: "acme", sign: "~" }),
    change({ namespace: "acme-gateway", sign: "~" }),
    change({ namespace: "globex-gateway", kind: "McpBridge", sign: "~" }),
    change({ kind: "ClusterRole" }),
    change({ kind: "Namespace", name: "globex-gateway" }),
    change({ namespace: "globex-gateway", sign: "-" }),
  ];
  for (const each of strange) {
    it(`is ${told(each)}${each.tenant === undefined ? "" : ` of ${each.tenant}`}`, () =>
      expect(foreign([each], "acme")).to.deep.equal([each]));
  }

  it("is none of its own, and not the entry's list of tenants", () => {
    const own: readonly Change[] = [
      change({ namespace: "acme-gateway" }),
      change({ namespace: "acme-gateway", sign: "-" }),
      change({ kind: "Namespace", name: "acme-gateway" }),
      change({ kind: "IngressClass", tenant: "acme" }),
      change({ namespace: "higress-system", tenant: "acme" }),
      change({ namespace: "higress-system", kind: "McpBridge", sign: "~" }),
    ];
    expect(foreign(own, "acme")).to.deep.equal([]);
  });
});

describe("effects in words", () => {
  const changes: readonly Change[] = [
    { sign: "~", kind: "McpBridge", namespace: "higress-system", name: "default" },
    { sign: "+", kind: "Namespace", name: "acme-gateway" },
    { sign: "+", kind: "NetworkPolicy", namespace: "acme-gateway", name: "dns" },
    { sign: "+", kind: "NetworkPolicy", namespace: "acme-gateway", name: "gateway" },
  ];
  const list = [
    "  + Namespace                      acme-gateway",
    "  + NetworkPolicy  acme-gateway    dns, gateway",
    "  ~ McpBridge      higress-system  default",
  ];

  it("have one row for each kind and place, what the entry holds last", () => {
    expect(tellEffects([{ region: "south", changes }])).to.deep.equal(["`up` will, in region south:", list.join("\n")]);
  });

  it("are told once for regions in which they are the same", () => {
    const other = changes.slice(0, 1);
    const effects = ["a", "b", "c"].map((region) => ({ region, changes: region === "b" ? other : changes }));
    const lines = tellEffects(effects);
    expect(lines.filter((line) => line.startsWith("`up`"))).to.deep.equal([
      "`up` will, in regions a, c:",
      "`up` will, in region b:",
    ]);
    expect(lines[2]).to.equal("");
    expect(lines[4]).to.equal("  ~ McpBridge  higress-system  default");
  });
});
