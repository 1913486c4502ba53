/** What a plugin is, whosever it is. */
import type { OwnPlugin, Plugin } from "../model/plugin.ts";
import { builtinNamed } from "./builtins.ts";
import { ownKind, type Kind } from "./own.ts";

export const isOwn = (plugin: Plugin): plugin is OwnPlugin => plugin.use === "own";

export const kindOf = (plugin: Plugin): Kind => (isOwn(plugin) ? ownKind(plugin) : builtinNamed(plugin.use));

/** Whether it decides who gets in. */
export const isGuard = (plugin: Plugin): boolean => ["AUTHN", "AUTHZ"].includes(kindOf(plugin).phase);
