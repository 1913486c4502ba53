import { expect } from "chai";
import type { Servers } from "../../plan/model/servers.ts";
import { besideOf } from "../../plan/servers.ts";
import { rolloutPeak, sizingOf, steady } from "../../plan/sizes.ts";
import { changeTenant, validFleet, validTenant } from "./fleet.ts";
import { planned, planObjects, plannedTenant, policyNamed, policyNames } from "./planned.ts";

const pluginServer = { replicas: 5, cpu: "200m", memory: "256Mi" };
const redis = { cpu: "250m", memory: "512Mi" };
const kept = { ...redis, storage: { size: "2048Mi", class: "fast" } };

const gateways = { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } };
const pluginServers = { matchLabels: { app: "higress-plugin-server", higress: "higress-plugin-server" } };
const redises = { matchLabels: { app: "redis-stack-server" } };

/** What changes in a fleet with a tenant's servers, as `<namespace> <kind> <name>`. */
function changed(servers: Servers): readonly string[] {
  const fleet = validFleet();
  const objects = (of: typeof fleet) =>
    new Map(
      planObjects(planned(of)).map((each) => [
        `${each.metadata.namespace ?? ""} ${each.kind} ${each.metadata.name}`,
        JSON.stringify(each),
      ]),
    );
  const [before, after] = [objects(fleet), objects(changeTenant(fleet, "globex", servers))];
  return [...after].flatMap(([key, text]) => (before.get(key) === text ? [] : [key])).toSorted();
}

describe("Servers beside a gateway", () => {
  it("are not there unless somebody asks", () => {
    const { release, namespace, quota } = plannedTenant();
    expect(release.values).to.not.have.any.keys("pluginServer", "redis");
    expect(release.values["global"]).to.not.have.any.keys(
      "enablePluginServer",
      "enableRedis",
      "onlyPushRouteCluster",
      "imagePullSecrets",
    );
    expect(namespace.metadata.annotations).to.not.have.property("higress-fleet.io/plugins");
    expect(quota.spec.hard).to.include({ persistentvolumeclaims: "0", "requests.storage": "0" });
    expect(policyNames(plannedTenant()).filter((name) => /plugin-server|redis/.test(name))).to.deep.equal([]);
  });

  it("are in the chart's values with numbers of their own, and pull with the fleet's credentials", () => {
    const higress = { ...validFleet().higress, imagePullSecrets: ["pull"] };
    const { values } = plannedTenant({ pluginServer, redis: kept }, { higress }).release;
    const numbers = { cpu: "200m", memory: "256Mi" };
    expect(values["pluginServer"]).to.deep.equal({
      replicas: 5,
      resources: { requests: numbers, limits: numbers },
      imagePullSecrets: [{ name: "pull" }],
    });
    expect(values["redis"]).to.deep.equal({
      redis: {
        resources: { requests: redis, limits: redis },
        persistence: { enabled: true, size: "2048Mi", storageClass: "fast" },
      },
    });
    expect(values["global"]).to.deep.include({
      enablePluginServer: true,
      enableRedis: true,
      onlyPushRouteCluster: false,
      imagePullSecrets: [{ name: "pull" }],
    });
  });

  it("are reached by their own gateway on one port each, and call nobody", () => {
    const plan = plannedTenant({ pluginServer, redis });
    const way = (name: string, pods: object, port: number) => {
      const ports = [{ protocol: "TCP", port }];
      expect(policyNamed(plan, name).spec).to.deep.equal({
        podSelector: pods,
        policyTypes: ["Ingress"],
        ingress: [{ from: [{ podSelector: gateways }], ports }],
      });
      expect(policyNamed(plan, `gateway-${name}`).spec).to.deep.equal({
        podSelector: gateways,
        policyTypes: ["Egress"],
        egress: [{ to: [{ podSelector: pods }], ports }],
      });
    };
    way("plugin-server", pluginServers, 8080);
    way("redis", redises, 6379);
  });

  it("have no pods while their tenant is suspended, and keep their volume", () => {
    const { values } = plannedTenant({ pluginServer, redis: kept, suspend: true }).release;
    expect(values["pluginServer"]).to.include({ replicas: 0 });
    expect(values["redis"]).to.have.nested.property("redis.replicas", 0);
    expect(values["redis"]).to.have.nested.property("redis.persistence.enabled", true);
  });

  it("are no backends: what a route opens leads to none of them", () => {
    const plan = plannedTenant({
      redis,
      routes: [
        {
          ...{ name: "shop", host: "shop.acme.aigw.example.com", path: "/", pathType: "Prefix" },
          backend: { service: "shop", port: 80 },
        },
      ],
    });
    expect(policyNamed(plan, "backends").spec.podSelector).to.deep.equal({
      matchExpressions: [
        {
          key: "app",
          operator: "NotIn",
          values: ["higress-controller", "higress-gateway", "higress-plugin-server", "redis-stack-server"],
        },
        { key: "app.kubernetes.io/name", operator: "NotIn", values: ["higress-console"] },
      ],
    });
  });

  it("count at a rollout's peak: a quarter more plugin servers, rounded up, and a Redis in place of the one before", () => {
    expect(besideOf({ pluginServer, redis })).to.deep.equal([
      { cpu: "200m", memory: "256Mi", pods: 5, surge: 2 },
      { cpu: "250m", memory: "512Mi", pods: 1, surge: 0 },
    ]);
    const plain = sizingOf({}, { size: "s", resources: {} });
    const both = sizingOf({}, { size: "s", resources: {}, pluginServer, redis });
    // 5 + 2 plugin servers and one Redis: 1650m and 2304Mi more.
    expect(rolloutPeak(plain)).to.deep.equal({ cpu: "3500m", memory: "4608Mi", pods: 7 });
    expect(rolloutPeak(both)).to.deep.equal({ cpu: "5150m", memory: "6912Mi", pods: 15 });
    expect(steady(both).pods - steady(plain).pods).to.equal(6);
  });

  it("fit quota and LimitRange, their volume too", () => {
    const { quota } = plannedTenant({ pluginServer, redis: kept });
    expect(quota.spec.hard).to.include({
      "limits.cpu": "6100m",
      "limits.memory": "8Gi",
      // The gateway's, a plugin server's and Redis's that is ending.
      pods: "18",
      persistentvolumeclaims: "1",
      // As the API server writes it.
      "requests.storage": "2Gi",
    });
    const large = { cpu: "3", memory: "8Gi" };
    const { entry } = planned(validFleet({ entry: { ...validFleet().entry, redis: large } }));
    expect(entry.limits.spec.limits[0]?.max).to.deep.equal(large);
  });

  it("tell admission policies where a tenant's plugins may come from besides the registry", () => {
    const { namespace } = plannedTenant({ pluginServer });
    expect(namespace.metadata.annotations).to.include({
      "higress-fleet.io/plugins": "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/",
    });
  });

  it("change nothing but the namespace of whoever has them", () => {
    const own = (...objects: readonly string[]) => objects.map((object) => `globex-gateway ${object}`);
    expect(changed({ redis })).to.deep.equal(
      own("NetworkPolicy gateway-redis", "NetworkPolicy redis", "Release higress", "ResourceQuota quota"),
    );
    expect(changed({ pluginServer })).to.deep.equal(
      [
        " Namespace globex-gateway",
        ...own(
          ...["NetworkPolicy gateway-plugin-server", "NetworkPolicy plugin-server"],
          ...["Release higress", "ResourceQuota quota"],
        ),
      ].toSorted(),
    );
  });

  it("stand beside the entry and gateways of the platform alike", () => {
    const fleet = validFleet();
    const plan = planned({
      ...fleet,
      entry: { ...fleet.entry, redis },
      gateways: fleet.gateways.map((gateway) => ({ ...gateway, pluginServer })),
    });
    for (const name of ["redis", "gateway-redis"]) expect(policyNames(plan.entry)).to.include(name);
    for (const gateway of plan.gateways) expect(policyNames(gateway)).to.include("gateway-plugin-server");
    expect(plan.gateways).to.not.have.lengthOf(0);
    expect(validTenant("acme")).to.not.have.any.keys("redis", "pluginServer");
  });
});
