import { expect } from "chai";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { Machine } from "./machine.ts";

/** Notes what is downloaded; the module it then finds is in the machine's root. */
const go = `
case "$1 $2" in
  "env GOVERSION") echo "\${GO_VERSION:-go1.26.8}" ;;
  "mod download") if [ -n "$GO_FAIL" ]; then echo "no such module" >&2; exit 1; fi; echo "$3" >> "$HOME/go.log" ;;
  "list -m") echo "$HOME/module" ;;
esac`;
/** As a command of the clone brings them. */
const script = "bring.mjs";
const file = "gateway-api-1.6.1.yaml";

describe("the CRDs of the Gateway API", function () {
  this.timeout(60_000);
  let machine: Machine;
  const brought = (): string => join(machine.clone, ".fleet", "crds", file);
  const bring = (extra: NodeJS.ProcessEnv = {}) => machine.run(script, [], extra);

  beforeEach(() => {
    machine = new Machine({ installed: true });
    machine.program("go", go);
    const folder = join(machine.root, "module", "config", "crd", "standard");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "b.yaml"), "kind: B\n");
    writeFileSync(join(folder, "a.yaml"), "kind: A\n");
    writeFileSync(join(folder, "README.md"), "no YAML\n");
    writeFileSync(
      join(machine.clone, script),
      'import { ensureCrds } from "./local/crds.ts";\nimport { Failure } from "./local/say.ts";\n' +
        "await ensureCrds().catch((error) => { if (!(error instanceof Failure)) throw error; console.error(error.message); process.exitCode = 1; });\n",
    );
  });
  afterEach(() => machine.remove());

  it("are fetched once, and put into one file for this clone", async () => {
    expect((await bring()).stderr).to.match(/^CRDs of the Gateway API, once for all clones: .* … \d+ s\n$/);
    const text = readFileSync(brought(), "utf8");
    expect(text).to.equal("---\n# config/crd/standard/a.yaml\nkind: A\n\n---\n# config/crd/standard/b.yaml\nkind: B\n");
    expect((await bring()).stderr).to.equal("");
    rmSync(join(machine.clone, ".fleet"), { recursive: true });
    await bring();
    expect(readFileSync(brought(), "utf8")).to.equal(text);
    expect(machine.lines("go.log")).to.deep.equal(["sigs.k8s.io/gateway-api"]);
  });

  it("are put back where somebody changed them, and fetched anew where their pin changed", async () => {
    await bring();
    appendFileSync(brought(), "kind: C\n");
    await bring();
    expect(readFileSync(brought(), "utf8")).not.to.include("kind: C");
    appendFileSync(join(machine.clone, "local/toolchain/gateway-api/go.sum"), "\n");
    await bring();
    expect(machine.lines("go.log")).to.have.length(2);
  });

  it("are there whole or not at all", async () => {
    const failed = await bring({ GO_FAIL: "yes" });
    expect(failed.code).to.equal(1);
    expect(failed.stderr)
      .to.include("no such module")
      .and.include(join(machine.cache, "logs", "gateway-api.log"));
    expect(readdirSync(machine.clone)).not.to.include(".fleet");
    expect((await bring()).code).to.equal(0);
  });

  it("say which Go they need", async () => {
    expect((await bring({ GO_VERSION: "go1.22.1" })).stderr).to.equal(
      "Go 1.26.0 or newer is needed to build gateway-api; `go` on PATH is go1.22.1.\n",
    );
  });

  it("are those that the example fleet names", () => {
    const fleet = parse(readFileSync("fleets/test.yaml", "utf8")) as { higress: { gatewayApi: { crds: string } } };
    expect(fleet.higress.gatewayApi.crds).to.equal(`./.fleet/crds/${file}`);
    expect(readFileSync("local/toolchain/gateway-api/go.mod", "utf8")).to.include("sigs.k8s.io/gateway-api v1.6.1");
  });
});
