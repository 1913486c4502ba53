import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./paths.ts";

/** One program built from source: what the Go module proxy has, as pinned by the module files in local/toolchain. */
export interface Step {
  /** Name of the program. */
  readonly name: string;
  /** Directory under local/toolchain. */
  readonly module: string;
  /** Go package inside the module; `.` for a main.go of our own. */
  readonly package: string;
  /** Values for package variables: without them these programs report wrong versions. */
  readonly versions: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** For a plugin of the engine: the directory it is looked for in, with the version of the npm package. */
  readonly plugin?: string;
  /** Files that main.go embeds and that are taken from another module's directory. */
  readonly embed?: { readonly module: string; readonly directory: string; readonly files: readonly string[] };
}

/** Settings of every build. `local`: the machine's Go or none, never a download of another one. */
export const buildEnvironment = {
  CGO_ENABLED: "0",
  GO111MODULE: "on",
  GOFLAGS: "-mod=readonly -buildvcs=false -trimpath",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
} as const;

const kubernetesVersion: Readonly<Record<string, string>> = Object.fromEntries(
  ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"].flatMap((variables) =>
    Object.entries({
      gitVersion: "v1.35.4",
      gitMajor: "1",
      gitMinor: "35",
      gitTreeState: "clean",
      gitCommit: "unknown",
      buildDate: "2026-01-01T00:00:00Z",
    }).map(([name, value]) => [`${variables}.${name}`, value]),
  ),
);

const kubernetes = (name: string): Step => ({
  name,
  module: "kubernetes",
  package: `k8s.io/kubernetes/cmd/${name}`,
  versions: kubernetesVersion,
  flags: ["-pgo=off"],
});

const kwok = (name: string): Step => ({
  name,
  module: "kwok",
  package: `sigs.k8s.io/kwok/cmd/${name}`,
  versions: { "sigs.k8s.io/kwok/pkg/consts.Version": "0.7.0" },
});

/** The engine with its language host and plugins. Not built where a suitable `pulumi` is installed. */
export const engineSteps: readonly Step[] = [
  {
    name: "pulumi",
    module: "pulumi",
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    versions: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.259.0" },
    flags: ["-tags", "osusergo grpcnotrace"],
  },
  {
    name: "pulumi-language-nodejs",
    module: "pulumi-language-nodejs",
    package: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    versions: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": "v3.68.0" },
  },
  {
    name: "pulumi-resource-kubernetes",
    module: "pulumi-resource-kubernetes",
    package: ".",
    versions: { "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": "4.27.0" },
    plugin: "resource-kubernetes-v4.27.0",
    embed: {
      module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
      directory: "cmd/pulumi-resource-kubernetes",
      files: ["schema.json", "terraform-mapping.json"],
    },
  },
  {
    name: "pulumi-resource-random",
    module: "pulumi-resource-random",
    package: ".",
    versions: { "main.version": "4.19.2" },
    plugin: "resource-random-v4.19.2",
  },
];

/** The control plane. */
export const clusterSteps: readonly Step[] = [
  ...["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"].map(kubernetes),
  { name: "etcd", module: "etcd", package: "go.etcd.io/etcd/server/v3", versions: {} },
  ...["kwok", "kwokctl"].map(kwok),
];

/** Built only when something asks for them by name: tests want helm, comparisons the other two. */
export const optionalSteps: readonly Step[] = [
  {
    name: "helm",
    module: "helm",
    package: "helm.sh/helm/v3/cmd/helm",
    versions: {
      "helm.sh/helm/v3/internal/version.version": "v3.21.4",
      // `helm template` believes in Kubernetes 1.20 otherwise.
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": "1",
      "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": "35",
    },
  },
  { name: "helmfile", module: "helmfile", package: "github.com/helmfile/helmfile", versions: {} },
  {
    name: "netpolicy",
    module: "netpol-analyzer",
    package: "github.com/np-guard/netpol-analyzer/cmd/netpolicy",
    versions: {},
  },
  {
    name: "promtool",
    module: "promtool",
    package: "github.com/prometheus/prometheus/cmd/promtool",
    versions: { "github.com/prometheus/common/version.Version": "3.14.0" },
    // Without the clients of every cloud: half of the time and of the size.
    flags: ["-tags", "remove_all_sd"],
  },
];

/** The module's files that reach the compiler, relative to its directory. */
export function moduleFiles(step: Pick<Step, "module">): readonly string[] {
  return readdirSync(moduleDirectory(step), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.go$|go\.(mod|sum)$/.test(file))
    .sort();
}

export const moduleDirectory = (step: Pick<Step, "module">): string =>
  join(checkout, "local", "toolchain", step.module);

export function linkerFlags(step: Step): string {
  return ["-s -w", ...Object.entries(step.versions).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
}

/** Names the result of a step: 16 hex digits over all that goes into it. */
export const stepHash = (step: Step): string =>
  moduleHash(step, [process.platform, process.arch, buildEnvironment, step]);

/** 16 hex digits over a module's files and how they are used. */
export function moduleHash(step: Pick<Step, "module">, use: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(use));
  for (const file of moduleFiles(step))
    hash.update(`\n${file}\n`).update(readFileSync(join(moduleDirectory(step), file)));
  return hash.digest("hex").slice(0, 16);
}
