import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { tune } from "../../components/tuning.ts";
import { record } from "./recorder.ts";

describe("the tuning", () => {
  const { debug } = pulumi.log;
  const limit = Error.stackTraceLimit;
  afterEach(() => {
    Object.assign(pulumi.log, { debug });
    Error.stackTraceLimit = limit;
  });

  it("keeps the SDK's own modules from sending debug messages", async () => {
    const sent: string[] = [];
    Object.assign(pulumi.log, { debug: (message: string) => Promise.resolve(void sent.push(message)) });
    await record(() => new pulumi.ComponentResource("test:index:Thing", "thing"));
    expect(sent, "what it would send").not.to.deep.equal([]);
    sent.length = 0;
    tune();
    await record(() => new pulumi.ComponentResource("test:index:Thing", "thing"));
    expect(sent).to.deep.equal([]);
  });

  it("leaves the other messages alone", () => {
    const { info, warn, error } = pulumi.log;
    tune();
    expect(pulumi.log).to.include({ info, warn, error });
  });

  it("has errors made without their stack", () => {
    tune();
    expect(new Error("quick").stack).to.equal("Error: quick");
  });
});
