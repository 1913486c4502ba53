/** What the last `up` of a stack left, as that stack's own outputs tell it: the one thing about the past that the program knows. */
import * as z from "zod";

/** One installation as it was; nobody outside can tell what an output of an older version of the program lacks. */
const left = z.object({
  namespace: z.string(),
  /** Whether Pulumi's `protect` stood on its namespace and release. */
  protected: z.boolean().exactOptional(),
});

/**
 * By output of the stack. Whatever an `up` of this version exports and the next one must know is a key here, with a default for
 * stacks that an older version brought up; a first `up` finds no output at all.
 */
const outputs = {
  place: z.object({ environment: z.string(), region: z.string() }).exactOptional(),
  higress: z.object({ chart: z.string().exactOptional(), crds: z.string().exactOptional() }).prefault({}),
  gateways: z.record(z.string(), left).prefault({}),
  tenants: z.record(z.string(), left.extend({ hosts: z.array(z.string()).prefault([]) })).prefault({}),
};

const schema = z.object(outputs);

export type Before = Readonly<z.output<typeof schema>>;

/** Names of the outputs to be read. */
export const beforeOutputs = Object.keys(outputs);

/**
 * @param read values by name of the output; one that there is not is absent or undefined
 * @throws Error, for people, when an output is nothing that this program has ever exported
 */
export function parseBefore(read: Readonly<Record<string, unknown>>): Before {
  const result = schema.safeParse(Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path.map(String).join(".") ?? "";
  throw new Error(
    `The stack's output ${JSON.stringify(place)} is not as any version of this program writes it (${issue?.message ?? ""}), so what the last ` +
      "`up` left cannot be told. Look at it with `pulumi stack output`; was this stack made by another program?",
  );
}
