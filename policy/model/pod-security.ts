/** The Pod Security Standards (kubernetes.io/docs/concepts/security/pod-security-standards) of Kubernetes 1.35. */
import { allowedContext, demands, type Level } from "./pod-security-context.ts";
import { containersOf, type Pod } from "./pods.ts";
import { at, isRecord, list, record, text, type Tree } from "./shape.ts";

export interface Fault {
  /** In the specification of the pod: `containers[0].securityContext.privileged`. */
  readonly path: string;
  readonly message: string;
  /** Nothing wrong was said, but something right was left out. */
  readonly isMissing: boolean;
  /** Whose it is, and where in it; absent for the pod's own. */
  readonly container?: Tree;
  readonly field?: string;
}

/** Of the pod's own network namespace, or harmless. */
const sysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** What `restricted` lets a pod mount. */
const volumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/**
 * Everything by which the pod breaks the level, and the use of a priority that is the cluster's own. The API server is more
 * lenient with pods for Windows and with those that have a user namespace of their own (`hostUsers: false`).
 */
export function podFaults({ spec, annotations }: Omit<Pod, "path">, level: Level): readonly Fault[] {
  const wrong = (path: string, message: string): Fault => ({ path, message, isMissing: false });
  return [
    ...["hostNetwork", "hostPID", "hostIPC"]
      .filter((field) => (spec[field] ?? false) !== false)
      .map((field) => wrong(field, "shares a namespace of the node")),
    ...list(spec.volumes).flatMap((volume, index) =>
      Object.keys(record(volume))
        .filter((kind) => kind !== "name" && isForbiddenVolume(kind, record(volume)[kind], level))
        .map((kind) => wrong(`volumes[${index}].${kind}`, "is a kind of volume that leads out of the pod")),
    ),
    ...list(at(spec, "securityContext", "sysctls")).flatMap((sysctl, index) =>
      sysctls.includes(text(record(sysctl).name) ?? "")
        ? []
        : [wrong(`securityContext.sysctls[${index}].name`, "is a setting of the node's kernel")],
    ),
    ...(/^system-/.test(text(spec.priorityClassName) ?? "")
      ? [wrong("priorityClassName", "is the cluster's own and drives other pods away")]
      : []),
    ...Object.entries(annotations)
      .filter(
        ([key, profile]) => key.startsWith(appArmor) && !/^(?:runtime\/default|localhost\/.*|)$/.test(String(profile)),
      )
      .map(([key]) => wrong(`metadata.annotations["${key}"]`, "takes AppArmor off")),
    ...contextFaults(spec.securityContext, "securityContext", level),
    ...containersOf(spec).flatMap(({ path, container }) =>
      containerFaults(container, spec, level).map((fault) => ({ ...fault, path: `${path}.${fault.path}`, container })),
    ),
  ];
}

const appArmor = "container.apparmor.security.beta.kubernetes.io/";

const isForbiddenVolume = (kind: string, volume: unknown, level: Level): boolean =>
  volume !== undefined && volume !== null && (level === "baseline" ? kind === "hostPath" : !volumes.includes(kind));

function containerFaults(container: Tree, spec: Tree, level: Level): readonly (Fault & { readonly field: string })[] {
  const ports = list(container.ports).flatMap((port, index) =>
    (record(port).hostPort ?? 0) === 0 ? [] : [`ports[${index}].hostPort`],
  );
  const own = record(container.securityContext);
  const missing = level === "baseline" ? [] : demands(own, record(spec.securityContext));
  return [
    ...ports.map((path) => ({ path, message: "opens a port on the node", isMissing: false })),
    ...handlerHosts(container).map((path) => ({
      path,
      message: "makes the node call a host of the pod's choice",
      isMissing: false,
    })),
    ...contextFaults(own, "securityContext", level),
    ...missing.map(([field, message]) => ({ path: `securityContext.${field}`, message, isMissing: true })),
  ].map((fault) => ({ ...fault, field: fault.path }));
}

/** Probes and lifecycle hooks are the kubelet's calls; it makes them to any host they name. */
function handlerHosts(container: Tree): readonly string[] {
  const handlers = ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"];
  return handlers
    .flatMap((handler) => ["httpGet", "tcpSocket"].map((call) => `${handler}.${call}.host`))
    .filter((path) => !["", undefined, null].includes(at(container, ...path.split(".")) as string | null | undefined));
}

function contextFaults(context: unknown, prefix: string, level: Level): readonly Fault[] {
  if (!isRecord(context)) return [];
  return allowedContext(level).flatMap(([field, allows, message]) => {
    const value = at(context, ...field.split("."));
    // Null is as good as nothing to the API server.
    return value === undefined || value === null || allows(value)
      ? []
      : [{ path: `${prefix}.${field}`, message, isMissing: false }];
  });
}
