import * as pulumi from "@pulumi/pulumi";
import { beforeOutputs, parseBefore, type Before } from "../plan/index.ts";

/**
 * What the last `up` of this very stack left. A stack that refers to itself is given the outputs of its last checkpoint, in preview
 * and in `up` alike, and none before its first `up`; they stay as they were until this run ends. It takes one call to the backend, and
 * the stack is not changed by it.
 * @param stack its full name, `organization/project/stack`
 * @throws Error when an output is not this program's
 */
export async function readBefore(stack: string): Promise<Before> {
  const reference = new pulumi.StackReference("before", { name: stack });
  const read = async (name: string): Promise<readonly [string, unknown]> => {
    const details: { readonly value?: unknown; readonly secretValue?: unknown } =
      await reference.getOutputDetails(name);
    return [name, details.value ?? details.secretValue];
  };
  return parseBefore(Object.fromEntries(await Promise.all(beforeOutputs.map(read))));
}
