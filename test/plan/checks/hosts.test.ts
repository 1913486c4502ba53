import { expect } from "chai";
import fc from "fast-check";
import { checkFleet } from "../../../plan/checks.ts";
import { hostsAreTheTenantsToClaim, hostsFitTheNamespace, hostsHaveOneTenant } from "../../../plan/checks/hosts.ts";
import { overlaps } from "../../../plan/hosts.ts";
import type { Fleet, Tenant } from "../../../plan/model.ts";
import { systemHost } from "../../../plan/names.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

const domain = "aigw.example.com";

/** A tenant with these hosts and certificates for all of them. */
const owning = (id: string, hosts: readonly string[]): Partial<Tenant> => ({
  hosts,
  certificates: [{ secret: `${id}-tls`, names: [`*.${id}.${domain}`, ...hosts] }],
});

/** What is said when globex claims the hosts. */
const globex = (...hosts: readonly string[]) => told(changeTenant(validFleet(), "globex", owning("globex", hosts)));

describe("the fleet's domain", () => {
  const alone = (name: string) => told(validFleet({ domain: name, tenants: [] }));

  const legal = 'Write a bare DNS name in lower case, short enough for a tenant id in front: "aigw.example.com".';
  const tooLong = `${"abcdefghi.".repeat(21)}org`;
  for (const name of ["AIGW.example.com", "*.example.com", "example.com.", "10.0.0.1", "", "bücher.example", tooLong]) {
    it(`may not be ${JSON.stringify(name)}`, () => {
      expect(alone(name)).to.deep.equal([
        `domain: ${JSON.stringify(name)} is no legal domain to put tenants below | ${legal}`,
      ]);
    });
  }

  for (const [name, kind] of [
    ["com.cn", "public suffix"],
    ["github.io", "public suffix"],
    ["com", "top-level domain"],
    ["corp", "top-level domain"],
  ] as const) {
    it(`may not be ${name}, a ${kind}`, () => {
      expect(alone(name)).to.deep.equal([
        `domain: "${name}" is a ${kind}: anybody may own the names below it | Use a domain of your own, for example "aigw.example.${name}".`,
      ]);
    });
  }

  for (const name of ["example.com", "acme.github.io", "aigw.corp", "xn--bcher-kva.example", tooLong.slice(10)]) {
    it(`may be ${name}`, () => expect(alone(name)).to.deep.equal([]));
  }
});

describe("hosts of a tenant", () => {
  for (const host of ["ready.invalid", "*.ready.invalid", "a.b.invalid", "invalid"]) {
    it(`may not be ${host}, which the page server's probe has to itself`, () => {
      expect(globex(host)).to.deep.equal([
        `tenants[1].hosts[0]: ${JSON.stringify(host)} can lead to nobody: names in "invalid" exist nowhere (RFC 2606), and the page server's probe asks for one | Name a host that DNS has, or remove it.`,
      ]);
    });
  }

  for (const host of [
    "API.globex.org",
    "bücher.example",
    "globex.org.",
    "globex.org:443",
    "10.0.0.1",
    "*",
    "a_b.org",
  ]) {
    it(`may not be ${JSON.stringify(host)}`, () => {
      expect(told(changeTenant(validFleet(), "globex", { hosts: [host] }))[0]).to.equal(
        `tenants[1].hosts[0]: ${JSON.stringify(host)} is no legal host | Write a bare DNS name in lower case, "*." in front at most: no scheme, port, path, address or final dot.`,
      );
    });
  }

  for (const host of ["*.com", "*.com.cn", "*.github.io", "*.corp"]) {
    it(`may not be ${host}, below which many have domains`, () => {
      expect(globex(host)).to.deep.equal([
        `tenants[1].hosts[0]: "${host}" stands for domains of many owners: what follows "*." is a public suffix | Name the hosts themselves, or a wildcard below a domain of the tenant's own.`,
      ]);
    });
  }

  const remedy = `Remove it, or choose a host below "globex.${domain}".`;
  const notIts: Readonly<Record<string, string>> = {
    [domain]: "is the fleet's domain itself and can be no tenant's",
    [`*.${domain}`]: "would take the hosts of every tenant and can be no tenant's",
    "*.example.com": "would take the hosts of every tenant and can be no tenant's",
    [`x.acme.${domain}`]: `belongs to tenant "acme", whose id it has below "${domain}"`,
    [`acme.${domain}`]: `belongs to tenant "acme", whose id it has below "${domain}"`,
    [`*.acme.${domain}`]: `belongs to tenant "acme", whose id it has below "${domain}"`,
    [`a.b.acme.${domain}`]: `belongs to tenant "acme", whose id it has below "${domain}"`,
    [`foo.${domain}`]: `belongs to nobody: below "${domain}" there is no tenant "foo"`,
    [`*.foo.${domain}`]: `belongs to nobody: below "${domain}" there is no tenant "foo"`,
  };
  for (const [host, problem] of Object.entries(notIts)) {
    it(`may not be ${host}`, () => {
      const claimed = changeTenant(validFleet(), "globex", { hosts: [host] });
      expect(told(claimed)[0]).to.equal(`tenants[1].hosts[0]: "${host}" ${problem} | ${remedy}`);
    });
  }

  it("may not repeat the system host", () => {
    expect(globex(`*.globex.${domain}`)).to.deep.equal([
      `tenants[1].hosts[0]: "*.globex.${domain}" is the system host of tenant "globex", which it has by itself | Remove it.`,
    ]);
  });

  it("may not be named twice by one tenant", () => {
    expect(globex("globex.org", "www.globex.org", "globex.org")).to.deep.equal([
      'tenants[1].hosts[2]: tenant "globex" names host "globex.org" twice | Remove it.',
    ]);
  });

  for (const [host, relation] of [
    ["api.acme.org", 'is already a host of tenant "acme"'],
    ["*.shop.acme.org", 'is already a host of tenant "acme"'],
    ["x.shop.acme.org", 'lies under host "*.shop.acme.org" of tenant "acme"'],
    ["x.y.shop.acme.org", 'lies under host "*.shop.acme.org" of tenant "acme"'],
    ["*.y.shop.acme.org", 'lies under host "*.shop.acme.org" of tenant "acme"'],
    ["*.api.acme.org", undefined],
    ["acme.org", undefined],
    ["shop.acme.org", undefined],
    ["xshop.acme.org", undefined],
    ["example.com", undefined],
    ["other.example.com", undefined],
    [`globex.${domain}`, undefined],
    [`x.y.globex.${domain}`, undefined],
    [`*.y.globex.${domain}`, undefined],
  ] as const) {
    it(relation === undefined ? `may be ${host}` : `may not be ${host}, which ${relation}`, () => {
      expect(globex(host)).to.deep.equal(
        relation === undefined
          ? []
          : [
              `tenants[1].hosts[0]: "${host}" ${relation} | Only one of "acme" and "globex" can have it: remove it from the other.`,
            ],
      );
    });
  }

  it("may not take in several hosts of another, each of which is told", () => {
    const remove = 'Only one of "acme" and "globex" can have it: remove it from the other.';
    expect(globex("*.acme.org")).to.deep.equal([
      `tenants[1].hosts[0]: "*.acme.org" takes in host "api.acme.org" of tenant "acme" | ${remove}`,
      `tenants[1].hosts[0]: "*.acme.org" takes in host "*.shop.acme.org" of tenant "acme" | ${remove}`,
    ]);
  });

  it("belong to whom the file names first, wherever the wildcard stands", () => {
    const tenants = [
      validTenant("one", owning("one", ["a.b.org"])),
      validTenant("two", owning("two", ["*.b.org"])),
      validTenant("three", owning("three", ["*.b.org", "c.b.org"])),
    ];
    expect(told(validFleet({ tenants })).map((line) => line.split(" | ")[0])).to.deep.equal([
      'tenants[1].hosts[0]: "*.b.org" takes in host "a.b.org" of tenant "one"',
      'tenants[2].hosts[0]: "*.b.org" is already a host of tenant "two"',
      'tenants[2].hosts[1]: "c.b.org" lies under host "*.b.org" of tenant "two"',
    ]);
  });
});

describe("the hosts of one tenant together", () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => `${"x".repeat(40)}${String(at).padStart(4, "0")}.globex.org`);
  /** Each takes 56 bytes with its comma, and the system host, which is always there, 25. */
  const most = Math.floor((192 * 1024 - "*.globex.aigw.example.com".length) / 56);
  const saidOf = (count: number) =>
    hostsFitTheNamespace(changeTenant(validFleet(), "globex", { hosts: many(count) })).map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );

  it("fit an annotation of its Namespace", () => {
    expect(saidOf(most)).to.deep.equal([]);
  });

  it("are faulted when they do not", () => {
    expect(saidOf(most + 1)).to.deep.equal([
      `tenants.1.hosts: the ${most + 1} hosts of tenant "globex" take 193 KiB in an annotation of its Namespace, which has room for 192`,
    ]);
  });
});

describe("host claims of a fleet", () => {
  const host = fc
    .tuple(
      fc.boolean(),
      fc.array(fc.constantFrom("a", "b", "one", "two"), { minLength: 1, maxLength: 2 }),
      fc.constantFrom("x.org", "y.org", domain),
    )
    .map(([wild, labels, end]) => [...(wild ? ["*"] : []), ...labels, end].join("."));
  const fleets = fc
    .tuple(fc.uniqueArray(host, { maxLength: 3 }), fc.uniqueArray(host, { maxLength: 3 }))
    .map(([one, two]): Fleet =>
      validFleet({ tenants: [validTenant("one", owning("one", one)), validTenant("two", owning("two", two))] }),
    );

  it("are faulted exactly when two tenants could be sent the same request, or one takes what is nobody's", () => {
    fc.assert(
      fc.property(fleets, (fleet) => {
        const [one, two] = fleet.tenants.map((tenant) => [systemHost(tenant.id, domain), ...tenant.hosts]);
        const contested = one?.some((a) => two?.some((b) => overlaps(a, b)));
        const strange = fleet.tenants.some(({ id, hosts }) =>
          hosts.some(
            (each) =>
              overlaps(each, `*.${domain}`) &&
              (!`.${each}`.endsWith(`.${id}.${domain}`) || each === systemHost(id, domain)),
          ),
        );
        const faults = [...hostsAreTheTenantsToClaim(fleet), ...hostsHaveOneTenant(fleet)];
        expect(faults.length > 0).to.equal(contested === true || strange);
      }),
      { numRuns: 300 },
    );
  });

  it("are read once per tenant and not once per pair, so that large fleets stay quick", () => {
    const readsWith = (count: number): number => {
      let reads = 0;
      const tenants = Array.from({ length: count }, (_, at) => {
        const plain = validTenant(`t${at}`, owning(`t${at}`, [`t${at}.org`, `*.t${at}.org`]));
        return {
          ...plain,
          get hosts() {
            reads += 1;
            return plain.hosts;
          },
        };
      });
      expect(checkFleet(validFleet({ tenants }))).to.deep.equal([]);
      return reads;
    };
    expect(readsWith(400) / readsWith(40)).to.equal(10);
  });
});
