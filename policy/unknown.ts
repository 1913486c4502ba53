/** A rule read a value that preview cannot know. */
export class UnknownField extends Error {
  readonly urn: string;
  /** `spec.rules[0].host` */
  readonly path: string;

  constructor(urn: string, path: string) {
    super(`${path} of ${urn} cannot be known in preview`);
    this.urn = urn;
    this.path = path;
  }
}
