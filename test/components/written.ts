/** The annotation that every object of `fixturePlan` gets, under its fleet's name. */
export const manager = { "pulumi.com/patchFieldManager": "higress-fleet-test-local" };

interface Planned {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
}

/** A planned object as it is registered. */
export const written = (planned: Planned | undefined) => ({
  ...planned,
  metadata: { ...planned?.metadata, annotations: { ...planned?.metadata.annotations, ...manager } },
});
