/** The lawful registrations that mutants are made of: what the example stacks register, and what tenants bring themselves. */
import { fleetFacts } from "../../plan/index.ts";
import type { Facts } from "../../policy/facts.ts";
import { gatewayApiSettings, withGatewayApi } from "../policy/world-gateway-api.ts";
import { unknown, type Sketch } from "../policy/harness.ts";
import { shownToPack } from "../stacks/registered.ts";
import { fleetOf } from "../support/plan.ts";
import type { Stage } from "./mutant.ts";

const examples = [
  { stack: "test", file: "fleets/test.yaml", region: "local" },
  { stack: "prod", file: "fleets/prod.yaml", region: "south" },
] as const;

/** One for each example stack; and for the first, what it would be with Gateway API. */
export async function stages(): Promise<readonly Stage[]> {
  const plain: Stage[] = [];
  // One after the other: all recordings of a process share one engine.
  for (const { stack, file, region } of examples) {
    const facts: Facts = fleetFacts(fleetOf(file), region);
    const registered = await shownToPack(file, region);
    const own = facts.tenants.flatMap((tenant) => guests(facts, tenant).map((guest) => ({ ...guest, stack })));
    const sketches = [...registered, ...own];
    plain.push({ name: stack, facts, sketches, places: sketches, settings: {} });
  }
  return [...plain, ...plain.slice(0, 1).map(onGatewayApi)];
}

function onGatewayApi({ name, facts, sketches }: Stage): Stage {
  const tenant = facts.tenants[0];
  if (tenant === undefined) throw new Error("a stage needs tenants");
  const stack = name;
  const routed = withGatewayApi(sketches, facts, tenant).map((sketch) => ({ ...sketch, stack }));
  const places = routed.filter(({ type }) => type.startsWith("kubernetes:gateway.networking.k8s.io/"));
  return { name: `${name} on Gateway API`, facts, sketches: routed, places, settings: gatewayApiSettings };
}

/** Registry that plugins and images come from; that of the chart's images by default. */
export const hubOf = ({ hub }: Facts): string => hub ?? "higress-registry.cn-hangzhou.cr.aliyuncs.com";

/** What the program registers nothing of, and a tenant has nevertheless: a Service, its pods, a plugin, a Secret, a ConfigMap. */
function guests(facts: Facts, { id, namespace, hosts, ingressClass }: Facts["tenants"][number]): readonly Sketch[] {
  const guest = (apiVersion: string, kind: string, name: string, body: Readonly<Record<string, unknown>>): Sketch => ({
    type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
    name: `${id}.guest.${kind}`,
    parents: "higress-fleet:index:Fleet$higress-fleet:index:Tenant",
    props: { apiVersion, kind, metadata: { name, namespace }, ...body },
  });
  const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
  return [
    guest("v1", "Service", "shop", { spec: { type: "ClusterIP", selector: { app: "shop" }, ports: [{ port: 8080 }] } }),
    guest("v1", "ConfigMap", "shop", { data: { "log.level": "info" } }),
    guest("v1", "Secret", "shop", { type: "Opaque", stringData: { key: unknown } }),
    guest("apps/v1", "Deployment", "shop", { spec: deployment(`${hubOf(facts)}/shop@${digest}`) }),
    guest("networking.k8s.io/v1", "Ingress", "guest", {
      spec: {
        ingressClassName: ingressClass,
        rules: hosts.slice(0, 1).map((host) => ({
          host: host.replace("*", "guest"),
          http: {
            paths: [
              { path: "/guest", pathType: "Prefix", backend: { service: { name: "shop", port: { number: 8080 } } } },
            ],
          },
        })),
      },
    }),
    guest("extensions.higress.io/v1alpha1", "WasmPlugin", "key-auth", {
      spec: {
        url: `oci://${hubOf(facts)}/plugins/key-auth@${digest}`,
        phase: "AUTHN",
        priority: 310,
        failStrategy: "FAIL_CLOSE",
        imagePullSecret: "registry",
        defaultConfig: { global_auth: false, keys: ["x-api-key"] },
        matchRules: [{ domain: [...hosts], config: { allow: ["desk"] } }],
      },
    }),
  ];
}

const deployment = (image: string) => ({
  replicas: 1,
  selector: { matchLabels: { app: "shop" } },
  template: {
    metadata: { labels: { app: "shop" } },
    spec: {
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "shop",
          image,
          resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { cpu: "20m", memory: "32Mi" } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      ],
    },
  },
});
