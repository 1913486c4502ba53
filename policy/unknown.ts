/** A rule needs a value that it cannot know: one that preview cannot know, or a default of a chart that the pack does not. */
export class UnknownField extends Error {
  readonly urn: string;
  /** `spec.rules[0].host` */
  readonly path: string;
  /** Why it is not known and what to do about it, as the end of a sentence about the path. */
  readonly reason: string;

  constructor(urn: string, path: string, reason = inPreview) {
    super(`${path} of ${urn} ${reason}`);
    this.urn = urn;
    this.path = path;
    this.reason = reason;
  }
}

const inPreview = "cannot be known in preview, so the rule cannot hold; give it a plain value instead of an output";

/**
 * Paths of what cannot be known at and below a place in plain data. Rules need not ask, since reading such a value is a
 * finding already; this is for the one that names all of them at once.
 * @param place keys from the outermost one; `*` stands for any
 */
export function unknownsAt(tree: unknown, [step, ...rest]: readonly string[]): readonly string[] {
  if (typeof tree !== "object" || tree === null) return [];
  const keys = step === undefined || step === "*" ? Object.keys(tree) : [step];
  return keys.flatMap((key) => {
    try {
      return unknownsAt(Reflect.get(tree, key), rest);
    } catch (error) {
      if (error instanceof UnknownField) return [error.path];
      throw error;
    }
  });
}
