import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { clusterEnvironment } from "./cluster.ts";
import { checkout, homeAt } from "./paths.ts";
import { engineSteps } from "./steps.ts";
import { describeToolchain, programPath } from "./toolchain.ts";

/**
 * The environment in which the engine works on one home, from this process's own. Creates what it names: the passphrase
 * (random, readable by the user only), the links to the plugins, the directory of the state.
 */
export function engineEnvironment(root: string): NodeJS.ProcessEnv {
  const home = homeAt(root);
  mkdirSync(home.state, { recursive: true });
  if (!existsSync(home.passphrase)) {
    writeFileSync(home.passphrase, randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  const toolchain = describeToolchain();
  for (const step of engineSteps) {
    if (step.plugin !== undefined) linkPlugin(programPath(toolchain, step), join(home.pulumi, "plugins", step.plugin));
  }
  disableEngineLogs(home.pulumi);
  const env = clusterEnvironment(root);
  return {
    ...env,
    PATH: `${join(checkout, "node_modules", ".bin")}:${env.PATH ?? ""}`,
    PULUMI_HOME: home.pulumi,
    PULUMI_BACKEND_URL: `file://${home.state}`,
    PULUMI_CONFIG_PASSPHRASE: readFileSync(home.passphrase, "utf8"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // The state is read here too.
    PULUMI_DIY_BACKEND_GZIP: "false",
    PULUMI_DIY_BACKEND_ZSTD: "false",
    // An engine that was built here finds all plugins in its home; an installed one may fetch its own.
    ...(toolchain.installedEngine === undefined && {
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    }),
    HELM_CACHE_HOME: join(home.cache, "helm"),
    HELM_CONFIG_HOME: join(home.cache, "helm"),
    HELM_DATA_HOME: join(home.cache, "helm"),
  };
}

/**
 * The engine writes a debug log of every run, with two fifths of its own CPU time at a preview of 100 tenants, and has no
 * switch for it; it does without where `logs` is not a directory (pkg/logging/encrypted.go of engine 3.259).
 */
function disableEngineLogs(pulumiHome: string): void {
  const logs = join(pulumiHome, "logs");
  if (statSync(logs, { throwIfNoEntry: false })?.isFile() === true) return;
  rmSync(logs, { recursive: true, force: true });
  mkdirSync(pulumiHome, { recursive: true });
  writeFileSync(logs, "");
}

/** The engine looks for a real directory with the program in it; a link to a directory it does not find. */
function linkPlugin(program: string, directory: string): void {
  const link = join(directory, basename(program));
  if (!existsSync(program)) return;
  if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink() === true && readlinkSync(link) === program) return;
  mkdirSync(directory, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(program, link);
}
