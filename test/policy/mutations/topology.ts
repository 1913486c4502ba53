import { change } from "../harness.ts";
import { find, label, set, type Mutations, type Place } from "./mutation.ts";

export const topology = ({ one, other, release }: Place): Mutations => ({
  "tenant-namespace-naming": {
    mutate: set(`Namespace ${one.namespace}`, label("higress-fleet.io/tenant"), other.id),
    also: ["namespace-labels-owned"],
  },
  "tenant-id-valid-unique": {
    mutate: (world) => world,
    also: [],
    settings: { "tenant-id-valid-unique": { reservedIds: [one.id] } },
  },
  // Without plugins: of which release a second one makes them is a finding of its own.
  "one-release-per-namespace": (world) => [
    ...world.filter(({ type }) => !type.endsWith(":WasmPlugin")),
    change({ ...find(world, release), name: `${one.id}.internal` }, "name", "internal"),
  ],
  "ingress-class-unique": set(`Release ${other.namespace}`, "values.global.ingressClass", one.ingressClass),
  "ingress-class-not-catch-all": set(release, "values.global.ingressClass", ""),
  "watch-namespace-own": set(release, "values.global.watchNamespace", ""),
});
