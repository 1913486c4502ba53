/** The pods of a release as far as its values decide about them: their security contexts. */
import type { Resource } from "../rule.ts";
import { effective, isConsole, isOn, isUmbrella, valuePath } from "./release.ts";
import { at, isRecord, type Tree } from "./shape.ts";

export interface ReleasePod {
  readonly spec: Tree;
  /** The value behind a path of the specification: `controller.podSecurityContext` for `securityContext`. */
  readonly valueAt: (path: string) => string;
}

/**
 * Gateway, controller and console. The plugin server, redis and promtail have no values for their contexts, and stay
 * within `baseline` (higress v2.2.4, helm/core/templates/plugin-server-deployment.yaml).
 */
export const releasePods = (release: Resource): readonly ReleasePod[] => [
  ...(isConsole(release) ? [] : [gateway(release), controller(release)]),
  ...((isUmbrella(release) && isOn(release, "replicaCount", "higress-console")) || isConsole(release)
    ? [consolePod(release)]
    : []),
];

/** What chart 2.2.4 gives the container of the gateway, and container `discovery`, where the values say nothing. */
const chartsOwn = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] }, runAsNonRoot: true };
const asRoot = { allowPrivilegeEscalation: true, capabilities: { drop: ["ALL"] }, runAsNonRoot: false, runAsUser: 0 };

/** Each block of the values replaces the chart's as a whole. */
function gateway(release: Resource): ReleasePod {
  const [pod, container] = ["gateway.securityContext", "gateway.containerSecurityContext"] as const;
  // Without the setting that opens the ports below 1024 to everybody, the chart starts Envoy as root.
  const needsRoot = String(effective(release, "gateway.unprivilegedPortSupported")) === "false";
  const own = effective(release, container);
  const isRoot = needsRoot && !isRecord(own);
  const securityContext = isRecord(own) ? own : isRoot ? asRoot : chartsOwn;
  return {
    spec: { securityContext: effective(release, pod), containers: [{ securityContext }] },
    valueAt: (path) =>
      isRoot && path.startsWith("containers")
        ? valuePath(release, "gateway.unprivilegedPortSupported")
        : valuePath(release, written(path, securityContext, pod, container)),
  };
}

/** Container `discovery` stands in the same pod, and has no values of its own: what it lacks, the pod must say. */
function controller(release: Resource): ReleasePod {
  const [pod, container] = ["controller.podSecurityContext", "controller.securityContext"] as const;
  const securityContext = effective(release, container);
  return {
    spec: {
      securityContext: effective(release, pod),
      containers: [{ securityContext }, { securityContext: chartsOwn }],
    },
    valueAt: (path) =>
      valuePath(release, written(path, path.startsWith("containers[1]") ? chartsOwn : securityContext, pod, container)),
  };
}

function consolePod(release: Resource): ReleasePod {
  const inner = "higress-console";
  const [pod, container] = ["podSecurityContext", "securityContext"] as const;
  const securityContext = effective(release, container, inner);
  return {
    spec: { securityContext: effective(release, pod, inner), containers: [{ securityContext }] },
    valueAt: (path) => valuePath(release, written(path, securityContext, pod, container), inner),
  };
}

/** Fields that a pod may say for all its containers; what is missing is best said there. */
const shared = ["runAsNonRoot", "seccompProfile.type"];

/** @param path `securityContext.runAsUser` or `containers[0].securityContext.runAsUser` */
function written(path: string, context: unknown, pod: string, container: string): string {
  const field = path.replace(/^(?:containers\[\d\]\.)?securityContext\./, "");
  const isMissing = shared.includes(field) && (at(context, ...field.split(".")) ?? undefined) === undefined;
  return `${path.startsWith("containers") && !isMissing ? container : pod}.${field}`;
}
