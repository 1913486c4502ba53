import * as pulumi from "@pulumi/pulumi";

/** Where the traffic of a region comes in. */
export interface PeerEntry {
  /** Absent while the region's load balancer has none. */
  readonly address?: string;
}

/**
 * Entries of other regions, by region, as the last `up` of their stacks left them. A stack without outputs ends the run: whoever names it
 * counts on it.
 * @param stacks their full names, `organization/project/stack`
 * @throws Error, for people, when one of them has not been up, or is none of this program
 */
export async function readPeers(stacks: readonly string[]): Promise<Readonly<Record<string, PeerEntry>>> {
  return Object.fromEntries(await Promise.all(stacks.map(readPeer)));
}

async function readPeer(stack: string): Promise<readonly [string, PeerEntry]> {
  const reference = new pulumi.StackReference(`peer-${stack.replaceAll("/", "-")}`, { name: stack });
  const [place, entry] = await Promise.all(
    ["place", "entry"].map(async (name) => (await reference.getOutputDetails(name)).value as unknown),
  );
  const region = textIn(place, "region");
  if (region === undefined) {
    throw new pulumi.RunError(
      `Stack ${JSON.stringify(stack)} of configuration "peers" says no region. Bring it up first, or take it out of the list.`,
    );
  }
  const address = textIn(entry, "address");
  return [region, address === undefined ? {} : { address }];
}

const textIn = (output: unknown, key: string): string | undefined => {
  if (typeof output !== "object" || output === null) return undefined;
  const found = Object.entries(output).find(([name]) => name === key)?.[1] as unknown;
  return typeof found === "string" ? found : undefined;
};
