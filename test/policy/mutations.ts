/** For each rule one change of the lawful world that it, and only it, must notice. */
import type { Sketch } from "./harness.ts";
import { change } from "./harness.ts";
import { pick, replace } from "./world.ts";

export type Mutation = (world: readonly Sketch[]) => readonly Sketch[];

/** Another value at one path of one resource; `undefined` removes what is there. */
export const altered =
  (name: string, path: string, value: unknown): Mutation =>
  (world) =>
    replace(world, name, change(pick(name), path, value));

const label = (key: string): string => `metadata.labels["${key}"]`;

export const mutations: Readonly<Record<string, Mutation>> = {
  "closed-world-ownership": (world) => [
    ...world,
    {
      type: "kubernetes:core/v1:ConfigMap",
      name: "stray",
      props: { metadata: { name: "stray", namespace: "sandbox" } },
    },
  ],
  "explicit-provider": (world) => replace(world, "acme.quota", { ...pick("acme.quota"), provider: "default_4_27_0" }),
  "namespace-explicit": (world) => [
    ...world,
    { type: "kubernetes:core/v1:ConfigMap", name: "homeless", props: { metadata: { name: "homeless" } } },
  ],
  "tenant-namespace-naming": altered("acme.namespace", label("higress-fleet.io/tenant"), "globex"),
  "one-release-per-namespace": (world) => [
    ...world,
    change({ ...pick("acme.release"), name: "acme.internal" }, "name", "internal"),
  ],
  "ingress-class-unique": altered("globex.release", "values.global.ingressClass", "higress-acme"),
  "ingress-class-not-catch-all": altered("globex.release", "values.global.ingressClass", ""),
  "watch-namespace-own": altered("acme.release", "values.global.watchNamespace", ""),
  "namespace-psa": altered("acme.namespace", label("pod-security.kubernetes.io/enforce"), "privileged"),
  "tenant-bundle-complete": (world) => replace(world, "globex.quota", undefined),
  "quota-compute-dimensions": altered("globex.quota", 'spec.hard["limits.memory"]', undefined),
  "netpol-default-deny": altered("acme.network.default-deny", "spec.policyTypes", ["Egress"]),
  "netpol-no-open-peer": altered("acme.network.controller", "spec.ingress[1].from", undefined),
  "netpol-trusted-selectors": altered("acme.network.controller", "spec.ingress[1].from[0].namespaceSelector", {
    matchLabels: { type: "monitoring" },
  }),
};
