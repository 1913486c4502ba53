/**
 * CRDs that no chart brings and a release page would otherwise be asked for: taken out of their project's Go module, whose version
 * and checksum local/toolchain pins. Data, so nothing is compiled.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyModule, moduleSource, requireGo, sweep, workshopIn } from "./build.ts";
import { withLock } from "./lock.mjs";
import { cacheDirectory, checkout, defaultHome } from "./paths.ts";
import { say, timed } from "./say.ts";
import { buildEnvironment, moduleDirectory, moduleHash } from "./steps.ts";

/** Of the Gateway API: what its releases call `standard-install.yaml`. */
const gatewayApi = {
  name: "gateway-api",
  module: "gateway-api",
  source: "sigs.k8s.io/gateway-api",
  directory: "config/crd/standard",
} as const;

/** `gateway-api-1.6.1.yaml` */
function crdFile(): string {
  const pinned = readFileSync(join(moduleDirectory(gatewayApi), "go.mod"), "utf8");
  const version = /^require \S+ v(\S+)$/m.exec(pinned)?.[1];
  if (version === undefined) throw new Error(`local/toolchain/${gatewayApi.module}/go.mod requires no version`);
  return `${gatewayApi.name}-${version}.yaml`;
}

/** Puts them where fleets/test.yaml looks for them. Costs milliseconds when they are there. */
export async function ensureCrds(): Promise<void> {
  const cache = cacheDirectory();
  const kept = join(cache, "crds", `${gatewayApi.name}-${moduleHash(gatewayApi, gatewayApi)}.yaml`);
  if (!existsSync(kept)) {
    const wait = (holder: string): void => {
      say(`waiting for ${holder}`);
    };
    await withLock(cache, `fetching CRDs for ${checkout}`, wait, async () => {
      if (existsSync(kept)) return;
      await requireGo([gatewayApi]);
      await timed(`CRDs of the Gateway API, once for all clones: ${cache}`, () => collect(kept, cache));
    });
  }
  const wanted = join(defaultHome, "crds", crdFile());
  if (!existsSync(wanted) || !readFileSync(wanted).equals(readFileSync(kept))) {
    whole(wanted, (half) => {
      copyFileSync(kept, half);
    });
  }
}

/** In one file, as the releases have them. */
async function collect(file: string, cache: string): Promise<void> {
  const workshop = workshopIn(cache);
  const bench = join(workshop.bench, gatewayApi.name);
  copyModule(gatewayApi, bench);
  const surroundings = { cwd: bench, env: { ...process.env, ...buildEnvironment } };
  const log = join(workshop.logs, `${gatewayApi.name}.log`);
  const folder = join(await moduleSource(gatewayApi.source, log, surroundings), gatewayApi.directory);
  const parts = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => `---\n# ${gatewayApi.directory}/${name}\n${readFileSync(join(folder, name), "utf8")}`);
  whole(file, (half) => {
    writeFileSync(half, parts.join("\n"));
  });
  sweep(workshop.benches);
}

/** Under its name only when it is complete. */
function whole(file: string, write: (half: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  write(half);
  renameSync(half, file);
}
