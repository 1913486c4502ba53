import { ingress, rule } from "../objects.ts";
import type { Manifest, Table, Vector } from "../vector.ts";

const tenant = "acme-gateway";
const gateway = "higress-internal";
const consoleOf = (namespace: string): string => `system:serviceaccount:${namespace}:higress-console`;
const header = "higress.io/response-header-control-add";

const inTenant = (annotations: object = {}): Manifest =>
  ingress({ rules: [rule("shop.acme.example")] }, { annotations });
const inGateway = (spec: object, annotations: object = {}): Manifest =>
  ingress({ ingressClassName: "higress-internal", ...spec }, { namespace: gateway, annotations });
const rules = [rule("tools.example.com")];

const plugin = (body: string, namespace = tenant): Manifest => ({
  apiVersion: "extensions.higress.io/v1alpha1",
  kind: "WasmPlugin",
  metadata: { name: "tried", namespace },
  spec: {
    url: "oci://registry.example.com/mirror/plugins/custom-response:1.0.0",
    phase: "STATS",
    failStrategy: "FAIL_OPEN",
    matchRules: [{ ingress: ["tried"], config: { body } }],
  },
});
const backend = { service: { name: "storefront", port: { number: 8080 } } };

const unseen = "they judge what the program registers, and no template of it takes a Secret";
const refused = (name: string, object: Manifest, as?: string): Vector => ({
  ...{ name, verdict: "refuse", object, unseenByRules: unseen },
  ...(as !== undefined && { as }),
});
const accepted = (name: string, object: Manifest, as?: string): Vector => ({
  ...{ name, verdict: "accept", object },
  ...(as !== undefined && { as }),
});

export const table: Table = {
  statement: "console-writes",
  rules: [],
  vectors: [
    accepted("a route by a tenant's console", inTenant(), consoleOf(tenant)),
    accepted("a route for one host by a gateway's console", inGateway({ rules }), consoleOf(gateway)),
    accepted("a plugin by a tenant's console", plugin("gone"), consoleOf(tenant)),
    accepted(
      "a header from a Secret of the tenant's, by the tenant",
      inTenant({ [header]: "X-Key ${secret.acme-gateway/shop.key}" }),
    ),
    accepted(
      "a header from a Secret whose name begins as the console's, by the tenant",
      inTenant({ [header]: "X-Key ${secret.acme-gateway/higress-console-notes.key}" }),
    ),
    accepted("a plugin from a Secret of the tenant's, by the tenant", plugin("${secret.acme-gateway/shop.key}")),
    accepted("a route for every host beside a gateway, by people", inGateway({ rules: [rule()] })),
    accepted(
      "the name of the console beside a template of something else",
      plugin("higress-console.acme-gateway ${secret.acme-gateway/shop.key}"),
    ),

    refused(
      "the console's password in a header, by the tenant",
      inTenant({ [header]: "X-Key ${secret.acme-gateway/higress-console.adminPassword}" }),
    ),
    {
      ...refused(
        "the console's password in a plugin, by the tenant",
        plugin("${secret.acme-gateway/higress-console.adminPassword}"),
      ),
      also: ["wasm-plugin"],
    },
    {
      ...refused(
        "the key of the control plane in a plugin, by the tenant",
        plugin("a ${secret.acme-gateway/shop.key} b ${secret.acme-gateway/istio-ca-secret.ca-key.pem}"),
      ),
      also: ["wasm-plugin"],
    },
    {
      ...refused(
        "the console's password where no namespace is named",
        inGateway({ rules }, { [header]: "X-Key ${secret.higress-console.adminPassword}" }),
      ),
      also: ["secret-templates"],
    },
    {
      ...refused("an update to it", inTenant({ [header]: "X-Key ${secret.acme-gateway/higress-console.key}" })),
      before: inTenant(),
      by: "apply",
    },
    refused(
      "a Secret of the tenant's in a header, by its console",
      inTenant({ [header]: "X-Key ${secret.acme-gateway/shop.key}" }),
      consoleOf(tenant),
    ),
    refused(
      "a Secret of the tenant's in a plugin, by its console",
      plugin("${secret.acme-gateway/shop.key}"),
      consoleOf(tenant),
    ),
    refused(
      "a Secret in a plugin, by a gateway's console",
      plugin("${secret.higress-internal/shop.key}", gateway),
      consoleOf(gateway),
    ),
    refused("a route for every host by a gateway's console", inGateway({ rules: [rule()] }), consoleOf(gateway)),
    refused("an empty host by a gateway's console", inGateway({ rules: [...rules, rule("")] }), consoleOf(gateway)),
    refused(
      "a backend for what no route takes, by a gateway's console",
      inGateway({ defaultBackend: backend }),
      consoleOf(gateway),
    ),
  ],
};
