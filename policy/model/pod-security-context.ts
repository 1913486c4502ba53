/** What the Pod Security Standards say of a security context. */
import { at, list, type Tree } from "./shape.ts";

export type Level = "baseline" | "restricted";

type Field = readonly [path: string, allows: (value: unknown) => boolean, otherwise: string];

const only =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
const each =
  (...values: readonly string[]) =>
  (value: unknown): boolean =>
    list(value).every((item) => values.includes(item as string));

const profiles = only("RuntimeDefault", "Localhost");

const baseline: readonly Field[] = [
  ["privileged", only(false), "makes the container root of the node"],
  ["procMount", only("Default", ""), "shows the container the node's kernel"],
  ["seccompProfile.type", profiles, "lets the container make any system call"],
  ["appArmorProfile.type", profiles, "takes AppArmor off"],
  [
    "seLinuxOptions.type",
    only("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"),
    "takes the container out of its SELinux domain",
  ],
  ["seLinuxOptions.user", only(""), "takes the container out of its SELinux domain"],
  ["seLinuxOptions.role", only(""), "takes the container out of its SELinux domain"],
  ["windowsOptions.hostProcess", only(false), "runs the container as a process of the node"],
  [
    "capabilities.add",
    each(
      ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP"],
      ...["SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
    ),
    "adds capabilities over the node's kernel",
  ],
];

const restricted: readonly Field[] = [
  ...baseline.filter(([field]) => field !== "capabilities.add"),
  ["capabilities.add", each("NET_BIND_SERVICE"), "adds capabilities over the node's kernel"],
  ["allowPrivilegeEscalation", only(false), "lets a process become more than it was started as"],
  ["runAsNonRoot", only(true), "lets the container run as root"],
  ["runAsUser", (value) => value !== 0, "is root, which is the node's too"],
  // The standard leaves the group open; files of the node that its group may write are the same danger.
  ["runAsGroup", (value) => value !== 0, "is the group of root, which is the node's too"],
];

/** Fields that must not have another value, of a pod or a container, whatever is said at the other. */
export const allowedContext = (level: Level): readonly Field[] => (level === "baseline" ? baseline : restricted);

/**
 * What `restricted` wants to be said and neither the container nor, where that counts, its pod says. What is said wrongly
 * is not missing: `allowedContext` finds it where it stands.
 */
export function demands(container: Tree, pod: Tree): readonly (readonly [field: string, message: string])[] {
  const isSaid = (field: string, ...contexts: readonly Tree[]): boolean =>
    contexts.some((context) => (at(context, ...field.split(".")) ?? undefined) !== undefined);
  const demanded = [
    [isSaid("allowPrivilegeEscalation", container), "allowPrivilegeEscalation", "is missing"],
    [list(at(container, "capabilities", "drop")).includes("ALL"), "capabilities.drop", "does not drop ALL"],
    [isSaid("runAsNonRoot", container, pod), "runAsNonRoot", "is missing, for the pod too"],
    [isSaid("seccompProfile.type", container, pod), "seccompProfile.type", "is missing, for the pod too"],
  ] as const;
  return demanded.flatMap(([holds, field, message]) => (holds ? [] : [[field, message] as const]));
}
