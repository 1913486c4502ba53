import { expect } from "chai";
import type { Servers } from "../../../plan/model/servers.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, fleetOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const globex = (servers: Servers) => told(changeTenant(validFleet(), "globex", servers));
const redis = { cpu: "250m", memory: "512Mi" };
const written = (settings: string) =>
  spoil("    owner: globex@example.com\n", `    owner: globex@example.com\n${settings}`);

describe("servers beside a gateway", () => {
  it("are had by a word, with the defaults, or with single numbers", () => {
    const [, plain] = fleetOf(written("    pluginServer: true\n    redis: true\n")).tenants;
    expect(plain?.pluginServer).to.deep.equal({ replicas: 2, cpu: "200m", memory: "256Mi" });
    expect(plain?.redis).to.deep.equal({ cpu: "250m", memory: "512Mi" });
    const [, own] = fleetOf(written("    redis: { memory: 1Gi, storage: { size: 5Gi } }\n")).tenants;
    expect(own?.redis).to.deep.equal({ cpu: "250m", memory: "1Gi", storage: { size: "5Gi" } });
    expect(own).to.not.have.property("pluginServer");
  });

  it("are not had by what says nothing, or something else", () => {
    const wrong: readonly (readonly [settings: string, fault: string])[] = [
      ["    redis: false\n", "tenants[1].redis"],
      ["    redis: yes please\n", "tenants[1].redis"],
      ["    pluginServer: { replicas: 0 }\n", "tenants[1].pluginServer.replicas"],
      ["    pluginServer: { replica: 2 }\n", "tenants[1].pluginServer.replica"],
      ["    redis: { storage: {} }\n", "tenants[1].redis.storage.size"],
      ["    redis: { password: hunter2 }\n", "tenants[1].redis.password"],
    ];
    for (const [settings, place] of wrong) {
      const faults = faultsOf(written(settings));
      expect(faults, settings).to.have.lengthOf(1);
      expect(faults[0], settings).to.include(` ${place}: `);
      expect(faults[0]).to.not.include("hunter2");
    }
    expect(faultsOf(written("    redis: false\n"))[0]).to.include("Leave it out to have none.");
  });

  it("have amounts that run something", () => {
    expect(
      globex({
        pluginServer: { replicas: 1, cpu: "1m", memory: "128m" },
        redis: { cpu: "250m", memory: "512", storage: { size: "5" } },
      }),
    ).to.deep.equal([
      'tenants[1].pluginServer.cpu: "1m" is too little for anything to run | Write "10m" or more; "500m" is half a CPU.',
      'tenants[1].pluginServer.memory: "128m" is not an amount of bytes | Write "128Mi": "m" is a thousandth.',
      'tenants[1].redis.memory: "512" is too little for anything to run | Write "32Mi" or more; "512" is 512 bytes, "512Mi" 512 mebibytes.',
      'tenants[1].redis.storage.size: "5" is too little for anything to run | Write "1Mi" or more; "512" is 512 bytes, "512Mi" 512 mebibytes.',
    ]);
  });

  it("need room in a quota that is written out, volume and objects included", () => {
    const quota = { persistentvolumeclaims: "0", "requests.storage": "1Gi", pods: "7", "count/deployments.apps": "2" };
    const fleet = changeTenant(validFleet(), "globex", {
      ...{ quota, redis: { ...redis, storage: { size: "5Gi" } } },
      pluginServer: { replicas: 1, cpu: "100m", memory: "128Mi" },
    });
    expect(told(fleet).map((fault) => fault.split(" | ")[0])).to.deep.equal([
      'tenants[1].quota.persistentvolumeclaims: tenant "globex" has quota "persistentvolumeclaims" of "0", but its Redis needs "1"',
      'tenants[1].quota["requests.storage"]: tenant "globex" has quota "requests.storage" of "1Gi", but its Redis needs "5Gi"',
      'tenants[1].quota.pods: tenant "globex" has quota "pods" of "7", but a gateway of size "s" and its servers need "10" while it rolls out with 4 pods',
      'tenants[1].quota["count/deployments.apps"]: tenant "globex" has quota "count/deployments.apps" of "2", but Higress itself has "3"',
    ]);
  });

  it("must be admitted by the LimitRange", () => {
    const [fault] = globex({ redis: { cpu: "2", memory: "512Mi" } });
    expect(fault).to.include('max cpu of "1" does not admit Higress\'s own containers');
  });

  it("are no backends of routes", () => {
    for (const service of ["higress-plugin-server", "redis-stack-server"]) {
      expect(faultsOf(spoil("backend: { service: api,", `backend: { service: ${service},`))[0]).to.include(
        `Service "${service}" is Higress itself and cannot be a backend`,
      );
    }
  });
});
