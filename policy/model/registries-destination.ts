/** The annotation that names where an Ingress leads, as the controller reads it (annotations/destination.go). */

export interface Destination {
  /** As written: registries' hosts are compared letter by letter. */
  readonly host: string;
  /** Per cent; 100 where none is written. */
  readonly weight: number;
}

/**
 * Lines `[weight%] [scheme://]host[:port] [subset]`.
 * @returns for a line that the controller cannot read what is wrong with it; it then drops the annotation as a whole
 */
export const parseDestinations = (value: string): readonly (Destination | string)[] =>
  value.replace(/\n$/, "").split("\n").map(parseLine);

function parseLine(line: string, index: number): Destination | string {
  const parts = line.trim().split(/\s+/);
  const [first = ""] = parts;
  const hasWeight = first.endsWith("%");
  const [address, , ...more] = hasWeight ? parts.slice(1) : parts;
  const what = `line ${index + 1}`;
  if (address === undefined || address === "") return `${what} names no host`;
  if (hasWeight && !/^\d{1,3}%$/.test(first)) return `${what} begins with ${JSON.stringify(first)}, which is no weight`;
  if (more.length > 0) return `${what} has more than weight, host and subset`;
  const bare = address.replace(/^https?:\/\//, "");
  const colon = bare.lastIndexOf(":");
  const [host, port] = colon < 0 ? [bare] : [bare.slice(0, colon), bare.slice(colon + 1)];
  if (port !== undefined && !isPort(port)) return `${what} has ${JSON.stringify(port)} as port`;
  if (host === "") return `${what} names no host`;
  return { host, weight: hasWeight ? Number.parseInt(first, 10) : 100 };
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65536;
