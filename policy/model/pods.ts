/** Pods, and the templates that pods are made from, wherever an object keeps them. */
import type { Resource } from "../rule.ts";
import { isCronJob, isPod, isPodTemplate, isReplicationController, isWorkload } from "./kinds.ts";
import { at, list, record, type Tree } from "./shape.ts";

export interface Pod {
  /** Of the specification, in the object: `spec.template.spec`. */
  readonly path: string;
  readonly spec: Tree;
  readonly annotations: Tree;
}

export interface Container {
  /** In the specification: `initContainers[0]`. */
  readonly path: string;
  readonly container: Tree;
}

/** The pod that the object is or makes; undefined for what makes none. */
export function podOf(resource: Resource): Pod | undefined {
  const template = templatePath(resource);
  if (template === undefined) return undefined;
  const pod = at(resource.props, ...template);
  return {
    path: [...template, "spec"].join("."),
    spec: record(at(pod, "spec")),
    annotations: record(at(pod, "metadata", "annotations")),
  };
}

function templatePath(resource: Resource): readonly string[] | undefined {
  if (isPod(resource)) return [];
  if (isPodTemplate(resource)) return ["template"];
  if (isCronJob(resource)) return ["spec", "jobTemplate", "spec", "template"];
  return isWorkload(resource) || isReplicationController(resource) ? ["spec", "template"] : undefined;
}

/** Of all three kinds: each runs in the pod, whenever it does. */
export const containersOf = (spec: Tree): readonly Container[] =>
  ["initContainers", "containers", "ephemeralContainers"].flatMap((kind) =>
    list(spec[kind]).map((container, index) => ({ path: `${kind}[${index}]`, container: record(container) })),
  );
