import { expect } from "chai";
import { nodePortCount, openPorts, planService } from "../../plan/service.ts";
import type { Installation } from "../../plan/site.ts";
import { installation } from "./planned.ts";

const sourceCidrs = ["192.0.2.0/24"];
const service = (change: Partial<Installation>) => planService(installation(change));
const nodePort = (http?: number, https?: number) =>
  ({
    type: "node-port",
    nodePorts: { ...(http !== undefined && { http }), ...(https !== undefined && { https }) },
  }) as const;

describe("The Service of a gateway", () => {
  it("says nothing of ports where they are the chart's", () => {
    expect(service({})).to.deep.equal({ type: "ClusterIP" });
    expect(service({ ports: { http: 80, https: 443 } })).to.deep.equal({ type: "ClusterIP" });
    expect(service({ exposure: nodePort() })).to.deep.equal({ type: "NodePort", externalTrafficPolicy: "Local" });
  });

  it("has the whole list where one of them is not, and leads to the pods' own ports in every case", () => {
    expect(service({ ports: { http: 8080, https: 443 } })).to.deep.equal({
      type: "ClusterIP",
      ports: [
        { name: "http2", port: 8080, protocol: "TCP", targetPort: 80 },
        { name: "https", port: 443, protocol: "TCP", targetPort: 443 },
      ],
    });
    expect(service({ ports: { http: false, https: 8443 } })).to.deep.equal({
      type: "ClusterIP",
      ports: [{ name: "https", port: 8443, protocol: "TCP", targetPort: 443 }],
    });
  });

  it("takes the node ports that the fleet names, and leaves the others to the cluster", () => {
    expect(service({ exposure: nodePort(undefined, 30443) })).to.deep.equal({
      type: "NodePort",
      externalTrafficPolicy: "Local",
      ports: [
        { name: "http2", port: 80, protocol: "TCP", targetPort: 80 },
        { name: "https", port: 443, protocol: "TCP", targetPort: 443, nodePort: 30443 },
      ],
    });
    const exposure = {
      type: "load-balancer",
      sourceCidrs,
      serviceAnnotations: {},
      nodePorts: { http: 30080 },
    } as const;
    expect(service({ exposure, ports: { http: 80, https: false } })).to.deep.equal({
      type: "LoadBalancer",
      externalTrafficPolicy: "Local",
      loadBalancerSourceRanges: sourceCidrs,
      ports: [{ name: "http2", port: 80, protocol: "TCP", targetPort: 80, nodePort: 30080 }],
    });
  });

  it("is made by the controller that the fleet names, at the address that it names", () => {
    const exposure = { type: "load-balancer", sourceCidrs: ["0.0.0.0/0"], serviceAnnotations: {} } as const;
    const made = (loadBalancer: object) => service({ exposure: { ...exposure, loadBalancer } });
    const standard = { type: "LoadBalancer", externalTrafficPolicy: "Local" };
    expect(made({})).to.deep.equal(standard);
    expect(made({ class: "example.com/edge" })).to.deep.equal({ ...standard, loadBalancerClass: "example.com/edge" });
    expect(made({ address: "203.0.113.10" })).to.deep.equal({ ...standard, loadBalancerIP: "203.0.113.10" });
  });

  it("lets clients in by the pods' ports, and closes the one that nobody is to dial", () => {
    expect(openPorts({})).to.deep.equal([80, 443]);
    expect(openPorts({ ports: { http: 8080, https: 8443 } })).to.deep.equal([80, 443]);
    expect(openPorts({ ports: { http: 8080, https: false } })).to.deep.equal([80]);
    expect(openPorts({ ports: { http: false, https: 80 } })).to.deep.equal([443]);
  });

  it("takes a node port for each of its ports, and inside the cluster none", () => {
    const ports = { http: 80, https: false } as const;
    expect(nodePortCount({ exposure: { type: "cluster" } })).to.equal(0);
    expect(nodePortCount({ exposure: nodePort() })).to.equal(2);
    expect(nodePortCount({ exposure: nodePort(), ports })).to.equal(1);
    expect(nodePortCount({ exposure: { type: "load-balancer", sourceCidrs, serviceAnnotations: {} }, ports })).to.equal(
      1,
    );
  });
});
