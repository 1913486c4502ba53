/** What runs beside the gateways of whole.ts, as it is read. */
import type { Console, Servers } from "../../plan/model/servers.ts";
import type { Whole } from "./whole.ts";

export const servers: Whole<Servers> = {
  pluginServer: { replicas: 3, cpu: "300m", memory: "320Mi" },
  redis: { cpu: "350m", memory: "640Mi", storage: { size: "2Gi", class: "fast" } },
};

export const console: Whole<Console> = {
  sourceCidrs: ["198.51.100.64/26"],
  namespaces: ["monitoring"],
  cpu: "450m",
  memory: "960Mi",
};
