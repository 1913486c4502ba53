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
