import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkout } from "../../../local/paths.ts";
import { chart } from "../../chart/helm.ts";

const page = readFileSync(join(checkout, "docs/upgrades.md"), "utf8");

/** Where the page has the changed copy. */
const shownPlace = "/tmp/higress-core-2.2.5";

/** Every call that the page shows, with what it says is printed. */
const examples = [...page.matchAll(/^\$ npm run upgrade -- (.+)\n((?:(?!\$ |```).*\n)+)/gm)].map(
  ([, words = "", printed = ""]) => ({ words, printed: printed.trim() }),
);

/** What the page changes in the copy, by file. */
const changes: readonly (readonly [file: string, from: string, to: string])[] = [
  ["Chart.yaml", "version: 2.2.4\nappVersion: 2.2.4", "version: 2.2.5\nappVersion: 2.2.5"],
  ["values.yaml", "maxConcurrentStreams: 100", "maxConcurrentStreams: 250"],
  [
    "templates/gateway/service.yaml",
    "  selector:\n",
    '  {{- if eq .type "LoadBalancer" }}\n  allocateLoadBalancerNodePorts: false\n  {{- end }}\n  selector:\n',
  ],
  [
    "templates/gateway/_pod.tpl",
    '"ISTIO_META_HTTP10" "1"',
    '"ISTIO_META_HTTP10" "1"\n  "METRICS_TOKEN" "invented-value"',
  ],
  [
    "templates/controller/clusterrole.yaml",
    "rules:\n",
    "rules:\n  - apiGroups: [coordination.k8s.io]\n    resources: [leases]\n    verbs: [get, create, update]\n",
  ],
  [
    "crds/customresourcedefinitions.yaml",
    "                      vport:\n",
    "                      weight: { type: integer }\n                      vport:\n",
  ],
];

describe("docs/upgrades.md", function () {
  // Each rendering starts Helm and the post-renderer.
  this.timeout(180_000);
  let scratch = "";
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "upgrades-page-"));
    const copy = join(scratch, "higress-core-2.2.5");
    cpSync(chart, copy, { recursive: true });
    for (const [file, from, to] of changes) {
      const text = readFileSync(join(copy, file), "utf8");
      expect(text, file).to.include(from);
      writeFileSync(
        join(copy, file),
        text.replace(from, () => to),
      );
    }
  });
  after(() => rmSync(scratch, { recursive: true }));

  it("has an example, and three mistakes", () => {
    expect(examples).to.have.lengthOf(4);
  });

  for (const { words, printed } of examples) {
    it(`shows what is printed by: ${words}`, () => {
      const place = join(scratch, "higress-core-2.2.5");
      const script = `"${process.execPath}" local/main.ts upgrade ${words.replace(shownPlace, place)} 2>&1`;
      const now = spawnSync("sh", ["-c", script], { cwd: checkout, encoding: "utf8" }).stdout;
      expect(now.replaceAll(place, shownPlace).trim()).to.equal(printed);
    });
  }
});
