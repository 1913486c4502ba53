/** Who reads metrics in the file of whole.ts. */
import type { Monitoring } from "../../plan/model/monitoring.ts";
import type { Whole } from "./whole.ts";

export const monitoringText = `monitoring:
  namespace: monitoring
  pods: { app: prometheus }
  scrape: { podMonitor: { labels: { release: prometheus }, interval: 15, sampleLimit: 20000 } }
  alerts: { errorPercent: 2, latency: 800, connections: 1000, certificateDays: 30, quotaPercent: 80, quietBelow: 0.5 }
`;

export const monitoring: Whole<Monitoring> = {
  namespace: "monitoring",
  pods: { app: "prometheus" },
  scrape: { by: "pod-monitor", labels: { release: "prometheus" }, interval: 15, sampleLimit: 20_000 },
  alerts: {
    errorPercent: 2,
    latency: 800,
    connections: 1000,
    certificateDays: 30,
    quotaPercent: 80,
    quietBelow: 0.5,
  },
};
