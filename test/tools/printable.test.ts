import { expect } from "chai";
import { printable } from "../../tools/printable.ts";

describe("text from files", () => {
  it("cannot steer a terminal", () => {
    expect(printable("a\x1b[2Jb\x07\x9b\u202ec\r\nd é 😀")).to.equal(
      "a\\u001b[2Jb\\u0007\\u009b\\u202ec\\u000d\nd é 😀",
    );
  });
});
