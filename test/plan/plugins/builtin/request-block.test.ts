import { expect } from "chai";
import { requestBlock } from "../../../../plan/plugins/builtin/request-block.ts";
import { faults, told } from "../told.ts";

describe("Plugin request-block", () => {
  it("is told pieces under every name that one of its two programs reads", () => {
    expect(told(requestBlock, "{ urls: [a], headers: [b], bodies: [c], status: 451, message: no }")).to.deep.equal({
      block_urls: ["a"],
      block_headers: ["b"],
      block_bodies: ["c"],
      block_bodys: ["c"],
      case_sensitive: false,
      blocked_code: 451,
      blocked_message: "no",
    });
  });

  it("is refused with nothing to look for, with empty pieces, and with a status that lets in", () => {
    expect(faults(requestBlock, "{ config: { caseSensitive: true } }")).to.deep.equal([
      "config: the map refuses nothing\n    Name pieces of urls, headers or bodies.",
    ]);
    expect(faults(requestBlock, "{ config: { urls: [''], status: 200 } }")).to.deep.equal([
      'config.urls[0]: "" is empty\n    Write the piece of text that gives such requests away.',
      "config.status: 200 is no status of a refusal\n    Write a number from 400 to 599.",
    ]);
  });
});
