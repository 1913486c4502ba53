import { expect } from "chai";
import fc from "fast-check";
import type { Contents } from "../../../tools/picture/contents.ts";
import { mermaid, mostDrawn } from "../../../tools/picture/mermaid.ts";
import { anyContents, benchContents, testContents } from "./fleets.ts";

const id = "[a-z][a-z0-9_]*";
const label = /"(?:[\p{L}\p{N}\p{M} .,/…-]|#\d+;|<br\/>)*"/u.source;
const shapes = [
  `\\(\\[${label}\\]\\)`,
  `\\{\\{${label}\\}\\}`,
  `\\[\\[${label}\\]\\]`,
  `\\[\\(${label}\\)\\]`,
  `\\[${label}\\]`,
  `\\(${label}\\)`,
];
const node = new RegExp(`^  (${id})(?:${shapes.join("|")})(?::::[a-z]+)?$`, "u");
const arrows = new RegExp(`^  ${id}(?: --> ${id})+$`);
const style = /^ {2}classDef [a-z]+ stroke:#[0-9a-f]{6}(,stroke-[a-z]+:[0-9a-z ]+)+$/;
const text = /^ {2}acc(Title|Descr): [\p{L}\p{N} .,-]+$/u;

/** Ids of nodes and ends of arrows. @throws Error on a line that is none of the language's that we use. */
function read(source: string) {
  const [first, ...lines] = source.trimEnd().split("\n");
  if (first !== "flowchart LR") throw new Error(`not a flowchart: ${first}`);
  const nodes: string[] = [];
  const ways: (readonly string[])[] = [];
  for (const line of lines) {
    const declared = node.exec(line)?.[1];
    if (declared !== undefined) nodes.push(declared);
    else if (arrows.test(line)) ways.push(line.trim().split(" --> "));
    else if (!style.test(line) && !text.test(line)) throw new Error(`not understood: ${line}`);
  }
  return { nodes, ways };
}

const ways = (contents: Contents): readonly string[] => read(mermaid(contents)).ways.map((way) => way.join(" "));

describe("the picture as Mermaid", () => {
  it("keeps to the language whatever the fleet says, and names every node once", () => {
    const holds = fc.property(anyContents, (contents) => {
      const { nodes, ways } = read(mermaid(contents));
      expect(new Set(nodes).size).to.equal(nodes.length);
      expect(ways.flat().filter((end) => !nodes.includes(end))).to.deep.equal([]);
    });
    fc.assert(holds, { numRuns: 60 });
  });

  it("leads from clients by entry, hosts and tenant to each registry", () => {
    expect(ways(testContents())).to.include.members([
      "clients entry",
      "entry h_acme t_acme",
      "t_acme r1_acme",
      "t_globex r5_globex",
      "c_internal g_internal",
    ]);
  });

  it("writes what could mean something as entity codes", () => {
    const source = mermaid(testContents());
    expect(source).to.include("owner #35;globex-gateway").and.include("#42;.acme.aigw.example.com");
    expect(source).to.include("owner shop-platform#64;acme.example");
  });

  it("keeps ids apart that differ in hyphens only", () => {
    const contents = testContents();
    const [first] = contents.tenants;
    if (first === undefined) throw new Error("the test fleet has no tenant");
    const tenants = ["a-b", "a--b", "end"].map((each) => ({ ...first, id: each }));
    expect(read(mermaid({ ...contents, tenants })).nodes).to.include.members(["t_a_b", "t_a__b", "t_end"]);
  });

  it("has numbers instead of hosts and registries above twelve tenants", () => {
    expect(ways(benchContents(12)).filter((way) => way.startsWith("entry h_"))).to.have.lengthOf(12);
    expect(ways(benchContents(13)).filter((way) => way.startsWith("entry t_"))).to.have.lengthOf(13);
    expect(mermaid(benchContents(13))).to.include('t_t0013["t0013<br/>size xs, 1 host, 1 registry"]:::tenant');
  });

  it("counts the tenants above the two hundredth", () => {
    expect(mostDrawn).to.equal(200);
    expect(mermaid(benchContents(200))).not.to.include("more");
    const source = mermaid(benchContents(203));
    expect(source).to.include('more["and 3 more tenants"]:::tenant').and.include("t_t0200").and.not.include("t_t0201");
  });

  it("stays within what Mermaid reads: 50,000 characters and 500 arrows", () => {
    const contents = benchContents(1);
    const [first] = contents.tenants;
    if (first === undefined) throw new Error("there is no tenant");
    const wide = "*".repeat(253);
    const registry = { name: "r".repeat(63), type: "zookeeper", places: [wide, wide] };
    const worst = (many: number) => ({
      ...contents,
      tenants: Array.from({ length: many }, (_, index) => ({
        ...first,
        id: `${"t".repeat(35)}${1000 + index}`,
        owner: wide,
        hosts: Array<string>(100).fill(wide),
        registries: Array<typeof registry>(100).fill(registry),
      })),
    });
    for (const many of [12, 200, 1000]) {
      const source = mermaid(worst(many));
      expect(source.length, `${many} tenants`).to.be.below(50_000);
      expect(read(source).ways.flatMap((way) => way.slice(1)).length).to.be.below(500);
    }
  });
});
