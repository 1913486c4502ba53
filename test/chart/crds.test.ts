import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { chart, objects, type Manifest } from "./helm.ts";

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
}

interface Definition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

// Each field of the shape is asserted below.
const definitions = objects(
  readFileSync(join(chart, "crds", "customresourcedefinitions.yaml"), "utf8"),
) as readonly Definition[];

function nodes(schema: Schema, path: string): readonly { path: string; schema: Schema }[] {
  return [
    { path, schema },
    ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => nodes(inner, `${path}.${name}`)),
    ...(schema.items === undefined ? [] : nodes(schema.items, `${path}[]`)),
    ...(schema.additionalProperties === undefined ? [] : nodes(schema.additionalProperties, `${path}{}`)),
  ];
}

const all = definitions.flatMap(({ spec }) =>
  spec.versions.flatMap(({ schema }) => nodes(schema.openAPIV3Schema, spec.names.kind)),
);

function at(path: string): Schema {
  const found = all.find((node) => node.path === path);
  if (found === undefined) throw new Error(`no schema at ${path}`);
  return found.schema;
}

describe("the stand-in's CRDs", () => {
  it("define the four kinds of the real chart, in one stored version each", () => {
    const found = definitions.map(({ metadata, kind, spec }) => [
      kind,
      metadata.name,
      spec.scope,
      ...spec.versions.map(({ name, served, storage }) => `${name} ${served} ${storage}`),
    ]);
    const kind = "CustomResourceDefinition";
    expect(found).to.deep.equal([
      [kind, "mcpbridges.networking.higress.io", "Namespaced", "v1 true true"],
      [kind, "http2rpcs.networking.higress.io", "Namespaced", "v1 true true"],
      [kind, "wasmplugins.extensions.higress.io", "Namespaced", "v1alpha1 true true"],
      [kind, "envoyfilters.networking.istio.io", "Namespaced", "v1alpha3 true true"],
    ]);
    for (const { metadata, spec } of definitions) expect(metadata.name).to.equal(`${spec.names.plural}.${spec.group}`);
  });

  it("have structural schemas: every node has a type, and lists say of what", () => {
    expect(all.filter(({ schema }) => schema.type === undefined).map(({ path }) => path)).to.deep.equal([]);
    const lists = all.filter(({ schema }) => schema.type === "array");
    expect(lists.filter(({ schema }) => schema.items === undefined).map(({ path }) => path)).to.deep.equal([]);
    const mixed = all.filter(({ schema }) => schema.properties && schema.additionalProperties);
    expect(mixed.map(({ path }) => path)).to.deep.equal([]);
  });

  it("keep unknown fields in configuration only, and prune them elsewhere", () => {
    const open = all.filter(({ schema }) => schema["x-kubernetes-preserve-unknown-fields"] === true);
    expect(open.map(({ path }) => path).filter((path) => !path.endsWith(".status"))).to.deep.equal([
      "WasmPlugin.spec.pluginConfig",
      "WasmPlugin.spec.defaultConfig",
      "WasmPlugin.spec.matchRules[].config",
      "EnvoyFilter.spec.configPatches[].match",
      "EnvoyFilter.spec.configPatches[].patch.value",
    ]);
  });

  it("accept any registry type, as the real one does", () => {
    expect(at("McpBridge.spec.registries[].type")).to.deep.equal({ type: "string" });
    expect(at("McpBridge.spec.registries[].nacosGroups[]")).to.deep.equal({ type: "string" });
    expect(at("McpBridge.spec.proxies[].listenerPort")).to.deep.equal({ type: "integer" });
    expect(all.some(({ path }) => path === "McpBridge.spec.registries[].healthCheck")).to.equal(false);
  });

  it("refuse phases, policies and route types that Higress does not know", () => {
    expect(at("WasmPlugin.spec.phase").enum).to.deep.equal(["UNSPECIFIED_PHASE", "AUTHN", "AUTHZ", "STATS"]);
    expect(at("WasmPlugin.spec.failStrategy").enum).to.deep.equal(["FAIL_CLOSE", "FAIL_OPEN"]);
    expect(at("WasmPlugin.spec.imagePullPolicy").enum).to.deep.equal(["UNSPECIFIED_POLICY", "IfNotPresent", "Always"]);
    expect(at("WasmPlugin.spec.matchRules[].routeType").enum).to.deep.equal(["HTTP", "GRPC"]);
    expect(at("WasmPlugin.spec.priority")).to.deep.equal({ type: "integer", nullable: true });
  });
});
