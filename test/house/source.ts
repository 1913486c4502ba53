import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** A tracked or new source file, with what it imports. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Project paths for relative imports, package names otherwise; `type` marks `import type`. */
  readonly imports: readonly { readonly target: string; readonly type: boolean }[];
}

const importForm =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|(?:^|\n)\s*import\s+"([^"]+)"|\bimport\("([^"]+)"\)/g;

/** Every TypeScript and JavaScript file that is here and that git does not ignore. */
export function sourceFiles(): readonly SourceFile[] {
  const listed = execFileSync("git", [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "*.ts",
    "*.js",
    "*.mjs",
  ]);
  return listed
    .toString()
    .split("\n")
    .filter((path) => path !== "" && existsSync(path))
    .map(read);
}

function read(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(importForm)].map(([, type, from, bare, dynamic]) => {
    const name = from ?? bare ?? dynamic ?? "";
    return {
      target: name.startsWith(".") ? normalize(join(dirname(path), name)) : packageName(name),
      type: type !== undefined,
    };
  });
  return { path, text, lines: text.trimEnd().split("\n").length, imports };
}

function packageName(name: string): string {
  if (name.startsWith("node:")) return name;
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}
