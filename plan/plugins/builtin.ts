/** What the fleet knows of a plugin that Higress publishes: a file for each in builtin/, and one line in builtins.ts. */
import * as z from "zod";
import type { Finding } from "../fault.ts";
import type { Route, Tenant } from "../model.ts";
import type { PluginFailure, PluginPhase, PluginRule, PluginSettings } from "../model/plugin.ts";
import { label } from "../schema/text.ts";
import { says } from "../schema/words.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A plugin's own configuration, in its own spelling. */
export type JsonMap = Readonly<Record<string, Json>>;

/** One value of a Secret. */
export interface SecretKey {
  readonly secret: string;
  readonly key: string;
}

/** Where a plugin runs, for whoever writes its configuration. */
export interface Place {
  /** What the controller puts the Secret's value in place of; the Secret is always one of the plugin's own namespace. */
  readonly secret: (of: SecretKey) => string;
  /** Host of the Redis beside the gateway. */
  readonly redis: string;
}

/** A finding whose place its caller knows. */
export type Problem = Omit<Finding, "path">;

/** What people wrote of one plugin, both levels. */
export interface Written<All = PluginSettings, Ruled = PluginSettings> {
  readonly config?: All;
  readonly rules: readonly (PluginRule & { readonly config: Ruled })[];
}

/** What does not depend on how people write it. */
interface Published {
  /** Its name in Higress's registry: `key-auth`. */
  readonly name: string;
  /** The version that its settings here are those of; the fleet file may name another. */
  readonly version: string;
  readonly phase: PluginPhase;
  /** Higress's own for it: the higher comes first within a phase. */
  readonly priority: number;
  /** One that decides who gets in fails closed. */
  readonly failure: PluginFailure;
  /** Whether it turns requests away, though its phase is none of those that guard. */
  readonly refuses?: boolean;
  /** Whether it asks clients who they are, in every request. */
  readonly asks?: boolean;
  /** Whether it counts or keeps in the Redis beside the gateway, which the tenant then has to have. */
  readonly redis?: boolean;
  /** One line of docs/settings.md. */
  readonly about: string;
}

/** How to make one. */
export interface Definition<All extends PluginSettings, Ruled extends PluginSettings> extends Published {
  /** What `config` may hold: of the plugin for every request, of a rule for its own. */
  readonly schema: { readonly all: z.ZodType<All>; readonly rule: z.ZodType<Ruled> };
  /** The plugin's own configuration. */
  readonly tell: {
    readonly all: (config: All, place: Place) => JsonMap;
    readonly rule: (config: Ruled, place: Place) => JsonMap;
  };
  /** Headers by which it tells the backend who a client is, in lower case: from clients the entry lets none through. */
  readonly identity?: (config: All) => readonly string[];
  /** What is wrong with a route whose requests it is told this for. */
  readonly route?: (config: All | Ruled, route: Route, tenant: Tenant) => readonly Problem[];
  /** What is wrong between its settings; paths begin at the plugin: `["rules", 0, "config", "allow", 1]`. */
  readonly findings?: (plugin: Written<All, Ruled>) => readonly Finding[];
}

export interface Builtin extends Published {
  readonly schema: { readonly all: z.ZodType<PluginSettings>; readonly rule: z.ZodType<PluginSettings> };
  readonly tell: {
    readonly all: (config: PluginSettings, place: Place) => JsonMap;
    readonly rule: (config: PluginSettings, place: Place) => JsonMap;
  };
  readonly identity: (config: PluginSettings) => readonly string[];
  readonly route: (config: PluginSettings, route: Route, tenant: Tenant) => readonly Problem[];
  readonly findings: (plugin: Written) => readonly Finding[];
}

/**
 * A plugin whose settings have types of their own, as one of a list. What it is given later are settings that its own schema
 * made, since `use` names the plugin: the casts say no more than that.
 */
export const builtin = <All extends PluginSettings, Ruled extends PluginSettings>({
  tell,
  identity = () => [],
  route = () => [],
  findings = () => [],
  ...rest
}: Definition<All, Ruled>): Builtin => ({
  ...rest,
  tell: {
    all: (config, place) => tell.all(config as All, place),
    rule: (config, place) => tell.rule(config as Ruled, place),
  },
  identity: (config) => identity(config as All),
  route: (config, ...of) => route(config as All | Ruled, ...of),
  findings: (plugin) => findings(plugin as Written<All, Ruled>),
});

/**
 * A value that the fleet file must not hold. No dots in the Secret's name: the controller takes what follows the first one for
 * the key (higress v2.2.4, pkg/ingress/config/ingress_template.go).
 */
export const secretKey = (what: string) =>
  z
    .strictObject({
      secret: label().describe("Name of a Secret in the tenant's namespace; the fleet file never holds the value."),
      key: z
        .string()
        .regex(/^[A-Za-z0-9._-]{1,253}$/, says("is no key of a Secret", 'Use letters, digits, ".", "_" and "-".'))
        .describe("Key of the Secret."),
    })
    .describe(what);
