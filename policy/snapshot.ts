import { UnknownValueError } from "@pulumi/policy";
import type { Resource } from "./rule.ts";
import { parseToken } from "./token.ts";
import { UnknownField } from "./unknown.ts";

/** What `ResourceValidationArgs` and `PolicyResource` of the SDK have in common, as far as rules need it. */
export interface Registered {
  readonly type: string;
  readonly urn: string;
  readonly name: string;
  /** Behind the SDK's proxy, which throws when an unknown value is read. */
  readonly props: Readonly<Record<string, unknown>>;
  readonly opts: { readonly protect: boolean; readonly ignoreChanges: readonly string[] };
  readonly provider?: { readonly name: string };
}

/** The resource as a rule sees it. */
export function snapshot(registered: Registered): Resource {
  const { type, urn, name, opts, provider } = registered;
  const parentType = parentTypeOf(urn);
  return {
    type,
    ...parseToken(type),
    urn,
    name,
    props: lazily(registered.props, urn),
    opts: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
    ...(parentType === undefined ? {} : { parentType }),
    ...(provider === undefined ? {} : { provider: provider.name }),
  };
}

/** Each property is converted when a rule first asks for it: most want `metadata` only, and a CRD's `spec` is huge. */
function lazily(proxied: Registered["props"], urn: string): Resource["props"] {
  const copy = {};
  for (const key of Object.keys(proxied)) {
    let property: PropertyDescriptor | undefined;
    const get = (): unknown => {
      property ??= describe(proxied, key, urn, below("", key));
      return property.get === undefined ? property.value : property.get();
    };
    Object.defineProperty(copy, key, { enumerable: true, get });
  }
  return copy;
}

/**
 * A copy in which only unknown values remember that they are. Listing keys is safe; reading, spreading or
 * serialising such a value throws.
 */
function plain(proxied: object, urn: string, path: string): object {
  const isList = Array.isArray(proxied);
  const copy: object = isList ? [] : {};
  for (const key of Object.keys(proxied)) {
    const at = isList ? `${path}[${key}]` : below(path, key);
    Object.defineProperty(copy, key, { enumerable: true, ...describe(proxied, key, urn, at) });
  }
  return copy;
}

function describe(proxied: object, key: string, urn: string, at: string): PropertyDescriptor {
  try {
    const value = Reflect.get(proxied, key) as unknown;
    return { value: typeof value === "object" && value !== null ? plain(value, urn, at) : value };
  } catch (error) {
    if (!(error instanceof UnknownValueError)) throw error;
    return {
      get: () => {
        throw new UnknownField(urn, at);
      },
    };
  }
}

/** `metadata.labels["a.b/c"]`: a key with a dot would read as two. */
function below(path: string, key: string): string {
  if (/[^\w-]/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

/** `urn:pulumi:stack::project::parent$type::name`: the last but one of the types. */
function parentTypeOf(urn: string): string | undefined {
  return urn.split("::")[2]?.split("$").at(-2);
}
