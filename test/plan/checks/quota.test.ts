import { expect } from "chai";
import { quotaHoldsTheGateway } from "../../../plan/checks/quota.ts";
import type { Gateway, Quota, Route } from "../../../plan/model.ts";
import { builtInSizes, rolloutPeak, sizes } from "../../../plan/sizes.ts";
import { changeTenant, validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const globex = (quota: Quota) => told(changeTenant(validFleet(), "globex", { quota }));
const gateway = (quota: Quota, change: Partial<Gateway> = {}) =>
  told(validFleet({ gateways: [validGateway("internal", { quota, ...change })] }));
const entry = (quota: Quota) => told(validFleet({ entry: { ...validFleet().entry, quota } }));

const tooSmall = (key: string, given: string, why: string, needed: string) =>
  `tenants[1].quota${/^\w+$/.test(key) ? `.${key}` : `["${key}"]`}: tenant "globex" has quota "${key}" of "${given}", but ${why} "${needed}"`;

describe("quota overrides", () => {
  const peak = 'a gateway of size "s" needs';
  for (const [key, given, needed] of [
    ["requests.cpu", "3499m", "3500m"],
    ["limits.cpu", "1", "3500m"],
    ["requests.memory", "4Gi", "4608Mi"],
    ["limits.memory", "4607Mi", "4608Mi"],
    ["pods", "6", "7"],
  ] as const) {
    it(`of ${key} may not be smaller than a rollout`, () => {
      expect(globex({ [key]: given })).to.deep.equal([
        `${tooSmall(key, given, peak, needed)} while it rolls out with 4 pods | Raise it to at least "${needed}", or remove the key to have it computed.`,
      ]);
      expect(globex({ [key]: needed })).to.deep.equal([]);
    });
  }

  it("may be written in any unit", () => {
    expect(globex({ "requests.cpu": "3.5", "limits.memory": "4831838208", "requests.memory": "5G" })).to.deep.equal([]);
  });

  it("follow the size", () => {
    for (const size of builtInSizes) {
      const { cpu, memory, pods } = rolloutPeak(sizes[size]);
      const fits = { "requests.cpu": cpu, "limits.cpu": cpu, "limits.memory": memory, pods: String(pods) };
      const holding = (quota: Quota) => quotaHoldsTheGateway(changeTenant(validFleet(), "globex", { size, quota }));
      expect(holding(fits), size).to.deep.equal([]);
      expect(holding({ ...fits, pods: String(pods - 1) }), size).to.have.length(1);
    }
  });

  for (const [key, given, why, needed] of [
    ["services", "1", "Higress itself has", "2"],
    ["secrets", "4", "Helm, Higress and generated credentials need", "5"],
  ] as const) {
    it(`of ${key} may not be smaller than what Higress makes`, () => {
      expect(globex({ [key]: given })).to.deep.equal([
        `${tooSmall(key, given, why, needed)} | Raise it to at least "${needed}", or remove the key to have it computed.`,
      ]);
      expect(globex({ [key]: needed })).to.deep.equal([]);
    });
  }

  it("count the routes and generated Secrets of the tenant's own file", () => {
    const acme = (quota: Quota) => told(changeTenant(validFleet(), "acme", { quota }));
    expect(acme({ "count/ingresses.networking.k8s.io": "2", secrets: "5" })).to.deep.equal([
      'tenants[0].quota["count/ingresses.networking.k8s.io"]: tenant "acme" has quota "count/ingresses.networking.k8s.io" of "2", but its routes need "3" | Raise it to at least "3", or remove the key to have it computed.',
      'tenants[0].quota.secrets: tenant "acme" has quota "secrets" of "5", but Helm, Higress and generated credentials need "6" | Raise it to at least "6", or remove the key to have it computed.',
    ]);
    expect(acme({ "count/ingresses.networking.k8s.io": "3", secrets: "6" })).to.deep.equal([]);
  });

  it("count variants of routes too, each with an Ingress of its own", () => {
    const next = { service: "next", port: 80 };
    const route: Route = {
      name: "web",
      host: "app.globex.aigw.example.com",
      path: "/",
      pathType: "Prefix",
      backend: {
        active: "blue",
        blue: next,
        green: { service: "web", port: 80 },
        preview: { header: "x", value: "1" },
      },
      variants: [{ name: "canary", when: { header: "x", value: "2" }, backend: next }],
    };
    const count = (given: string) =>
      told(
        changeTenant(validFleet(), "globex", {
          routes: [route],
          quota: { "count/ingresses.networking.k8s.io": given },
        }),
      );
    expect(count("3")).to.deep.equal([]);
    expect(count("2")).to.have.length(1);
  });

  it("hold for entry and gateways too", () => {
    expect(entry({ "limits.cpu": "1", "count/ingresses.networking.k8s.io": "2" })).to.deep.equal([
      'entry.quota["limits.cpu"]: the entry has quota "limits.cpu" of "1", but a gateway of size "s" needs "3500m" while it rolls out with 4 pods | Raise it to at least "3500m", or remove the key to have it computed.',
      'entry.quota["count/ingresses.networking.k8s.io"]: the entry has quota "count/ingresses.networking.k8s.io" of "2", but its routes need "3" | Raise it to at least "3", or remove the key to have it computed.',
    ]);
    expect(gateway({ pods: "1" })).to.deep.equal([
      'gateways[0].quota.pods: gateway "internal" has quota "pods" of "1", but a gateway of size "s" needs "7" while it rolls out with 4 pods | Raise it to at least "7", or remove the key to have it computed.',
    ]);
  });

  it("leave gateways without routes as small as they are", () => {
    expect(gateway({ "count/ingresses.networking.k8s.io": "0", secrets: "5" })).to.deep.equal([]);
    expect(entry({ secrets: "5" })).to.deep.equal([]);
  });

  it("leave an address to those who have one", () => {
    const quota = { "services.loadbalancers": "0", "services.nodeports": "1" };
    const need = (holder: string, key: string, given: string, amount: string) =>
      `${holder} has quota "${key}" of "${given}", but its own address needs "${amount}" | Raise it to at least "${amount}", or remove the key to have it computed.`;
    expect(entry(quota)).to.deep.equal([
      `entry.quota["services.loadbalancers"]: ${need("the entry", "services.loadbalancers", "0", "1")}`,
      `entry.quota["services.nodeports"]: ${need("the entry", "services.nodeports", "1", "2")}`,
    ]);
    expect(gateway(quota, { exposure: "load-balancer" })).to.have.length(2);
    expect(gateway(quota)).to.deep.equal([]);
  });

  for (const key of ["services.loadbalancers", "services.nodeports"]) {
    it(`of ${key} may not let a tenant past the entry`, () => {
      expect(globex({ [key]: "1" })).to.deep.equal([
        `tenants[1].quota["${key}"]: tenant "globex" has quota "${key}" of "1", but the entry is the only way in to a tenant | Remove it; for a gateway with an address of its own, add one under gateways.`,
      ]);
      expect(globex({ [key]: "0" })).to.deep.equal([]);
      expect(gateway({ [key]: "5" })).to.deep.equal([]);
    });
  }
});

describe("quota keys", () => {
  for (const [key, longer] of [
    ["cpu", '"requests.cpu", "limits.cpu"'],
    ["memory", '"requests.memory", "limits.memory"'],
    ["storage", '"requests.storage"'],
  ]) {
    it(`are written out: not ${key}`, () => {
      expect(globex({ [key ?? ""]: "9" })).to.deep.equal([
        `tenants[1].quota.${key}: tenant "globex" has a quota for "${key}", which is no key of one | Use ${longer}.`,
      ]);
    });
  }

  for (const key of [
    "pod",
    "limits.pods",
    "count/",
    "constructor",
    "requests",
    "services.clusterips",
    "serviceaccounts",
  ]) {
    it(`are known: not ${key}`, () => {
      expect(globex({ [key]: "9" })).to.have.length(1);
      expect(globex({ [key]: "9" })[0]).to.contain(`has a quota for "${key}"`);
    });
  }

  it("count no custom kinds, which would refuse every object at first", () => {
    expect(globex({ "count/mcpbridges.networking.higress.io": "1" })).to.deep.equal([
      'tenants[1].quota["count/mcpbridges.networking.higress.io"]: tenant "globex" has a quota for "count/mcpbridges.networking.higress.io": while the quota of a custom kind is not yet counted, Kubernetes refuses every object of the kind | Remove it; kinds of Kubernetes\' own can be counted.',
    ]);
    for (const kind of [
      "wasmplugins.extensions.higress.io",
      "http2rpcs.networking.higress.io",
      "envoyfilters.networking.istio.io",
      "gateways.gateway.networking.k8s.io",
    ]) {
      expect(globex({ [`count/${kind}`]: "9999" })[0], kind).to.contain("of a custom kind is not yet counted");
    }
  });

  it("may be any of Kubernetes' own, of a vendor, or of a storage class", () => {
    expect(
      globex({
        "requests.storage": "10Gi",
        "requests.ephemeral-storage": "1Gi",
        "limits.ephemeral-storage": "1Gi",
        configmaps: "50",
        persistentvolumeclaims: "0",
        replicationcontrollers: "0",
        "count/deployments.apps": "10",
        "count/jobs.batch": "10",
        "count/services": "10",
        "requests.nvidia.com/gpu": "1",
        "gold.storageclass.storage.k8s.io/requests.storage": "1Gi",
      }),
    ).to.deep.equal([]);
  });
});

describe("quota amounts", () => {
  const illegal = (key: string, given: string, what: string, remedy: string) =>
    `tenants[1].quota${/^\w+$/.test(key) ? `.${key}` : `["${key}"]`}: tenant "globex" has a quota "${key}" that is no amount: "${given}" is not ${what} | ${remedy}`;

  it("are quantities, told once", () => {
    expect(globex({ "limits.cpu": "two", pods: "-1", "limits.memory": "4GB" })).to.deep.equal([
      illegal("limits.cpu", "two", "an amount of CPU", 'Write a Kubernetes quantity such as "500m".'),
      illegal("pods", "-1", "a whole number", 'Write a Kubernetes quantity such as "20".'),
      illegal("limits.memory", "4GB", "an amount of bytes", 'Write a Kubernetes quantity such as "512Mi".'),
    ]);
  });

  it("are whole where parts make no sense", () => {
    expect(globex({ pods: "5.5", "requests.memory": "4096m" })).to.deep.equal([
      illegal("pods", "5.5", "a whole number", 'Write a Kubernetes quantity such as "20".'),
      illegal("requests.memory", "4096m", "an amount of bytes", 'Write "4096Mi": "m" is a thousandth.'),
    ]);
  });
});
