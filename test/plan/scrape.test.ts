import { expect } from "chai";
import type { Scrape } from "../../plan/model/monitoring.ts";
import { controllerAnnotations, gatewayAnnotations, planPodMonitors } from "../../plan/scrape.ts";
import type { Installation } from "../../plan/site.ts";
import { planValues } from "../../plan/values.ts";
import { reading } from "./fleet.ts";
import { acmeLabels, installation, site } from "./planned.ts";

const scraped = (scrape: Scrape, change: Partial<Installation> = {}): Installation =>
  installation({ site: { ...site, monitoring: { ...reading, scrape } }, ...change });
const monitored = (change: Partial<Installation> = {}) => scraped(reading.scrape, change);
const annotated = scraped({ by: "annotations" });

describe("What tells Prometheus of an installation's pods", () => {
  it("is, for the operator, a PodMonitor of the gateways", () => {
    expect(planPodMonitors(monitored())[0]).to.deep.equal({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PodMonitor",
      metadata: {
        name: "higress-gateway",
        namespace: "acme-gateway",
        labels: { release: "prometheus", ...acmeLabels },
      },
      spec: {
        selector: { matchLabels: { app: "higress-gateway", higress: "acme-gateway-higress-gateway" } },
        sampleLimit: 50_000,
        podMetricsEndpoints: [{ port: "istio-prom", path: "/stats/prometheus", interval: "30s", honorLabels: false }],
      },
    });
  });

  it("is, for the operator, another of the controller, on a port that has no name", () => {
    const [, controller] = planPodMonitors(monitored());
    expect(controller?.spec.podMetricsEndpoints).to.deep.equal([
      {
        port: "http",
        path: "/metrics",
        relabelings: [
          {
            sourceLabels: ["__address__"],
            regex: "(.+):[0-9]+",
            replacement: "$1:15014",
            targetLabel: "__address__",
          },
        ],
        interval: "30s",
        honorLabels: false,
      },
    ]);
    // As Prometheus does it, with both kinds of address.
    const { regex = "", replacement = "" } = controller?.spec.podMetricsEndpoints[0]?.relabelings?.[0] ?? {};
    const relabelled = (address: string) => address.replace(new RegExp(`^(?:${regex})$`), replacement);
    expect(relabelled("10.244.0.7:8888")).to.equal("10.244.0.7:15014");
    expect(relabelled("[fd00:10:244::7]:8888")).to.equal("[fd00:10:244::7]:15014");
  });

  it("bounds what a tenant may send, and not the platform's own", () => {
    for (const role of ["entry", "gateway"] as const) {
      const [gateways, controller] = planPodMonitors(monitored({ role }));
      expect(gateways?.spec).not.to.have.property("sampleLimit");
      expect(controller?.spec).not.to.have.property("sampleLimit");
    }
  });

  it("has no label that the fleet goes by from anybody else", () => {
    const labels = { "higress-fleet.io/tenant": "globex", team: "a" };
    const [gateways] = planPodMonitors(scraped({ by: "pod-monitor", labels, interval: 30, sampleLimit: 1000 }));
    expect(gateways?.metadata.labels).to.deep.equal({ team: "a", ...acmeLabels });
  });

  it("is annotations on both kinds of pods where the fleet says so, and no object", () => {
    expect(planPodMonitors(annotated)).to.deep.equal([]);
    const { gateway, controller } = planValues(annotated) as Record<string, { readonly podAnnotations?: unknown }>;
    expect(gateway?.podAnnotations).to.deep.equal({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "15020",
      "prometheus.io/path": "/stats/prometheus",
    });
    expect(controller?.podAnnotations).to.deep.equal({
      "prometheus.io/scrape": "true",
      "prometheus.io/port": "15014",
      "prometheus.io/path": "/metrics",
    });
  });

  it("is taken back from the chart where objects say it, or nobody can read", () => {
    for (const one of [monitored(), installation()]) {
      expect(gatewayAnnotations(one)).to.deep.equal({ "prometheus.io/scrape": "false" });
      expect(controllerAnnotations(one)).to.equal(undefined);
    }
    expect(planPodMonitors(installation())).to.deep.equal([]);
  });
});
