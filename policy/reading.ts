/**
 * The SDK takes every message apart anew for every policy (`deserializeProperties` in @pulumi/policy 1.21): with a hundred tenants
 * and all rules that is most of the pack's work. Here each is read once, and whoever asks again gets what was read first.
 */
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import type { Resource, Rule } from "./rule.ts";
import { snapshot, type Registered } from "./snapshot.ts";

/** What a message reads as from the second time on. Its copies cost nothing. */
const readBefore = "higress-fleet: read before";

/** Makes messages say what they hold only once. Should another version of the SDK not ask them, nothing is gained and nothing lost. */
export function readMessagesOnce(): void {
  const { prototype } = structs.Struct;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the message that it is asked about
  const first = prototype.toJavaScript;
  const read = new WeakSet<structs.Struct>();
  prototype.toJavaScript = function (this: structs.Struct) {
    if (read.has(this)) return { [readBefore]: true };
    read.add(this);
    return first.call(this);
  };
}

/**
 * All policies of one request run without yielding to the event loop, and the engine asks about a resource again only
 * after an answer, so what was read stays good until the loop turns.
 */
const turn = new Map<string, Resource>();

/**
 * The resource as rules see it.
 * @throws Error when its message was read before and nobody kept what it said: an empty resource would pass every rule
 */
export function read(scope: Rule["scope"], registered: Registered): Resource {
  if (turn.size === 0) setImmediate(() => turn.clear());
  const key = `${scope} ${registered.urn}`;
  const known = turn.get(key);
  if (known !== undefined) return known;
  if (Object.hasOwn(registered.props, readBefore)) throw new Error(`${registered.urn} cannot be read a second time`);
  const resource = snapshot(registered);
  turn.set(key, resource);
  return resource;
}
