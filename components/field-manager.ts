import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/index.ts";

/** The part of an object's arguments that this file adds to. */
interface Annotated {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * Has every Kubernetes object written under one name per fleet. Left alone, the provider invents a field manager per object
 * and keeps it in the state, so that Kubernetes refuses a run its own objects when the run before was killed ahead of saving
 * the state. Another fleet has another name: Kubernetes still stops two fleets from fighting over a field.
 * Source: annotation `pulumi.com/patchFieldManager`, managing-resources-with-server-side-apply in the provider's guides.
 */
export function fieldManager({ environment, region }: Plan): pulumi.ResourceTransformation {
  const manager = { "pulumi.com/patchFieldManager": `higress-fleet-${environment}-${region}` };
  return ({ props, opts }) => {
    const { metadata, ...rest } = props as Annotated; // the SDK types every resource's arguments as `any`
    if (metadata === undefined) return undefined;
    return {
      props: { ...rest, metadata: { ...metadata, annotations: { ...metadata.annotations, ...manager } } },
      opts,
    };
  };
}
