/** As mutations.ts, for the rules about routes, releases, permissions and registries. */
import { altered } from "./mutations.ts";
import type { Mutation } from "./mutations.ts";
import type { Sketch } from "./harness.ts";

const added =
  (sketch: Sketch): Mutation =>
  (world) => [...world, sketch];

export const mutations2: Readonly<Record<string, Mutation>> = {
  "service-exposure": added({
    type: "kubernetes:core/v1:Service",
    name: "acme.shop",
    props: { metadata: { name: "shop", namespace: "acme-gateway" }, spec: { type: "NodePort", ports: [{ port: 80 }] } },
  }),
  "host-required": altered("entry.acme", "spec.defaultBackend", {
    resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" },
  }),
  "host-exclusive": altered("entry.globex", "spec.tls[1]", { hosts: ["API.acme.example."], secretName: "globex-tls" }),
  "host-owner-matches": altered("acme.route.shop", "spec.rules[0].host", "shop.example.org"),
  "tls-required-and-redirect": altered("entry.acme", "spec.tls[1].hosts[0]", "API.acme.example"),
  "host-isolation-values": altered("acme.release", "values.gateway.service", undefined),
  "release-gateway-rbac-off": altered("globex.release", "values.gateway.rbac.enabled", "false"),
  "release-narrowed": altered("acme.release", "postrender", undefined),
  "release-narrowed-in-effect": altered("shared.controller-binding", "roleRef.name", "higress-gateway-controller"),
  "release-chart-pinned-source": altered("acme.release", "version", "2.2.3"),
  "release-resources-complete": altered("globex.release", "values.pilot.resources", undefined),
  "rbac-no-tenant-cluster-scope": altered("controller", "rules[0].resources[2]", "pods"),
  "rbac-secrets-scoped": altered("globex.gateway-binding", "subjects[1]", {
    kind: "ServiceAccount",
    name: "higress-gateway",
    namespace: "acme-gateway",
  }),
  "mcpbridge-effective": altered("acme.bridge", "metadata.name", "registries"),
  "mcpbridge-target-safe": altered("acme.bridge", "spec.registries[0].domain", "higress-gateway.globex-gateway.svc"),
  "secret-hygiene": altered("acme.release", 'values.pilot.env["REGISTRY_TOKEN"]', "s3cr3t"),
};
