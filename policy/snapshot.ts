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

/** The resource as a rule sees it. Properties are converted when a rule first asks for them: most rules look at one kind. */
export function snapshot(registered: Registered): Resource {
  const { type, urn, name, opts, provider } = registered;
  const parentType = parentTypeOf(urn);
  let props: Resource["props"] | undefined;
  return {
    type,
    ...parseToken(type),
    urn,
    name,
    get props() {
      props ??= plain(registered.props, urn, "") as Resource["props"];
      return props;
    },
    opts: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
    ...(parentType === undefined ? {} : { parentType }),
    ...(provider === undefined ? {} : { provider: provider.name }),
  };
}

/**
 * A copy in which only unknown values remember that they are. Listing keys is safe; reading, spreading or
 * serialising such a value throws.
 */
function plain(proxied: object, urn: string, path: string): object {
  const isList = Array.isArray(proxied);
  const copy: Record<string, unknown> | unknown[] = isList ? [] : {};
  for (const key of Object.keys(proxied)) {
    const at = isList ? `${path}[${key}]` : below(path, key);
    Object.defineProperty(copy, key, { enumerable: true, configurable: true, ...describe(proxied, key, urn, at) });
  }
  return copy;
}

/** `metadata.labels["a.b/c"]`: a key with a dot would read as two. */
function below(path: string, key: string): string {
  if (/[^\w-]/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

function describe(proxied: object, key: string, urn: string, at: string): PropertyDescriptor {
  try {
    const value = (proxied as Record<string, unknown>)[key];
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

/** `urn:pulumi:stack::project::parent$type::name`: the last but one of the types. */
function parentTypeOf(urn: string): string | undefined {
  return urn.split("::")[2]?.split("$").at(-2);
}
