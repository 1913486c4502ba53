import { expect } from "chai";
import fc from "fast-check";
import { derivedNamesAreDistinct, idsAreLegal } from "../../../plan/checks/names.ts";
import {
  dnsLabel,
  entryId,
  entryNamespace,
  gatewayNamespace,
  gatewayPods,
  ingressClass,
  maxIdLength,
  tenantNamespace,
} from "../../../plan/names.ts";
import { changeRegion, validFleet, validGateway, validTenant } from "../fleet.ts";
import { told } from "./told.ts";

const legalId = "Use at most 39 lower-case letters, digits and hyphens, with a letter or digit at both ends.";
const legalName = "Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.";
const covered = { certificates: [] };

/** What is said of the ids alone: hosts made of an illegal id are illegal too. */
const toldOfIds = (ids: readonly string[]) =>
  told(validFleet({ tenants: ids.map((id) => validTenant(id, covered)) })).filter((line) => line.includes(".id: "));

describe("ids of tenants and gateways", () => {
  for (const id of ["Acme", "acme_shop", "acme.shop", "-acme", "acme-", "", "äcme", "x".repeat(maxIdLength + 1)]) {
    it(`may not be ${JSON.stringify(id)}`, () => {
      expect(toldOfIds([id])).to.deep.equal([
        `tenants[0].id: ${JSON.stringify(id)} is no legal tenant id | ${legalId}`,
      ]);
    });
  }

  it("have at most 39 characters, since the chart makes a label value of 24 more", () => {
    const [longest, longer] = ["x".repeat(39), "x".repeat(40)];
    expect(Object.values(gatewayPods(tenantNamespace(longest))).map(({ length }) => length)).to.include(63);
    expect(Object.values(gatewayPods(gatewayNamespace(longest))).map(({ length }) => length)).to.include(63);
    expect(told(validFleet({ tenants: [validTenant(longest)] }))).to.deep.equal([]);
    expect(told(validFleet({ gateways: [validGateway(longest)] }))).to.deep.equal([]);
    expect(toldOfIds([longer])).to.deep.equal([`tenants[0].id: "${longer}" is no legal tenant id | ${legalId}`]);
    expect(told(validFleet({ gateways: [validGateway(longer)] }))).to.deep.equal([
      `gateways[0].id: "${longer}" is no legal gateway id | ${legalId}`,
    ]);
  });

  const reserved: Readonly<Record<string, string>> = {
    system: "higress-system is the namespace of the entry",
    default: "Kubernetes and Higress use this name for what nobody chose",
    www: "people expect the platform itself there",
    api: "people expect the platform itself there",
    console: "people expect the platform itself there",
    "kube-shop": 'names that begin with "kube-" belong to Kubernetes',
    "higress-shop": 'names that begin with "higress-" belong to entry and gateways',
    "shop-gateway": 'names that end in "-gateway" are namespaces of tenants',
  };
  for (const [id, reason] of Object.entries(reserved)) {
    it(`may not be ${id}, for tenant or gateway`, () => {
      expect(told(validFleet({ tenants: [validTenant(id)] }))).to.deep.equal([
        `tenants[0].id: "${id}" is reserved: ${reason} | Give the tenant another id.`,
      ]);
      expect(told(validFleet({ gateways: [validGateway(id)] }))).to.deep.equal([
        `gateways[0].id: "${id}" is reserved: ${reason} | Give the gateway another id.`,
      ]);
    });
  }

  for (const id of [
    "a",
    "0",
    "kube",
    "higress",
    "gateway",
    "kubeshop",
    "systems",
    "to-acme",
    "x".repeat(maxIdLength),
  ]) {
    it(`may be ${id}`, () => expect(told(validFleet({ tenants: [validTenant(id)] }))).to.deep.equal([]));
  }

  it("may not be the entry's", () => {
    expect(told(validFleet({ tenants: [validTenant("entry")] }))).to.deep.equal([
      'tenants[0].id: tenant "entry" and the entry would share IngressClass "higress-entry" | Give one of the two another id.',
    ]);
  });

  it("may not occur twice", () => {
    expect(told(validFleet({ tenants: ["globex", "initech", "globex"].map((id) => validTenant(id)) }))).to.deep.equal([
      'tenants[2].id: tenant "globex" exists twice | Give one of the two another id.',
    ]);
    expect(told(validFleet({ gateways: [validGateway("internal"), validGateway("internal")] }))).to.deep.equal([
      'gateways[1].id: gateway "internal" exists twice: two Higress in higress-internal would want the same objects there | Give one of the two another id.',
    ]);
  });

  it("may not be shared by a tenant and a gateway, who would share a class", () => {
    expect(told(validFleet({ tenants: [validTenant("internal")] }))).to.deep.equal([
      'tenants[0].id: tenant "internal" and gateway "internal" would share IngressClass "higress-internal" | Give one of the two another id.',
    ]);
  });

  it("derive names that are legal and nobody else's, whenever no check objects", () => {
    const part = fc.constantFrom("a", "b", "gateway", "higress", "system", "entry");
    const id = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("-"));
    const ids = fc.array(id, { maxLength: 3 });
    fc.assert(
      fc.property(ids, ids, ids, (gateways, tenants, platformNamespaces) => {
        const fleet = changeRegion(
          validFleet({
            gateways: gateways.map((each) => validGateway(each)),
            tenants: tenants.map((each) => validTenant(each)),
          }),
          "south",
          { platformNamespaces: [...new Set(platformNamespaces)] },
        );
        fc.pre(idsAreLegal(fleet).length === 0 && derivedNamesAreDistinct(fleet).length === 0);
        const namespaces = [
          entryNamespace,
          ...new Set(platformNamespaces),
          ...gateways.map(gatewayNamespace),
          ...tenants.map(tenantNamespace),
        ];
        const classes = [entryId, ...gateways, ...tenants].map(ingressClass);
        for (const names of [namespaces, classes]) {
          expect(new Set(names).size).to.equal(names.length);
          for (const name of names) expect(name.length <= 63 && dnsLabel.test(name), name).to.equal(true);
        }
      }),
    );
  });
});

describe("platform namespaces", () => {
  const south = (platformNamespaces: readonly string[]) =>
    told(
      changeRegion(validFleet(), "south", { platformNamespaces: ["middleware", "monitoring", ...platformNamespaces] }),
    );

  const remedy = "Remove it: what is listed here is open to tenants, and the fleet's own namespaces are not.";
  const owned: Readonly<Record<string, string>> = {
    "globex-gateway": 'tenant "globex"',
    "higress-internal": 'gateway "internal"',
    "higress-system": "the entry",
  };
  for (const [namespace, owner] of Object.entries(owned)) {
    it(`may not be ${namespace}, which belongs to ${owner}`, () => {
      expect(south([namespace])).to.deep.equal([
        `regions.south.platformNamespaces[2]: platform namespace "${namespace}" and ${owner} would share namespace "${namespace}" | ${remedy}`,
      ]);
    });
  }

  it("are told of once, at the first region that has them", () => {
    const platformNamespaces = ["middleware", "monitoring", "globex-gateway"];
    const both = changeRegion(changeRegion(validFleet(), "south", { platformNamespaces }), "north", {
      platformNamespaces,
    });
    expect(told(both)).to.deep.equal(south(["globex-gateway"]));
  });

  for (const namespace of ["default", "kube-system", "kube-public", "kube-node-lease"]) {
    it(`may not be ${namespace}`, () => {
      expect(south([namespace])).to.deep.equal([
        `regions.south.platformNamespaces[2]: "${namespace}" belongs to Kubernetes and cannot be opened to tenants | Remove it; what tenants need of it, DNS, every tenant has.`,
      ]);
    });
  }

  it("may not be listed twice", () => {
    expect(south(["monitoring"])).to.deep.equal([
      'regions.south.platformNamespaces[2]: "monitoring" is named twice | Name it once.',
    ]);
  });

  it("may be in several regions, and look like a fleet's without being one", () => {
    expect(south(["kubernetes-dashboard", "other-gateway", "higress-addons"])).to.deep.equal([]);
  });
});

describe("environment and region names", () => {
  for (const name of ["Prod", "prod.eu", "-prod", "", "x".repeat(64)]) {
    it(`may not be ${JSON.stringify(name)}`, () => {
      expect(told(validFleet({ environment: name }))).to.deep.equal([
        `environment: ${JSON.stringify(name)} is no legal environment name | ${legalName}`,
      ]);
      const { south, north } = validFleet().regions;
      if (south === undefined || north === undefined) throw new Error("the fixture has two regions");
      expect(told(validFleet({ regions: { south, north, [name]: south } }))).to.deep.equal([
        `regions.${name}: ${JSON.stringify(name)} is no legal region name | ${legalName}`
          .replace("regions.prod.eu", 'regions["prod.eu"]')
          .replace("regions.:", 'regions[""]:'),
      ]);
    });
  }

  it("may be as long as a label's value", () => {
    expect(told(validFleet({ environment: "x".repeat(63) }))).to.deep.equal([]);
  });
});
