import { expect } from "chai";
import type { Console } from "../../../plan/model/servers.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { faultsOf, fleetOf, spoil } from "../written.ts";
import { told } from "./told.ts";

const console = { sourceCidrs: ["192.0.2.0/24"], namespaces: [], cpu: "500m", memory: "1Gi" };
const globex = (change: Partial<Console>) =>
  told(changeTenant(validFleet(), "globex", { console: { ...console, ...change } }));
const written = (settings: string) =>
  spoil("    owner: globex@example.com\n", `    owner: globex@example.com\n${settings}`);

describe("who reaches a console", () => {
  it("is written as networks, as namespaces or both, and has a pod of a size that runs", () => {
    const [, tenant] = fleetOf(written("    console: { sourceCidrs: [192.0.2.0/24] }\n")).tenants;
    expect(tenant?.console).to.deep.equal(console);
    expect(globex({})).to.deep.equal([]);
    expect(globex({ sourceCidrs: [], namespaces: ["middleware"] })).to.deep.equal([]);
    expect(globex({ cpu: "1" + "m" })[0]).to.match(/^tenants\[1\].console.cpu: "1m" is too little/);
  });

  it("is not written in other words", () => {
    const wrong: readonly (readonly [settings: string, fault: string])[] = [
      ["    console: true\n", "tenants[1].console"],
      ["    console: { from: everybody }\n", "tenants[1].console.from"],
      ["    console: { sourceCidrs: [office] }\n", "tenants[1].console.sourceCidrs[0]"],
      ["    console: { namespaces: [middleware], password: hunter2 }\n", "tenants[1].console.password"],
    ];
    for (const [settings, place] of wrong) {
      const faults = faultsOf(written(settings));
      expect(faults, settings).to.have.lengthOf(1);
      expect(faults[0], settings).to.include(` ${place}: `);
      expect(faults[0]).to.not.include("hunter2");
    }
    expect(faultsOf(spoil("entry:\n", "entry:\n  console: { namespaces: [middleware] }\n"))[0]).to.include("console");
  });

  it("is somebody", () => {
    expect(globex({ sourceCidrs: [] })).to.deep.equal([
      'tenants[1].console: the console of tenant "globex" names nobody who may reach it | Name networks in sourceCidrs, platform namespaces in namespaces, or both.',
    ]);
  });

  it("is not everybody, nor anybody twice", () => {
    expect(globex({ sourceCidrs: ["0.0.0.0/0"] })).to.deep.equal([
      'tenants[1].console.sourceCidrs[0]: "0.0.0.0/0" is no allow-list, and the console writes routes and plugins | Name the networks of its people, of prefix length 8 or longer.',
    ]);
    for (const wide of ["0.0.0.0/1", "128.0.0.0/1", "8.0.0.0/7", "::/0", "2000::/3", "2001:d00::/24"]) {
      expect(globex({ sourceCidrs: [wide] })[0], wide).to.include("is no allow-list");
    }
    expect(globex({ sourceCidrs: ["10.0.0.0/8", "2001:db8::/32"] })).to.deep.equal([]);
    expect(globex({ namespaces: ["middleware", "middleware"] })[0]).to.include(
      'namespaces[1]: "middleware" is named twice',
    );
  });

  it("is no pod of the cluster by its address, and no address that nobody has", () => {
    expect(globex({ sourceCidrs: ["10.244.7.0/24"] })[0]).to.match(
      /^tenants\[1\].console.sourceCidrs\[0\]: "10.244.7.0\/24" lies in the pod network/,
    );
    expect(globex({ sourceCidrs: ["169.254.169.254/32"] })[0]).to.include("metadata service");
    expect(globex({ sourceCidrs: ["192.0.2.7/24"] })[0]).to.include("bits set beyond its prefix length");
  });

  it("is the platform, and no other tenant", () => {
    expect(globex({ namespaces: ["acme-gateway"] })).to.deep.equal([
      'tenants[1].console.namespaces[0]: namespace "acme-gateway" belongs to tenant "acme", whose pods could reach the console | Name a namespace of the platform, where its people come from.',
    ]);
    expect(globex({ namespaces: ["kube-system"] })[0]).to.include("belongs to Kubernetes");
    const [told = ""] = globex({ namespaces: ["office"] });
    expect(told).to.match(
      /^tenants\[1\].console.namespaces\[0\]: namespace "office" is no platform namespace of region "\w+" \| Use one of "middleware"/,
    );
    expect(
      told.endsWith(" Any tenant may declare egress to those: what leads to the console from there asks for a login."),
    ).to.equal(true);
  });

  it("is judged of a gateway of the platform alike", () => {
    const fleet = validFleet();
    const gateways = fleet.gateways.map((gateway) => ({ ...gateway, console: { ...console, sourceCidrs: ["::/0"] } }));
    expect(told({ ...fleet, gateways })[0]).to.match(
      /^gateways\[0\].console.sourceCidrs\[0\]: "::\/0" is no allow-list/,
    );
  });

  it("is nobody where the gateway reads the Secrets of the whole cluster", () => {
    const fleet = validFleet();
    const watching = (watch: "all" | "own") => ({
      ...fleet,
      gateways: fleet.gateways.map((gateway) => ({ ...gateway, watch, console })),
    });
    expect(told(watching("own"))).to.deep.equal([]);
    expect(told(watching("all"))).to.deep.equal([
      'gateways[0].console: the controller of gateway "internal" fills Secrets of every namespace into plugins that its console\'s people would write | Take the console away, or set watch to own.',
    ]);
  });

  it("is no backend of a route", () => {
    const fleet = changeTenant(validFleet(), "globex", {
      routes: [
        {
          ...{ name: "pages", host: "pages.globex.aigw.example.com", path: "/", pathType: "Prefix" },
          backend: { service: "higress-console", port: 8080 },
        },
      ],
    });
    expect(told(fleet)[0]).to.include('Service "higress-console" is Higress itself and cannot be a backend');
  });

  it("needs room in a quota that is written out", () => {
    const quota = {
      ...{ "count/deployments.apps": "2", "count/serviceaccounts": "3", secrets: "9", configmaps: "5" },
      ...{ services: "2", pods: "7" },
    };
    const faults = told(changeTenant(validFleet(), "globex", { quota, console })).map((each) => each.split(":")[0]);
    expect(faults).to.include.members(
      Object.keys(quota).map((key) => `tenants[1].quota.${key.includes("/") ? `["${key}"]` : key}`.replace(".[", "[")),
    );
  });
});
