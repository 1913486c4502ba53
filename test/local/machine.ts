import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Answer } from "../../local/run.ts";

const checkout = dirname(dirname(import.meta.dirname));

/** A clone with an empty cache on a machine whose only programs beside the system's are those a test puts there. */
export class Machine {
  readonly root = mkdtempSync(join(tmpdir(), "higress-fleet-machine-"));
  readonly clone = join(this.root, "clone");
  readonly bin = join(this.root, "bin");
  readonly cache = join(this.root, "cache", "higress-fleet");

  constructor({ installed }: { readonly installed: boolean }) {
    mkdirSync(this.bin, { recursive: true });
    cpSync(join(checkout, "local"), join(this.clone, "local"), {
      recursive: true,
      filter: (path) => !path.endsWith("/chart"),
    });
    for (const file of ["package.json", "package-lock.json", ".npmrc"]) {
      cpSync(join(checkout, file), join(this.clone, file));
    }
    if (installed) symlinkSync(join(checkout, "node_modules"), join(this.clone, "node_modules"));
  }

  /** Installs a shell script as a program. */
  program(name: string, script: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }

  env(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return { PATH: `${this.bin}:/usr/bin:/bin`, HOME: this.root, XDG_CACHE_HOME: dirname(this.cache), ...extra };
  }

  /** Starts a script of the clone on this Node. */
  start(script: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}) {
    const child = spawn(process.execPath, [join(this.clone, script), ...args], {
      cwd: this.clone,
      env: this.env(extra),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const answer = new Promise<Answer>((resolve) => {
      let [stdout, stderr] = ["", ""];
      child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
      child.on("close", (code) => {
        resolve({ code: code ?? -1, stdout, stderr });
      });
    });
    return { child, answer };
  }

  run(script: string, args: readonly string[], extra: NodeJS.ProcessEnv = {}): Promise<Answer> {
    return this.start(script, args, extra).answer;
  }

  /** Creates an empty file in the machine's root. */
  write(file: string): void {
    writeFileSync(join(this.root, file), "");
  }

  /** Lines of a file in the machine's root; none when there is no such file. */
  lines(file: string): readonly string[] {
    const path = join(this.root, file);
    return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  }

  /** Programs that count as built, without their hashes. */
  built(): readonly string[] {
    const programs = join(this.cache, "programs");
    if (!existsSync(programs)) return [];
    return readdirSync(programs)
      .map((file) => file.replace(/-[0-9a-f]{16}$/, ""))
      .sort();
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
