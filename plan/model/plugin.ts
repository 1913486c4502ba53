/** Plugins of a gateway: what runs in it, for which requests, and what it is told. */

/** What a plugin is told, as people wrote it and its schema filled it in; a Secret's value stands there as `{ secret, key }`. */
export type PluginSettings = Readonly<Record<string, unknown>>;

/** Requests that a rule is for: by routes of the tenant, or by hosts. */
export type PluginRule = { readonly config: PluginSettings } & (
  { readonly routes: readonly string[] } | { readonly hosts: readonly string[] }
);

interface Configured {
  /** Unique in the tenant; name of its WasmPlugin. */
  readonly name: string;
  /** For every request that no rule is for; absent: it leaves those alone. */
  readonly config?: PluginSettings;
  /** In order: the first that fits a request counts, and no other. */
  readonly rules: readonly PluginRule[];
}

/** One that Higress publishes (plugins/builtins.ts). */
export interface BuiltinPlugin extends Configured {
  readonly use: string;
}

/** Code of somebody else's, which the fleet knows nothing of. */
export interface OwnPlugin extends Configured {
  readonly use: "own";
  /** Reference in a registry with an exact tag, `oci://…`. */
  readonly source: string;
  /** Of the image's manifest, in hexadecimal. */
  readonly sha256: string;
  readonly phase: PluginPhase;
  readonly priority: number;
  readonly failure: PluginFailure;
}

export type Plugin = BuiltinPlugin | OwnPlugin;

/** In which part of a request's way a plugin stands; by the CRD, which knows no `DEFAULT` (higress v2.2.4, extensions.higress.io/v1alpha1). */
export type PluginPhase = "UNSPECIFIED_PHASE" | "AUTHN" | "AUTHZ" | "STATS";

/** What becomes of requests when a plugin cannot run: none passes, or all do. */
export type PluginFailure = "closed" | "open";

/** Where plugins come from. */
export interface Plugins {
  /** Of Higress's own plugins, by name; of one that is not named the version that the fleet was written for. */
  readonly versions: Readonly<Record<string, PluginPin | undefined>>;
  /** Registries beside the fleet's, each with or without the first parts of a path. */
  readonly registries: readonly string[];
  /** Networks that the registries of plugins answer from. */
  readonly registryCidrs: readonly string[];
  /** What tenants may use, as `use` names it. */
  readonly allowed: readonly string[];
  /** What single tenants may use besides, by their id. */
  readonly allowedFor: Readonly<Record<string, readonly string[]>>;
}

export interface PluginPin {
  /** Exact. */
  readonly version: string;
  /** Of the image's manifest, in hexadecimal. */
  readonly sha256?: string;
}
