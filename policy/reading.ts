/**
 * The SDK takes every request apart anew for every policy (`deserializeProperties` in @pulumi/policy 1.21), which with a hundred
 * tenants and all rules is half of the pack's work. So the message remembers what it reads as: the SDK copies that before
 * anybody sees it, and asks for nothing else. Should another version not do so, nothing is gained and nothing lost.
 */
import structs from "google-protobuf/google/protobuf/struct_pb.js";

export function readMessagesOnce(): void {
  const { prototype } = structs.Struct;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on the message that it is asked about
  const read = prototype.toJavaScript;
  const known = new WeakMap<structs.Struct, ReturnType<typeof read>>();
  prototype.toJavaScript = function (this: structs.Struct) {
    const before = known.get(this);
    if (before !== undefined) return before;
    const value = read.call(this);
    known.set(this, value);
    return value;
  };
}
