import { stringify } from "yaml";

/** A fleet file with `count` tenants of the smallest size, each with a route and a registry, on the stand-in chart. */
export function benchFleet(count: number): string {
  return stringify({
    // Where the policy pack lets gateways be as small as they come.
    environment: "dev",
    domain: "bench.example.com",
    protect: false,
    regions: {
      local: { podCidrs: ["10.0.0.0/16"], serviceCidrs: ["10.96.0.0/16"], apiServerCidrs: ["192.0.2.1/32"] },
    },
    higress: {
      chart: { path: "./local/chart/higress-core" },
      crds: "./local/chart/higress-core/crds/customresourcedefinitions.yaml",
    },
    entry: { size: "s" },
    tenants: Array.from({ length: count }, (_, index) => tenant(`t${String(index + 1).padStart(4, "0")}`)),
  });
}

function tenant(id: string): object {
  return {
    id,
    owner: `${id}@example.com`,
    size: "xs",
    registries: [{ type: "static", name: "backend", endpoints: ["192.0.2.10:8080"], port: 80 }],
    routes: [
      {
        name: "api",
        host: `api.${id}.bench.example.com`,
        path: "/",
        backend: { registry: "backend", port: 80 },
      },
    ],
  };
}
