/** One part of what people wrote, held against its schema. */
import type * as z from "zod";
import type { FleetPath } from "./fault.ts";
import { hints, remarksOf, type SchemaRemark } from "./schema/issues.ts";
import { unknownSizes } from "./schema/named-sizes.ts";
import { typedHosts } from "./schema/typed-hosts.ts";
import type { File } from "./yaml/file.ts";
import { plainText, swallowed } from "./yaml/place.ts";

/** Where one part of the fleet is written, and what is written there. */
export interface Part {
  readonly file: File;
  readonly path: FleetPath;
  readonly written: unknown;
}

export interface Verdict<T> {
  readonly part: Part;
  readonly value?: T;
  readonly remarks: readonly SchemaRemark[];
}

/** @param known names of sizes that the part may use */
export function judge<T extends z.ZodType>(schema: T, known: readonly string[], part: Part): Verdict<z.output<T>> {
  const result = schema.safeParse(part.written, { error: hints });
  const unsized = unknownSizes(part.written, part.path, known);
  if (result.success) return { part, remarks: unsized, ...(unsized.length === 0 && { value: result.data }) };
  const typed = typedHosts(part.written, part.path);
  // Where a host is typed, what is wrong with the map around it is that.
  const told = new Set(typed.map(({ path }) => JSON.stringify(path.slice(0, -1))));
  const { tree } = part.file;
  const asWritten = {
    plainText: (path: FleetPath) => plainText(tree, path),
    swallowed: (path: FleetPath) => swallowed(tree, path),
  };
  return {
    part,
    remarks: [
      ...result.error.issues
        .flatMap((issue) => remarksOf(issue, part.written, part.path, asWritten))
        .filter(({ path }) => !told.has(JSON.stringify(path)) && !told.has(JSON.stringify(path.slice(0, -1)))),
      ...unsized,
      ...typed,
    ],
  };
}
