/** Servers that may run beside a gateway. */
import * as z from "zod";
import { defaults } from "../defaults.ts";
import { unionError } from "./forms.ts";
import { whole } from "./sizes.ts";
import { cidr } from "./cidr.ts";
import { label, objectName, quantity } from "./text.ts";
import { says } from "./words.ts";

/** A server with all its defaults, or with numbers of its own. */
const server = <Shape extends z.ZodRawShape>(shape: Shape, example: string) => {
  const map = z.strictObject(shape);
  return z
    .union(
      [
        z
          .boolean()
          .refine((on) => on, says("does not say more than nothing", "Leave it out to have none."))
          .transform(() => map.parse({})),
        map,
      ],
      unionError(
        says(
          "is neither true nor a map",
          `Write true, without quotes, to have it by its defaults, or a map: "${example}".`,
        ),
      ),
    )
    .exactOptional();
};

const compute = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }) => ({
  cpu: quantity().prefault(cpu).describe("CPU of a pod, asked for and at the most."),
  memory: quantity().prefault(memory).describe("Memory of a pod likewise."),
});

const storage = z
  .strictObject({
    size: quantity().describe("Size of the volume, `1Gi`; a StatefulSet's claim may grow and never shrinks."),
    class: objectName().exactOptional().describe("Its StorageClass. Default: the cluster's."),
  })
  .exactOptional()
  .describe("A volume for its data. Left out, they are gone with the pod.");

/** Of tenants and of the platform's gateways. The entry has none: whoever is let into it would write every tenant's routes. */
export const consoleSchema = z
  .strictObject({
    sourceCidrs: z
      .array(cidr())
      .prefault([])
      .describe("Networks outside the cluster from which people reach it, as its pod sees their addresses."),
    namespaces: z
      .array(label())
      .prefault([])
      .describe("Namespaces from which they do; of the region's `platformNamespaces`."),
    ...compute(defaults.console),
  })
  .exactOptional()
  .describe(
    "Higress's console for this gateway alone, with rights in its namespace alone. `sourceCidrs`, `namespaces` or both say who reaches it; without either it is refused. Default: none.",
  );

/** Of the entry alone. */
export const pageServerSetting = () =>
  server(
    {
      replicas: whole(1, 20).prefault(defaults.pageServer.replicas).describe("Its pods."),
      ...compute(defaults.pageServer),
      image: z
        .string()
        .regex(
          /^[a-z0-9][a-z0-9.:-]*(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+(:[\w][\w.-]{0,127})?(@sha256:[0-9a-f]{64})?$/,
          says(
            "is no image with its registry",
            'Write registry, name and tag or digest: "registry.example.com/higress/gateway:2.2.4".',
          ),
        )
        .max(400)
        .exactOptional()
        .describe(
          "Image with Envoy at `/usr/local/bin/envoy`. Default: that of the entry's gateway; where `higress.chart` is a directory, it has to be named.",
        ),
    },
    "{ replicas: 2, cpu: 100m }",
  ).describe(
    "A server beside the entry that answers in place of tenants that are away, each with its `maintenance.answer`: `true`, or a map. Default: none.",
  );

/** Settings of whoever has a Higress of its own. */
export const serverSettings = () => ({
  pluginServer: server(
    {
      replicas: whole(1, 20).prefault(defaults.pluginServer.replicas).describe("Its pods."),
      ...compute(defaults.pluginServer),
    },
    "{ replicas: 2, cpu: 200m }",
  ).describe(
    "A server in its namespace that hands Higress's own plugins to its gateway by HTTP, where no OCI registry can: `true`, or a map. Default: none.",
  ),
  redis: server({ ...compute(defaults.redis), storage }, "{ memory: 1Gi, storage: { size: 5Gi } }").describe(
    "A Redis in its namespace, for plugins of its gateway that count or cache: `true`, or a map. One pod, without a password: its gateway reaches it and nobody else. Default: none.",
  ),
});
