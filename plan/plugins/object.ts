/** WasmPlugin as the plan writes it (higress v2.2.4, api/kubernetes/customresourcedefinitions.gen.yaml:20-143). */
import type { KubernetesObject } from "../manifests.ts";
import type { PluginPhase } from "../model/plugin.ts";
import type { JsonMap } from "./builtin.ts";

export interface WasmPlugin extends KubernetesObject<"extensions.higress.io/v1alpha1", "WasmPlugin"> {
  readonly spec: {
    readonly url: string;
    /** Of an image its manifest's, of a module its own. */
    readonly sha256?: string;
    /** Secret of the namespace with the registry's credentials. */
    readonly imagePullSecret?: string;
    readonly phase: PluginPhase;
    readonly priority: number;
    readonly failStrategy: "FAIL_CLOSE" | "FAIL_OPEN";
    /** Absent where no request has it; the controller then needs to be told so. */
    readonly defaultConfig?: JsonMap;
    readonly defaultConfigDisable: boolean;
    readonly matchRules: readonly MatchRule[];
  };
}

/** One of the two kinds of requests and never both: of a rule with both, Higress's plugins look at the routes alone (plugins/wasm-go/pkg/matcher). */
export type MatchRule = { readonly config: JsonMap } & (
  { readonly ingress: readonly string[] } | { readonly domain: readonly string[] }
);
