import { expect } from "chai";
import type { Gateway } from "../../../plan/model.ts";
import { validFleet, validGateway } from "../fleet.ts";
import { told } from "./told.ts";

const gateways = (...all: readonly Gateway[]) => told(validFleet({ gateways: all }));
const internal = (change: Partial<Gateway>) => gateways(validGateway("internal", change));

describe("ports of a gateway", () => {
  it("may be any two, or one with the other closed", () => {
    expect(internal({ ports: { http: 8080, https: 8443 } })).to.deep.equal([]);
    expect(internal({ ports: { http: 443, https: 80 } })).to.deep.equal([]);
    expect(internal({ ports: { http: 8080, https: false } })).to.deep.equal([]);
    expect(internal({ ports: { http: false, https: 8443 } })).to.deep.equal([]);
  });

  it("are not one port for two protocols", () => {
    expect(internal({ ports: { http: 443, https: 443 } })).to.deep.equal([
      'gateways[0].ports.https: gateway "internal" would have port 443 for both HTTP and HTTPS | Give each a port of its own.',
    ]);
  });

  it("are not both closed", () => {
    expect(internal({ ports: { http: false, https: false } })).to.deep.equal([
      'gateways[0].ports: gateway "internal" has neither a port for HTTP nor one for HTTPS, so nobody reaches it | Leave one of the two open, or remove the gateway.',
    ]);
  });
});

describe("node ports of a gateway", () => {
  const nodePorts = { http: 30080, https: 30443 };

  it("are for Services that are open on nodes, those of load balancers included", () => {
    expect(internal({ exposure: "node-port", nodePorts })).to.deep.equal([]);
    expect(internal({ exposure: "load-balancer", nodePorts })).to.deep.equal([]);
    expect(internal({ exposure: "cluster", nodePorts: { https: 30443 } })).to.deep.equal([
      'gateways[0].nodePorts.https: a gateway with "exposure: cluster" is open on no node, so it cannot have node port 30443 | Remove it, or write "exposure: node-port".',
    ]);
  });

  it("are not for a port that is closed", () => {
    expect(internal({ exposure: "node-port", ports: { http: 80, https: false }, nodePorts })).to.deep.equal([
      'gateways[0].nodePorts.https: node port 30443 is for a port that "ports.https: false" closes | Remove one of the two.',
    ]);
  });

  it("are one gateway's and one protocol's in a region, and told once", () => {
    const open = (id: string, change: Partial<Gateway>) =>
      validGateway(id, { exposure: "node-port", nodePorts, ...change });
    const remedy = "Choose another; Kubernetes gives each to one port of one Service.";
    expect(gateways(open("a", {}), open("b", { regions: ["north"] }))).to.deep.equal([]);
    expect(
      gateways(
        open("a", { regions: ["south", "north"] }),
        open("b", { nodePorts: { https: 30080 }, regions: ["north", "south"] }),
      ),
    ).to.deep.equal([
      `gateways[1].nodePorts.https: node port 30080 is taken by gateway "a" in region "south" | ${remedy}`,
    ]);
    expect(gateways(open("a", { nodePorts: { http: 30080, https: 30080 } }))).to.deep.equal([
      `gateways[0].nodePorts.https: node port 30080 is taken for its HTTP in region "south" | ${remedy}`,
    ]);
  });
});

describe("annotations of a gateway's Service", () => {
  const serviceAnnotations = { "example.com/internal": "true" };

  it("are for its load balancer, and there is none where the gateway is exposed otherwise", () => {
    expect(internal({ exposure: "load-balancer", serviceAnnotations })).to.deep.equal([]);
    for (const exposure of ["cluster", "node-port"] as const) {
      expect(internal({ exposure, serviceAnnotations })).to.deep.equal([
        `gateways[0].serviceAnnotations: a gateway with "exposure: ${exposure}" has no load balancer, so no cloud's controller reads these | Remove them, or write "exposure: load-balancer".`,
      ]);
    }
  });
});

describe("class nginx", () => {
  it("is one gateway's in a fleet, whatever regions they run in", () => {
    const nginx = (id: string, region: string) =>
      validGateway(id, { watch: "all", ingressClass: "nginx", regions: [region] });
    expect(gateways(nginx("old", "south"), validGateway("internal"))).to.deep.equal([]);
    expect(gateways(nginx("old", "south"), validGateway("internal"), nginx("older", "north"))).to.deep.equal([
      'gateways[2].ingressClass: gateway "older" would serve class "nginx", which gateway "old" serves | Keep it at one of the two: both would answer for every host of the class.',
    ]);
  });
});

describe("namespaces that a gateway leads into", () => {
  const into = (...backendNamespaces: readonly string[]) => internal({ watch: "all", backendNamespaces });

  it("are outside the fleet, named once", () => {
    expect(into("shops", "middleware")).to.deep.equal([]);
    expect(into("shops", "globex-gateway", "higress-system", "kube-system", "shops")).to.deep.equal([
      'gateways[0].backendNamespaces[1]: namespace "globex-gateway" belongs to tenant "globex", and no gateway leads into it | Remove it; name namespaces outside the fleet.',
      'gateways[0].backendNamespaces[2]: namespace "higress-system" belongs to the entry, and no gateway leads into it | Remove it; name namespaces outside the fleet.',
      'gateways[0].backendNamespaces[3]: namespace "kube-system" belongs to Kubernetes, and no gateway leads into it | Remove it; name namespaces outside the fleet.',
      'gateways[0].backendNamespaces[4]: "shops" is named twice | Name it once.',
    ]);
  });

  it("are for one that serves Ingresses there", () => {
    expect(internal({ watch: "own", backendNamespaces: ["shops"] })).to.deep.equal([
      'gateways[0].backendNamespaces: a gateway with "watch: own" has no routes to other namespaces | Remove them, or write "watch: all".',
    ]);
  });
});
