import * as pulumi from "@pulumi/pulumi";

/** Where the traffic of a region comes in. */
export interface PeerEntry {
  /** Absent while the region's load balancer has none. */
  readonly address?: string;
}

/** What this stack is, whose fleet the others have to be of. */
export interface Place {
  readonly environment: string;
  readonly region: string;
}

/**
 * Entries of other regions, by region, as the last `up` of their stacks left them. A stack without outputs ends the run: whoever names it
 * counts on it.
 * @param stacks as the configuration has them: a list of full names, `organization/project/stack`; absent: none
 * @throws Error, for people, when it is no such list, when a stack has not been up, or when it is of another environment or of a region
 *   that there is already
 */
export async function readPeers(stacks: unknown, own: Place): Promise<Readonly<Record<string, PeerEntry>>> {
  const read = await Promise.all(namesIn(stacks).map((stack) => readPeer(stack, own)));
  const seen = new Map([[own.region, "this one"]]);
  for (const { stack, region } of read) {
    const other = seen.get(region);
    if (other !== undefined) throw wrong(stack, `is of region ${JSON.stringify(region)}, as is ${other}. Take it out.`);
    seen.set(region, JSON.stringify(stack));
  }
  return Object.fromEntries(read.map(({ region, entry }) => [region, entry]));
}

const wrong = (stack: string, what: string): Error =>
  new pulumi.RunError(`Stack ${JSON.stringify(stack)} of configuration "peers" ${what}`);

const form = /^[^/\s]+\/[^/\s]+\/[^/\s]+$/;

function namesIn(stacks: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(stacks) ? stacks : stacks === undefined ? [] : [undefined];
  return all.map((name) => {
    if (typeof name === "string" && form.test(name)) return name;
    const told = name === undefined ? "is no list" : `has ${JSON.stringify(name)}, which is no full name of a stack`;
    throw new pulumi.RunError(
      `Configuration "peers" ${told}. Write a list of full names: [organization/higress-fleet/prod-north].`,
    );
  });
}

interface Peer {
  readonly stack: string;
  readonly region: string;
  readonly entry: PeerEntry;
}

async function readPeer(stack: string, { environment }: Place): Promise<Peer> {
  const reference = new pulumi.StackReference(`peer-${stack.replaceAll("/", "-")}`, { name: stack });
  const [place, entry] = await Promise.all(
    ["place", "entry"].map(async (name) => (await reference.getOutputDetails(name)).value as unknown),
  );
  const region = textIn(place, "region");
  if (region === undefined) {
    throw wrong(stack, "says no region. Bring it up first, or take it out of the list.");
  }
  const its = textIn(place, "environment");
  if (its !== environment) {
    throw wrong(
      stack,
      `is of environment ${JSON.stringify(its ?? "")}, and this one of ${JSON.stringify(environment)}. Take it out.`,
    );
  }
  const address = textIn(entry, "address");
  return { stack, region, entry: address === undefined ? {} : { address } };
}

const textIn = (output: unknown, key: string): string | undefined => {
  if (typeof output !== "object" || output === null) return undefined;
  const found = Object.entries(output).find(([name]) => name === key)?.[1] as unknown;
  return typeof found === "string" ? found : undefined;
};

/** Those that take requests: without the regions that the fleet file says are drained, of which a stack that cannot be reached knows nothing. */
export const answering = <Entry>(
  entries: Readonly<Record<string, Entry>>,
  drained: readonly string[],
): Readonly<Record<string, Entry>> =>
  Object.fromEntries(Object.entries(entries).filter(([region]) => !drained.includes(region)));
