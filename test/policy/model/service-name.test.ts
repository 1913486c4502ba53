import { expect } from "chai";
import { clusterService } from "../../../policy/model/service-name.ts";

const read = (host: string) => clusterService(host, "cluster.local", (label) => ["shop", "default"].includes(label));

describe("clusterService", () => {
  it("completes a name as a pod's search list does", () => {
    expect(read("orders")).to.deep.equal({ service: "orders" });
    for (const host of [
      ...["orders.shop", "orders.shop.svc", "orders.shop.svc.cluster.local", "orders-0.orders.shop"],
      "orders-0.orders.shop.svc.cluster.local",
    ]) {
      expect(read(host), host).to.deep.equal({ service: "orders", namespace: "shop" });
    }
    expect(read("10-0-0-1.shop.pod.cluster.local")).to.deep.equal({ service: "10-0-0-1", namespace: "shop" });
    expect(read("10-0-0-1.shop.pod")).to.deep.equal({ service: "10-0-0-1", namespace: "shop" });
  });

  it("knows a namespace nobody named once the name says it is a Service", () => {
    expect(read("orders.elsewhere.svc")).to.deep.equal({ service: "orders", namespace: "elsewhere" });
    expect(read("orders.elsewhere")).to.equal(undefined);
  });

  it("takes the rest of the cluster's domain for nobody's", () => {
    expect(read("etcd.cluster.local")).to.deep.equal({ service: "etcd.cluster.local", namespace: "" });
    expect(read("shop.svc")).to.deep.equal({ service: "", namespace: "shop" });
  });

  it("leads out of the cluster with every other name", () => {
    for (const host of ["example.com", "svc.example.com", "orders.shop.svc.example.com", "mycluster.local.example"]) {
      expect(read(host), host).to.equal(undefined);
    }
  });
});
