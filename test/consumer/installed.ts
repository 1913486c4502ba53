import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checkout } from "../../local/paths.ts";

export interface Installed {
  /** The package inside node_modules, as npm unpacks its tarball. */
  readonly directory: string;
  /** The policy configuration of facts, as the package's own program writes it. @throws when it refuses them */
  readonly configure: (facts: string) => string;
  readonly remove: () => void;
}

/** The published pack, installed outside of the checkout: only its dependencies are linked. */
export function installPack(): Installed {
  const root = mkdtempSync(join(tmpdir(), "higress-fleet-policy-"));
  const run = (command: string, args: readonly string[], input = ""): string =>
    execFileSync(command, args, { cwd: root, encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"] });

  const made = run(process.execPath, [join(checkout, "tools", "policy-package.ts"), root]);
  const directory = join(root, "node_modules", "@higress-fleet", "policy");
  mkdirSync(directory, { recursive: true });
  run("tar", ["-xzf", made.trim(), "--strip-components=1", "-C", directory]);
  const manifest = readFileSync(join(directory, "package.json"), "utf8");
  const { dependencies } = JSON.parse(manifest) as { readonly dependencies: object };
  for (const dependency of Object.keys(dependencies)) {
    const link = join(root, "node_modules", dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(checkout, "node_modules", dependency), link);
  }
  return {
    directory,
    configure: (facts) => run(process.execPath, [join(directory, "configure.js")], facts),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
