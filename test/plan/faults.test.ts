import { expect } from "chai";
import { formatFaults, type Fault } from "../../plan/fault.ts";

const fault = (line: number): Fault => ({
  file: "fleets/prod.yaml",
  line,
  column: 3,
  path: ["tenants", 0, "id"],
  message: `"a_${line}" is no DNS label`,
  remedy: "Use letters, digits and dashes.",
});

describe("faults together", () => {
  it("stand under their number, each with its place and the way out", () => {
    expect(formatFaults([fault(7), fault(9)])).to.equal(
      [
        "2 faults; nothing was registered.",
        'fleets/prod.yaml:7:3 tenants[0].id: "a_7" is no DNS label',
        "    Use letters, digits and dashes.",
        'fleets/prod.yaml:9:3 tenants[0].id: "a_9" is no DNS label',
        "    Use letters, digits and dashes.",
      ].join("\n"),
    );
    expect(formatFaults([fault(7)])).to.match(/^1 fault; /);
  });
});
