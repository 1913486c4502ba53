/** Using up what others need. */
import { ingress, rule } from "../../vectors/objects.ts";
import type { Manifest } from "../../vectors/vector.ts";
import { create, made, place, thrown, type Attempt, type Request } from "./attempt.ts";

/** Under a name of the server's choice, so that one request can be made again and again; label `wasted` finds them again. */
const again = (path: string, object: Manifest): Request => ({
  method: "POST",
  path,
  body: { ...object, metadata: { generateName: "waste-", labels: { wasted: "true" } } },
});

const small = { limits: { cpu: "10m", memory: "16Mi" } };
const containers = [{ name: "main", image: "registry.example.com/mirror/a:1.0.0", resources: small }];
const large = [{ ...containers[0], resources: { limits: { cpu: "64", memory: "512Gi" } } }];
const pods = place("v1", "pods", thrown);
const pod = (spec: object) => made("v1", "Pod", { spec });

const controller = { as: "wastefulController", stoppedBy: "the quota" } as const;
const editor = { as: "wastefulEditor", stoppedBy: "the quota" } as const;
const uncounted = {
  as: "wastefulEditor",
  stoppedBy: {
    limit:
      "the quota counts neither Leases, Jobs, Events nor custom kinds, so ClusterRole edit may fill etcd with them",
  },
} as const;

export const attempts: readonly Attempt[] = [
  {
    tries: "fills etcd with ConfigMaps",
    ...controller,
    request: again(place("v1", "configmaps", thrown), made("v1", "ConfigMap", { data: { waste: "x".repeat(1000) } })),
    until: 60,
  },
  {
    tries: "fills etcd with Secrets",
    ...controller,
    request: again(place("v1", "secrets", thrown), made("v1", "Secret", { stringData: { waste: "x".repeat(1000) } })),
    until: 210,
  },
  {
    tries: "fills etcd and the gateway with Ingresses",
    ...editor,
    request: again(
      place("networking.k8s.io/v1", "ingresses", thrown),
      ingress({ ingressClassName: "higress-initech", rules: [rule("forecast.initech.aigw.example.com")] }),
    ),
    until: 110,
  },
  { tries: "fills the nodes with Pods", ...editor, request: again(pods, pod({ containers })), until: 30 },
  {
    tries: "uses up the addresses of Services",
    ...editor,
    request: again(place("v1", "services", thrown), made("v1", "Service", { spec: { ports: [{ port: 80 }] } })),
    until: 30,
  },
  {
    tries: "fills the disks",
    ...editor,
    request: create(
      place("v1", "persistentvolumeclaims", thrown),
      made("v1", "PersistentVolumeClaim", {
        spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Ti" } } },
      }),
    ),
  },
  {
    tries: "uses up a node by one Pod",
    as: "wastefulEditor",
    stoppedBy: "the LimitRange",
    request: create(pods, pod({ containers: large })),
  },
  {
    tries: "fills etcd with one ConfigMap",
    as: "wastefulController",
    stoppedBy: "the API",
    request: create(
      place("v1", "configmaps", thrown),
      made("v1", "ConfigMap", { data: { waste: "x".repeat(1_100_000) } }),
    ),
  },
  {
    tries: "fills etcd with Events",
    ...uncounted,
    request: create(
      place("v1", "events", thrown),
      made("v1", "Event", { involvedObject: { kind: "Pod", namespace: thrown, name: "mallory" }, reason: "Waste" }),
    ),
  },
  {
    tries: "fills etcd with Leases",
    ...uncounted,
    request: create(place("coordination.k8s.io/v1", "leases", thrown), made("coordination.k8s.io/v1", "Lease", {})),
  },
  {
    tries: "holds up the drain of a node by a PodDisruptionBudget",
    as: "wastefulEditor",
    stoppedBy: {
      limit: "a PodDisruptionBudget of the tenant's own may hold up the drain of a node that runs its Pods",
    },
    request: create(
      place("policy/v1", "poddisruptionbudgets", thrown),
      made("policy/v1", "PodDisruptionBudget", { spec: { maxUnavailable: 0, selector: {} } }),
    ),
  },
];
