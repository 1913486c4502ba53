/** The platform's own gateways beside the tenants, and what all have that run a Higress. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { routing } from "./listener.ts";
import { loadBalancer } from "./load-balancer.ts";
import { quotaSchema } from "./quota.ts";
import { cidr } from "./cidr.ts";
import { consoleSchema, serverSettings } from "./servers.ts";
import { priorityClass, resourcesSchema, sizeSchema } from "./sizes.ts";
import { unionError } from "./forms.ts";
import { nginxClass } from "../names.ts";
import { nearest } from "./nearest.ts";
import { atLeastOne, id, label, port, qualifiedName } from "./text.ts";
import { says } from "./words.ts";

/** Absent: all of the fleet's; complete.ts fills it in. */
export const runsIn = () =>
  atLeastOne(label(), "region").exactOptional().describe("Regions it runs in. Default: all regions of the fleet.");

/** Settings of whoever has a Higress of its own. */
export const sized = () => ({
  size: sizeSchema().describe(
    "Size of its gateway: `xs`, `s`, `m`, `l`, `xl` or one of the fleet file's `sizes`. Default: the profile's.",
  ),
  resources: resourcesSchema,
  ...serverSettings(),
});

/** Of the platform's own. Tenants all have the fleet's: before pods of a higher class, those of other tenants would have to go. */
export const installed = () => ({
  ...sized(),
  priorityClass: priorityClass().describe("PriorityClass of its pods, in place of `higress.priorityClass`."),
});

/** Of a Service. */
export const annotations = () =>
  z
    .record(
      z
        .string()
        .regex(
          qualifiedName,
          says("is not the key of an annotation", 'Write it as your cloud documents it: "<domain>/<name>".'),
        )
        .max(253, says("is longer than 253 characters", "Write it as your cloud documents it.")),
      z.string(),
    )
    .prefault({});

const watched = ["own", "all"] as const;

const watchSchema = z
  .enum(watched, {
    error: ({ input }) =>
      input === undefined || input === null || (typeof input === "string" && nearest(input, watched) !== undefined)
        ? undefined
        : says(
            'is neither "own" nor "all"',
            "A Higress that watches another namespace than its own never starts its gateway, since it writes no root certificate there, and " +
              'ignores its registries and plugins. For one business namespace write "own" and put Ingresses, their Secrets and Services into ' +
              'higress-<id>; for several, one gateway each, or "all" with the gateway\'s class on the Ingresses it is to serve.',
          ),
  })
  .prefault(defaults.gateway.watch)
  .describe(
    "`own`: Ingresses in its own namespace. `all`: those of its class in every namespace, for which it can read every Secret of the cluster.",
  );

const neither = says(
  "is neither a port nor false",
  "Use a whole number from 1 to 65535, or false, without quotes, for none.",
);

const servicePort = (standard: number) =>
  z.union([z.literal(false, { error: neither }), port()], unionError(neither)).prefault(standard);

const { lowest, highest } = defaults.nodePorts;
const noNodePort = says(
  "is no node port",
  `Use a whole number from ${lowest} to ${highest}, which is what clusters keep for them.`,
);
const nodePort = () => z.int().min(lowest, noNodePort).max(highest, noNodePort).exactOptional();

export const gatewaySchema = z.strictObject({
  id: id().describe("Name of the gateway; its namespace is `higress-<id>`."),
  ...installed(),
  console: consoleSchema,
  watch: watchSchema,
  gatewayApi: z
    .boolean()
    .prefault(defaults.gateway.gatewayApi)
    .describe(
      "Whether it serves Gateways and routes of the Gateway API beside Ingresses, of class `higress-<id>` and in the namespaces that it watches. Needs `higress.gatewayApi`. Tenants' gateways never do.",
    ),
  ingressClass: z
    .literal(nginxClass, {
      error: says(
        "is no class to choose",
        'Remove it: each gateway serves class higress-<id>. "nginx" is for the one that takes over from ingress-nginx.',
      ),
    })
    .exactOptional()
    .describe(
      "`nginx`, for the one gateway that takes over from ingress-nginx (docs/migration.md): it serves class `nginx` and Ingresses without a class, and never writes their status. Default: its own, `higress-<id>`.",
    ),
  backendNamespaces: z
    .array(label())
    .prefault([])
    .describe(
      "Namespaces outside the fleet whose pods its routes lead to, beside the region's `platformNamespaces`; with `watch: all`.",
    ),
  exposure: z
    .enum(["cluster", "load-balancer", "node-port"])
    .prefault(defaults.gateway.exposure)
    .describe(
      "`cluster`: reached inside the cluster. `load-balancer`: has an address of its own. `node-port`: has a port of every node where one of its pods runs.",
    ),
  ports: z
    .strictObject({
      http: servicePort(defaults.gateway.ports.http).describe("For HTTP."),
      https: servicePort(defaults.gateway.ports.https).describe("For HTTPS."),
    })
    .prefault({})
    .describe(
      "Ports of its Service, which clients dial; `false` closes one. Its pods have 80 and 443 in every case. A redirect to HTTPS leads to the right port with 80 and 443 only.",
    ),
  nodePorts: z
    .strictObject({
      http: nodePort().describe("For HTTP. Default: the cluster picks one."),
      https: nodePort().describe("For HTTPS. Default: the cluster picks one."),
    })
    .prefault({})
    .describe(
      "Ports of the nodes that its Service takes, where it is no `cluster` one. No two gateways of a region have the same.",
    ),
  serviceAnnotations: annotations().describe(
    "Annotations of its LoadBalancer Service, for the cloud's controller: an internal load balancer, for example.",
  ),
  loadBalancer: loadBalancer(),
  sourceCidrs: atLeastOne(cidr(), "network").describe("Clients that may reach it."),
  ...routing(),
  regions: runsIn(),
  quota: quotaSchema,
});
