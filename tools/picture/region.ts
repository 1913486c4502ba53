/**
 * Which region of a fleet to draw.
 * @param path of the fleet file, for the message
 * @param regions of the fleet
 * @param wanted by the command line or the stack file
 * @throws Error, for people, when it is none of the fleet's, or when several could be meant
 */
export function regionToDraw(path: string, regions: readonly string[], wanted: string | undefined): string {
  const sorted = regions.toSorted();
  const [only, ...others] = sorted;
  if (wanted === undefined && only !== undefined && others.length === 0) return only;
  if (wanted !== undefined && sorted.includes(wanted)) return wanted;
  const seen = wanted === undefined ? "has several regions" : `has no region "${wanted}"`;
  throw new Error(`${path} ${seen}: add --region with one of ${sorted.join(", ")}.`);
}
