import { objects, render, type Manifest, type Values } from "./helm.ts";

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly ports: readonly Readonly<Record<string, unknown>>[];
  readonly resources?: unknown;
  readonly securityContext?: Readonly<Record<string, unknown>>;
  readonly readinessProbe: { readonly httpGet: Readonly<Record<string, unknown>> };
}

export interface Workload extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly strategy?: unknown;
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: Readonly<Record<string, unknown>> & { readonly containers: readonly Container[] };
    };
  };
}

/** The one object of that kind and name which the stand-in renders for these values. */
export function find(kind: string, name: string, values: Values = {}): Manifest {
  const found = objects(render(values)).find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`${kind} ${name} is not rendered`);
  return found;
}

// The shape of a Deployment; one of another shape fails whatever is asserted of it.
const deployment = (name: string, values: Values): Workload => find("Deployment", name, values) as Workload;

export const gateway = (values: Values = {}): Workload => deployment("higress-gateway", values);
export const controller = (values: Values = {}): Workload => deployment("higress-controller", values);

export function container(workload: Workload, name: string): Container {
  const found = workload.spec.template.spec.containers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no container ${name}`);
  return found;
}

/** Compute resources as Kubernetes writes them. */
export const numbers = (cpu: string, memory: string): unknown => ({ cpu, memory });
