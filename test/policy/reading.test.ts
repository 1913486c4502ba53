import { expect } from "chai";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { read, readMessagesOnce } from "../../policy/reading.ts";
import { pick } from "./world.ts";
import { resource, urnOf } from "./harness.ts";

const sketch = pick("acme.quota");
const registered = (props: object) => ({
  type: sketch.type,
  name: "it",
  urn: urnOf(sketch),
  props: props as Readonly<Record<string, unknown>>,
  opts: { protect: false, ignoreChanges: [] },
});

/** The message as the SDK reads it, twice. */
function readings(props: object): readonly [object, object] {
  const { prototype } = structs.Struct;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- kept to be put back
  const before = prototype.toJavaScript;
  try {
    readMessagesOnce();
    const message = structs.Struct.fromJavaScript(props as Record<string, structs.JavaScriptValue>);
    return [message.toJavaScript(), message.toJavaScript()];
  } finally {
    prototype.toJavaScript = before;
  }
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe("what a message says", () => {
  it("is read once; whoever asks again in the same turn gets what was read first", () => {
    const [first, again] = readings(sketch.props);
    expect(first).to.deep.equal(sketch.props);
    expect(again).to.not.have.any.keys(...Object.keys(sketch.props));
    const known = read("resource", registered(first));
    expect(known.props).to.deep.equal(resource(sketch).props);
    expect(read("resource", registered(again))).to.equal(known);
  });

  it("is never taken for an empty resource, which would pass every rule", async () => {
    await nextTurn();
    const [, again] = readings(sketch.props);
    expect(() => read("resource", registered(again))).to.throw("cannot be read a second time");
    read("resource", registered(sketch.props));
    expect(() => read("stack", registered(again)), "read for the other kind of rule").to.throw("a second time");
  });

  it("is forgotten when the turn is over: the engine may ask again, about other values", async () => {
    const before = read("resource", registered({ ...sketch.props, data: "old" }));
    await nextTurn();
    expect(read("resource", registered({ ...sketch.props, data: "new" })).props).to.not.deep.equal(before.props);
  });
});
