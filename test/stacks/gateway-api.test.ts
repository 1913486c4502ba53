import { readFileSync } from "node:fs";
import { Ajv, type AnySchema } from "ajv";
import { expect } from "chai";
import { parseAllDocuments } from "yaml";
import type { GatewayApiObject } from "../../plan/index.ts";
import { planStack } from "./stack.ts";

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: AnySchema } }[];
  };
}

/** As the API server compares: formats and CEL rules apart, which test/cluster has. */
const ajv = new Ajv({ strict: false, validateFormats: false });

/** Of the CRDs that fleets/test.yaml names: a field that they do not have is a fault here, which the API server would drop in silence. */
const schemas = parseAllDocuments(readFileSync(".fleet/crds/gateway-api-1.6.1.yaml", "utf8"))
  .map((document) => document.toJS() as Definition)
  .filter(({ kind }) => kind === "CustomResourceDefinition")
  .flatMap(({ spec: { names, versions } }) =>
    versions.map(({ name, schema }) => [`${name} ${names.kind}`, closed(schema.openAPIV3Schema)] as const),
  );

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in inner && !("additionalProperties" in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function problems({ apiVersion, kind, spec }: GatewayApiObject): readonly unknown[] {
  const found = schemas.find(([name]) => name === `${apiVersion.split("/")[1] ?? ""} ${kind}`);
  if (found === undefined) throw new Error(`no CRD has ${apiVersion} ${kind}`);
  // What was added keeps it a schema.
  const validate = ajv.compile(found[1] as AnySchema);
  return validate({ spec }) ? [] : (validate.errors ?? []);
}

describe("What fleets/test.yaml has of the Gateway API", function () {
  this.timeout(60_000);
  const objects = planStack("fleets/test.yaml", "local").gateways.flatMap(({ gatewayApi }) => gatewayApi);

  it("is as the CRDs' own schemas have it", () => {
    expect(new Set(objects.map(({ kind }) => kind))).to.deep.equal(new Set(["Gateway", "HTTPRoute", "GRPCRoute"]));
    for (const object of objects) expect(problems(object), object.metadata.name).to.deep.equal([]);
  });

  it("would not be with a field that they do not have", () => {
    const [first] = objects;
    if (first?.kind !== "Gateway") throw new Error("the first is no Gateway");
    const spoilt = { ...first, spec: { ...first.spec, listener: [] } };
    expect(problems(spoilt)).not.to.deep.equal([]);
  });
});
