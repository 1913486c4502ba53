import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { objects, render } from "../chart/helm.ts";

const program = fileURLToPath(new URL("../../components/narrow.ts", import.meta.url));

function run(input: string | Buffer): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(program, [], { input, encoding: "utf8", maxBuffer: 2 ** 30 });
}

const configMap = (name: string, text: string): string =>
  `---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  text: ${text}\n`;

describe("the post-renderer", function () {
  this.timeout(30_000);

  it("is a program that everyone may run", () => {
    expect(statSync(program).mode & 0o777).to.equal(0o755);
  });

  it("takes what Helm renders and writes what Helm installs", () => {
    const { status, stdout, stderr } = run(render());
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: "" });
    expect(objects(stdout).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).to.deep.equal([
      "ServiceAccount higress-controller",
      "ServiceAccount higress-gateway",
      "ConfigMap higress-config",
      "Service higress-controller",
      "Service higress-gateway",
      "Deployment higress-controller",
      "Deployment higress-gateway",
      "EnvoyFilter higress-gateway-global-custom-response",
    ]);
  });

  it("passes on more than fits into a pipe, in any script", () => {
    const manifest = Array.from({ length: 2000 }, (_, index) => configMap(`a${index}`, "网关 🚪 ".repeat(20))).join("");
    const { status, stdout } = run(manifest);
    expect(status).to.equal(0);
    expect(stdout).to.equal(manifest);
  });

  it("writes nothing and ends with 1 when one object is unknown", () => {
    const unknown = "---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: other\n";
    const { status, stdout, stderr } = run(configMap("a", "b") + unknown);
    expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
    expect(stderr).to.match(/^narrow: the rendered chart: Namespace "other" \(v1 Namespace\) is not an object .*\n$/);
  });

  it("writes nothing and ends with 1 when the text is not UTF-8", () => {
    for (const input of [Buffer.from(configMap("a", "b"), "utf16le"), Buffer.from([0x6b, 0xff, 0x0a])]) {
      const { status, stdout, stderr } = run(input);
      expect({ status, stdout }).to.deep.equal({ status: 1, stdout: "" });
      expect(stderr).to.match(/^narrow: .+\n$/);
    }
  });
});
