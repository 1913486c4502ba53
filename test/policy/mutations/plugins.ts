import type { Mutation, Mutations, Place } from "./mutation.ts";

export const plugins = ({ facts, one, other }: Place): Mutations => {
  const registry = facts.hub ?? "higress-registry.cn-hangzhou.cr.aliyuncs.com";
  const url = `oci://${registry}/plugins/key-auth@sha256:${"0123456789abcdef".repeat(4)}`;
  /** A lawful plugin more, but for one thing. */
  const plugin =
    (spec: object): Mutation =>
    (world) => [
      ...world,
      {
        type: "kubernetes:extensions.higress.io/v1alpha1:WasmPlugin",
        name: "added",
        props: {
          metadata: { name: "added", namespace: one.namespace },
          spec: { url, phase: "AUTHN", priority: 300, failStrategy: "FAIL_CLOSE", ...spec },
        },
      },
    ];
  return {
    "wasm-source-pinned": plugin({ url: `oci://${registry}/plugins/key-auth:latest` }),
    "wasm-safe-execution": plugin({ failStrategy: "FAIL_OPEN" }),
    "wasm-no-inline-secret": plugin({ defaultConfig: { provider: { apiTokens: ["correct-horse-battery"] } } }),
    "wasm-scope-own": plugin({ matchRules: [{ domain: [...other.hosts], config: {} }] }),
  };
};
