import type { Facts } from "../facts.ts";
import { imageName } from "../model/image.ts";
import type { Level } from "../model/pod-security-context.ts";
import { podFaults, type Fault } from "../model/pod-security.ts";
import { podOf } from "../model/pods.ts";
import { releasePods } from "../model/release-pods.ts";
import { isFleetRelease } from "../model/release.ts";
import { text } from "../model/shape.ts";
import { podSecurity, ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

interface Exception {
  readonly image: string;
  readonly field: string;
}

/**
 * Hard-coded in the chart (higress v2.2.4, helm/core/templates/controller-deployment.yaml:276-283); of a release the values
 * decide, and cannot mend that one.
 */
const discovery: Exception = { image: "higress/pilot", field: "securityContext.allowPrivilegeEscalation" };

export default resourceRule({
  id: "workload-security-context",
  number: 50,
  title: "No pod has a part of its node, and none can become root",
  why: "A container that gets out of its pod reads every other tenant's keys on that node.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Set runAsNonRoot, seccompProfile RuntimeDefault, allowPrivilegeEscalation false and drop ALL capabilities; of a release " +
    "through gateway.securityContext, controller.podSecurityContext and controller.securityContext.",
  framework: podSecurity("restricted"),
  url: ruleUrl("workload-security-context"),
  settings: {
    pssLevel: {
      enum: ["baseline", "restricted"],
      description: "Level of the Pod Security Standards that pods must keep to.",
      default: "restricted",
    },
    exceptions: {
      type: "array",
      items: {
        type: "object",
        properties: { image: { type: "string" }, field: { type: "string" } },
        required: ["image", "field"],
        additionalProperties: false,
      },
      description:
        "Fields that containers of an image may have otherwise: the image's repository, whole or its last parts, and the " +
        "field's path in the container.",
      default: [discovery] as readonly Exception[],
    },
  },
  check(resource, facts, { pssLevel, exceptions }) {
    const faults = faultsOf(resource, facts, pssLevel === "baseline" ? "baseline" : "restricted");
    return faults
      ?.filter((fault) => !exceptions.some((exception) => isExcepted(fault, exception)))
      .map(({ path, message }): Finding => ({ path, message }));
  },
});

/** Undefined for what makes no pods. */
function faultsOf(resource: Resource, facts: Facts, level: Level): readonly Fault[] | undefined {
  const pod = podOf(resource);
  if (pod !== undefined) {
    return podFaults(pod, level)
      .filter(({ isMissing }) => !(isMissing && resource.isPatch))
      .map((fault) => ({
        ...fault,
        path: fault.path.startsWith("metadata.") ? templateOf(pod.path) + fault.path : `${pod.path}.${fault.path}`,
      }));
  }
  if (!isFleetRelease(resource, facts)) return undefined;
  const faults = releasePods(resource).flatMap(({ spec, valueAt }) =>
    podFaults({ spec, annotations: {} }, level).map((fault) => ({ ...fault, path: valueAt(fault.path) })),
  );
  return faults.filter(({ path }, index) => faults.findIndex((fault) => fault.path === path) === index);
}

const templateOf = (spec: string): string => spec.replace(/spec$/, "");

function isExcepted({ container, field }: Fault, { image, field: excepted }: Exception): boolean {
  if (container === undefined || field !== excepted) return false;
  const name = imageName(text(container.image) ?? "");
  return name === image || (name?.endsWith(`/${image}`) ?? false);
}
