import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { checkout } from "../../../local/paths.ts";
import { chart } from "../../chart/helm.ts";

/** Two installations that clients reach from outside, and three that only the entry reaches. */
const fleet = `
environment: test
domain: aigw.example.com
regions:
  local: { podCidrs: [10.244.0.0/16], serviceCidrs: [10.96.0.0/16], apiServerCidrs: [192.0.2.1/32] }
higress:
  chart: { path: ./local/chart/higress-core }
  crds: ./local/chart/higress-core/crds/customresourcedefinitions.yaml
  hub: registry.example.com/mirror
entry: { size: s }
gateways:
  - { id: internal, size: s, exposure: load-balancer, sourceCidrs: [10.0.0.0/8] }
tenants:
  - { id: acme, owner: acme@example.com, size: s }
  - { id: globex, owner: globex@example.com, size: s }
  - { id: initech, owner: initech@example.com, size: s }
`;

describe("the plan of an upgrade", function () {
  // Each rendering starts Helm and the post-renderer.
  this.timeout(180_000);

  let scratch = "";
  let stack = "";
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), "higress-fleet-upgrade-test-"));
    stack = join(scratch, "Pulumi.test.yaml");
    writeFileSync(join(scratch, "fleet.yaml"), fleet);
    const settings = { "higress-fleet:fleet": join(scratch, "fleet.yaml"), "higress-fleet:region": "local" };
    writeFileSync(stack, JSON.stringify({ config: settings }));
  });
  afterEach(() => rmSync(scratch, { recursive: true }));

  /** The stand-in under another version. */
  function copy(version: string): string {
    const place = join(scratch, version);
    cpSync(chart, place, { recursive: true });
    edit(place, "Chart.yaml", [/ersion: 2\.2\.4/g, `ersion: ${version}`]);
    return place;
  }

  function edit(place: string, file: string, ...replacements: readonly (readonly [RegExp, string])[]): void {
    const path = join(place, file);
    const text = readFileSync(path, "utf8");
    const edited = replacements.reduce((done, [from, to]) => done.replace(from, to), text);
    expect(edited, `${file} is edited`).not.to.equal(text);
    writeFileSync(path, edited);
  }

  function run(...args: readonly string[]): {
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  } {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/upgrade/main.ts", ...args], {
      cwd: checkout,
      encoding: "utf8",
    });
    return { code: status, out: stdout, err: stderr };
  }

  it("shows objects and fields of every installation, by what the post-renderer lets pass and what it drops", () => {
    const newer = copy("2.2.5");
    edit(newer, "values.yaml", [/maxConcurrentStreams: 100/, "maxConcurrentStreams: 250"]);
    edit(newer, "templates/gateway/_pod.tpl", [/"ISTIO_META_HTTP10" "1"/, '$&\n  "METRICS_TOKEN" "invented-value"']);
    edit(newer, "templates/gateway/service.yaml", [
      /^spec:$/m,
      "spec:\n  internalTrafficPolicy: {{ $.Release.Namespace }}",
    ]);
    edit(newer, "templates/controller/clusterrole.yaml", [
      /rules:/,
      'rules:\n  - apiGroups: ["new.example"]\n    resources: [things]\n    verbs: [get]',
    ]);
    edit(newer, "crds/customresourcedefinitions.yaml", [/( +)proxyName: .*/, "$&\n$1weight: { type: integer }"]);

    const { code, out, err } = run(stack, "--to", "2.2.5", "--chart", newer, "--plan");
    expect({ code, err }).to.deep.equal({ code: 0, err: "" });
    const lines = out.split("\n").map((line) => line.trim());
    expect(lines[0]).to.equal(`${scratch}/fleet.yaml, region local: higress-core 2.2.4 → 2.2.5, 5 installations`);
    expect(lines).to.include.members([
      "~ mcpbridges.networking.higress.io: v1 gets spec.registries[].weight",
      "data.higress › downstream.http2.maxConcurrentStreams: 100 → 250",
      "spec.template.spec.containers[higress-gateway].env[METRICS_TOKEN].value: + (not shown: a credential, by its key)",
      'spec.internalTrafficPolicy: + "<namespace>"',
      '- "registry.example.com/mirror/higress/gateway:2.2.4"',
      '+ "registry.example.com/mirror/higress/gateway:2.2.5"',
      "~ ClusterRole higress-controller-<namespace> (rbac.authorization.k8s.io/v1)",
      'rules: + {apiGroups: ["new.example"], resources: ["things"], verbs: ["get"]}',
      "Pods made anew: Deployment higress-gateway, in all 5 installations",
      "higress.chart.path from ./local/chart/higress-core to a directory with 2.2.5",
    ]);
    expect(out).not.to.include("invented-value");
    // Once for all five, and once more for what is not installed.
    expect(out.match(/^In .*:$/gm)).to.have.lengthOf(2);
    expect(out).not.to.include("ClusterRoleBinding");
    expect(out.indexOf("ClusterRole")).to.be.greaterThan(out.indexOf("Not installed"));
  });

  it("of one installation shows that one, and tells apart what only some have", () => {
    const newer = copy("2.2.5");
    edit(newer, "templates/gateway/service.yaml", [
      /^spec:$/m,
      'spec:\n  {{- if eq .type "LoadBalancer" }}\n  allocateLoadBalancerNodePorts: false\n  {{- end }}',
    ]);
    const one = run(stack, "--chart", newer, "--plan", "--tenant", "acme");
    expect(one.out).to.include("1 installation\n").and.to.include("In acme:");
    expect(one.out).not.to.include("allocateLoadBalancerNodePorts");
    const all = run(stack, "--chart", newer, "--plan").out.split("\n");
    const at = all.indexOf("      spec.allocateLoadBalancerNodePorts: + false");
    expect(all.slice(at - 2, at)).to.deep.equal([
      "In 2 of 5 installations (entry, internal):",
      "  ~ Service higress-gateway (v1)",
    ]);
  });

  it("says that nothing changes where nothing does", () => {
    const { code, out } = run(stack, "--chart", chart, "--plan", "--tenant", "acme");
    expect(code).to.equal(0);
    expect(out).to.include("Nothing changes in the cluster.").and.not.to.include("In acme");
  });

  it("fails with every reason why the upgrade would fail", () => {
    const newer = copy("2.2.5");
    edit(newer, "templates/gateway/workload.yaml", [/matchLabels:/, "matchLabels:\n      new: label"]);
    edit(newer, "crds/customresourcedefinitions.yaml", [/scope: Namespaced/, "scope: Cluster"]);
    edit(newer, "values.yaml", [/watchNamespace:/, "watchNamespaces:"]);
    edit(newer, "templates/controller/_core.tpl", [/watchNamespace/g, "watchNamespaces"]);
    edit(newer, "templates/controller/_discovery.tpl", [/watchNamespace/g, "watchNamespaces"]);
    const { code, out } = run(stack, "--chart", newer, "--plan", "--tenant", "acme", "--tenant", "entry");
    expect(code).to.equal(1);
    const text = out.replace(/\s+/g, " ");
    expect(text).to.match(
      /FAULT in all 2 installations: Deployment higress-gateway: the API server refuses a change of spec\.selector/,
    );
    expect(text).to.match(/FAULT CRD mcpbridges\.networking\.higress\.io: spec\.scope goes from Namespaced to Cluster/);
    expect(text).to.include("The program sets the value global.watchNamespace, which higress-core 2.2.5 does not have");
    expect(text).to.include("With faults; nothing was changed.").and.not.to.include("fleet.yaml change");
  });

  it("fails with what the post-renderer refuses, for whom, and shows no rendering of it", () => {
    const newer = copy("2.2.5");
    writeFileSync(
      join(newer, "templates", "job.yaml"),
      "apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: migrate\nspec: {}\n",
    );
    const { code, out } = run(stack, "--chart", newer, "--plan");
    expect(code).to.equal(1);
    expect(out.replace(/\s+/g, " ")).to.match(
      /FAULT in all 5 installations: higress-core 2\.2\.5: higress-core\/templates\/job\.yaml: Job "migrate" \(batch\/v1 Job\) is not an object/,
    );
  });

  it("is refused for a downgrade, before anything is rendered", () => {
    const older = copy("2.2.3");
    const { code, out, err } = run(stack, "--chart", older, "--plan");
    expect({ code, out: out.split("\n").length }).to.deep.equal({ code: 1, out: 3 });
    expect(err).to.include("From 2.2.4 to 2.2.3 is a downgrade");
    expect(run("Pulumi.prod.yaml", "--to", "2.2.3", "--plan")).to.deep.equal({ code: 1, out: "", err });
  });

  it("is not made without --plan, and the way is told", () => {
    const { code, out, err } = run("Pulumi.prod.yaml", "--to", "2.2.5");
    expect({ code, out }).to.deep.equal({ code: 1, out: "" });
    expect(err).to.match(/^This command only plans: add --plan/);
    expect(err).to.include("higress.chart.version from 2.2.4 to 2.2.5");
    expect(err).to.match(/higress\.crds from \S+\/v2\.2\.4\/\S+ to \S+\/v2\.2\.5\/\S+\n/);
  });

  const refused: readonly (readonly [args: readonly string[], message: string])[] = [
    [["--plan", "--to", "2.2.5"], "name that with --chart DIRECTORY_OR_TGZ"],
    [
      ["--plan", "--to", "2.2.6", "--chart", chart],
      "is version 2.2.4, and --to names 2.2.6: name the chart of that version.",
    ],
    [
      ["--plan", "--chart", "docs"],
      "docs is no chart: Chart.yaml file is missing. Name a chart's directory, or an archive",
    ],
    [["--plan", "--chart", "/nowhere"], "There is no chart at /nowhere: name its directory, or an archive of it."],
    [
      ["--plan", "--chart", chart, "--tenant", "acmee"],
      '"acmee": --tenant takes entry, internal, acme, globex, initech.',
    ],
  ];
  for (const [args, message] of refused) {
    it(`refuses ${args.join(" ").replace(checkout, ".")}`, () => {
      const { code, out, err } = run(stack, ...args);
      expect({ code, out }).to.deep.equal({ code: 1, out: "" });
      expect(err).to.include(message);
    });
  }
});
