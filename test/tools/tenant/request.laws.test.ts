import { expect } from "chai";
import * as fc from "fast-check";
import { parse } from "yaml";
import { parseFleet } from "../../../plan/index.ts";
import { propose } from "../../../tools/tenant/proposal.ts";
import { settingsOf, type Request } from "../../../tools/tenant/request.ts";
import { tenantItem, tenantYaml } from "../../../tools/tenant/written.ts";
import { head } from "./site.ts";

/** Words that some reader of YAML takes for something else, and plain ones. */
const tricky = fc.constantFrom(
  "no",
  "on",
  "y",
  "null",
  "true",
  "1e3",
  "0x1f",
  "12",
  "1-2",
  "2026-01-01",
  "acme",
  "a--b",
);
const id = fc.oneof(tricky, fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,12}[a-z0-9])?$/));
const owner = fc.oneof(
  fc.constantFrom(
    "#team",
    "@team",
    "1:20",
    "a: b",
    "- x",
    "~",
    "yes",
    "'",
    '"',
    "a #b",
    "*x",
    "&x",
    "!x",
    "{",
    "[a]",
    "%x",
    "|",
    ">",
  ),
  fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" }).filter((text) => /^\S(.*\S)?$/.test(text)),
);
const host = fc.constantFrom(
  "api.acme.org",
  "*.acme.org",
  "bücher.acme.org",
  "1.2.3.acme.org",
  "no.acme.org",
  "xn--p1ai.acme.org",
);
const request: fc.Arbitrary<Request> = fc.record({
  id,
  owner,
  size: fc.constantFrom("s", "m"),
  hosts: fc.uniqueArray(host, { maxLength: 4 }),
  regions: fc.subarray(["south", "north"]),
});
const main = { path: "fleets/prod.yaml", text: `${head}tenants: prod/*.yaml\n` };

describe("what is written of a request", () => {
  it("is read back the same by readers of YAML 1.2 and 1.1, as a file and as an item", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const settings = settingsOf(asked, "aigw.example.com");
        for (const version of ["1.2", "1.1"] as const) {
          expect(parse(tenantYaml(settings), { version })).to.deep.equal(settings);
          expect(parse(`tenants:\n${tenantItem(settings)}\n`, { version })).to.deep.equal({ tenants: [settings] });
        }
      }),
    );
  });

  it("has quotes only where they are needed", () => {
    const settings = settingsOf(
      { id: "acme", owner: "a@acme.org", size: "s", hosts: ["api.acme.org"], regions: [] },
      "x.org",
    );
    expect(tenantYaml(settings)).to.not.match(/["']/);
  });

  it("has one line for each text, however long", () => {
    const owner = "somebody of the team ".repeat(10).trim();
    const settings = settingsOf({ id: "acme", owner, size: "s", hosts: [], regions: [] }, "x.org");
    expect(tenantYaml(settings)).to.equal(`id: acme\nowner: ${owner}\nsize: s\n`);
  });

  it("is a sound tenant, or has faults that name a flag", () => {
    fc.assert(
      fc.property(request, (asked) => {
        const proposal = propose(
          { main, domain: "aigw.example.com", own: { pattern: "prod/*.yaml", files: [] }, faults: [] },
          asked,
        );
        if ("faults" in proposal) {
          expect(proposal.faults.filter((fault) => !/^(id|--\w+): /.test(fault))).to.deep.equal([]);
          return;
        }
        const { path = "", text = "" } = proposal.file ?? {};
        expect(path).to.equal(`fleets/prod/${asked.id}.yaml`);
        const read = parseFleet(main, () => [{ path, text }]);
        expect("fleet" in read && read.fleet).to.deep.equal(proposal.fleet);
      }),
    );
  });

  it("leads out of no folder, whatever the id", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", ".", "/", "\\", "-", "*", "\0") }), (any) => {
        const asked = { id: any, owner: "o", size: "s", hosts: [], regions: [] };
        const proposal = propose(
          { main, domain: "aigw.example.com", own: { pattern: "prod/*.yaml", files: [] }, faults: [] },
          asked,
        );
        if ("file" in proposal) expect(proposal.file.path).to.match(/^fleets\/prod\/[a-z-]+\.yaml$/);
        else expect("faults" in proposal).to.equal(true);
      }),
    );
  });
});
