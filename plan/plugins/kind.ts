/** What a plugin is, whosever it is. */
import type { OwnPlugin, Plugin } from "../model/plugin.ts";
import { builtinNamed } from "./builtins.ts";
import { ownKind, type Kind } from "./own.ts";

export const isOwn = (plugin: Plugin): plugin is OwnPlugin => plugin.use === "own";

export const kindOf = (plugin: Plugin): Kind => (isOwn(plugin) ? ownKind(plugin) : builtinNamed(plugin.use));

/** Whether it decides who gets in. */
export const isGuard = (plugin: Plugin): boolean => ["AUTHN", "AUTHZ"].includes(kindOf(plugin).phase);

/** Whether it may turn requests away: of others' nobody knows, but that of phase `STATS` none is meant to. */
export const mayRefuse = (plugin: Plugin): boolean =>
  isGuard(plugin) || (isOwn(plugin) ? plugin.phase !== "STATS" : builtinNamed(plugin.use).refuses === true);
