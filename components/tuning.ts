import * as pulumi from "@pulumi/pulumi";

/**
 * Halves what the program costs in Node. For every registration the SDK formats stack traces that only a crash would show
 * and sends log calls that only a debugging person reads: with a hundred tenants that is most of the program's time.
 * To be called once the configuration has been accepted, so that a fault in it still comes with its full trace.
 */
export function tune(): void {
  Error.stackTraceLimit = 0;
  // The SDK's own modules call `debug` as a property of this object, so replacing the property reaches them all.
  Object.assign(pulumi.log, { debug: () => Promise.resolve() });
}
