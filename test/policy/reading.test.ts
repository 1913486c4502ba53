import { expect } from "chai";
import structs from "google-protobuf/google/protobuf/struct_pb.js";
import { readMessagesOnce } from "../../policy/reading.ts";

const { Struct } = structs;
const { prototype } = Struct;

describe("a message that is read once", () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- to be put back as it was
  const original = prototype.toJavaScript;
  let readings = 0;

  before(() => {
    prototype.toJavaScript = function (this: structs.Struct) {
      readings += 1;
      return original.call(this);
    };
    readMessagesOnce();
  });
  after(() => {
    prototype.toJavaScript = original;
  });

  const content = { spec: { hard: { pods: "3" } }, list: [1, { deep: true }] };

  it("reads as it did", () => {
    expect(Struct.fromJavaScript(content).toJavaScript()).to.deep.equal(content);
  });

  it("is not taken apart a second time", () => {
    const message = Struct.fromJavaScript(content);
    readings = 0;
    message.toJavaScript();
    const first = readings;
    message.toJavaScript();
    expect(first).to.be.greaterThan(0);
    expect(readings).to.equal(first);
  });

  it("is not taken for another message with the same content", () => {
    const [one, other] = [Struct.fromJavaScript(content), Struct.fromJavaScript({ ...content, list: [] })];
    expect(one.toJavaScript()).to.deep.equal(content);
    expect(other.toJavaScript()).to.deep.equal({ ...content, list: [] });
  });
});
