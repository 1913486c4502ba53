/** Faults of a tenant that is not written yet, in terms of what was typed. */
import type { Finding, FleetPath } from "../../plan/fault.ts";
import { maxIdLength } from "../../plan/names.ts";
import { builtInSizes } from "../../plan/sizes.ts";
import type { Request, Settings } from "./request.ts";

/** A host is the name of a certificate, too: what is wrong with both has the same text, and whoever tells it tells it once. */
export function tellByFlag(faults: readonly Finding[], request: Request): readonly string[] {
  // The Secret's name comes of the id where none is given.
  const derived = request.secret === undefined && faults.some(({ path: [key] }) => key === "id");
  return faults
    .filter(({ path: [key, , part] }) => !(derived && key === "certificates" && part === "secret"))
    .map(({ path, message, remedy }) => `${flagOf(path)}: ${message}\n    ${remedy}`);
}

/**
 * The request with something sound in place of what is faulty, to be judged once more: settings are compared with each other only where
 * each is legible. An id keeps what is legal of it, for the messages.
 */
export function mended(request: Request, faults: readonly Finding[], settings: Settings): Request {
  const { secret, ...rest } = request;
  const faulty = new Set(faults.map(({ path: [key] }) => key));
  const hosts = faultyHosts(faults, settings);
  const [size = ""] = builtInSizes;
  return {
    ...rest,
    ...(faulty.has("id") && { id: legalId(request.id) }),
    ...(faulty.has("owner") && { owner: "somebody" }),
    ...(faulty.has("size") && { size }),
    ...(faulty.has("regions") && { regions: [] }),
    hosts: request.hosts.filter((host) => !hosts.has(host)),
    ...(secret !== undefined && !faulty.has("certificates") && { secret }),
  };
}

function faultyHosts(faults: readonly Finding[], { hosts = [] }: Settings): ReadonlySet<string> {
  return new Set(
    faults.flatMap(({ path: [key, at] }) => (key === "hosts" && typeof at === "number" ? (hosts[at] ?? []) : [])),
  );
}

function legalId(id: string): string {
  const legal = id
    .toLowerCase()
    .replace(/[^-a-z0-9]/g, "")
    .slice(0, maxIdLength)
    .replace(/^-+|-+$/g, "");
  return legal === "" ? "tenant" : legal;
}

function flagOf([key, , part]: FleetPath): string {
  if (key === "certificates") return part === "secret" ? "--secret" : "--host";
  const flags: Readonly<Record<string, string>> = {
    hosts: "--host",
    regions: "--region",
    owner: "--owner",
    size: "--size",
  };
  return flags[String(key)] ?? String(key ?? "tenant");
}
