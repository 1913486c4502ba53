/** Plugins: rules 62 to 65 of the catalogue. */
import type { Rule } from "../rule.ts";
import wasmNoInlineSecret from "../rules/wasm-no-inline-secret.ts";
import wasmSafeExecution from "../rules/wasm-safe-execution.ts";
import wasmScopeOwn from "../rules/wasm-scope-own.ts";
import wasmSourcePinned from "../rules/wasm-source-pinned.ts";

export const plugins: readonly Rule[] = [
  wasmSourcePinned, // 62
  wasmSafeExecution, // 63
  wasmNoInlineSecret, // 64
  wasmScopeOwn, // 65
];
