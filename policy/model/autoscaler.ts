/** The autoscalers of a release's gateway, beside what the release's values say of them. */
import { gatewayName } from "../demands.ts";
import type { Finding, Resource } from "../rule.ts";
import { isAutoscaler } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { isOn, valuePath } from "./release.ts";
import { countOf, gatewayScale } from "./scale.ts";
import { at } from "./shape.ts";

const enabledPath = "gateway.autoscaling.enabled";

/**
 * Everything in which the registered autoscalers are not the one that the values speak of. Floors and quotas are judged by the values,
 * but the post-renderer takes the chart's autoscaler out, so the values alone scale nothing.
 */
export function autoscalerFaults(resources: readonly Resource[], release: Resource): readonly Finding[] {
  const own = resources.filter((resource) => scales(resource, release));
  if (!isOn(release, enabledPath)) {
    const message = "scales a gateway whose release gives it a fixed number of pods";
    return own.map(({ urn }) => ({ path: "spec.scaleTargetRef.name", message, urn }));
  }
  const [first, ...others] = own;
  if (first === undefined) {
    if (release.props.postrender === undefined) return [];
    const message =
      "leaves the number of pods to an autoscaler, but none is registered, and the post-renderer takes the chart's out";
    return [{ path: valuePath(release, enabledPath), message, urn: release.urn }];
  }
  return [
    ...differences(first, release),
    ...others.map(({ urn }) => ({
      path: "spec.scaleTargetRef.name",
      message: "is another autoscaler of a gateway that has one",
      urn,
    })),
  ];
}

const scales = (resource: Resource, release: Resource): boolean =>
  isAutoscaler(resource) &&
  namespaceOf(resource) === namespaceOf(release) &&
  at(resource.props, "spec", "scaleTargetRef", "name") === gatewayName;

function differences({ props, urn }: Resource, release: Resource): readonly Finding[] {
  const { least, most } = gatewayScale(release);
  // One is what Kubernetes takes where no minimum is given.
  const bounds = [
    { key: "minReplicas", given: at(props, "spec", "minReplicas") ?? 1, said: least },
    { key: "maxReplicas", given: at(props, "spec", "maxReplicas"), said: most },
  ];
  return bounds.flatMap(({ key, given, said }) =>
    said === undefined || countOf(given) === said
      ? []
      : [{ path: `spec.${key}`, message: `is not the ${said} of the release's values, by which it is judged`, urn }],
  );
}
