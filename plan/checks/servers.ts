/** Servers beside gateways: amounts of something, and room for their storage. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet } from "../model.ts";
import type { Compute } from "../model/sizing.ts";
import type { Beside } from "../model/servers.ts";
import { parseQuantity } from "../quantity.ts";
import { notAnAmount, type Unit } from "./amounts.ts";
import { found, quote, within, type Check } from "./check.ts";

/** One quantity of a server, with the least that makes sense of it. */
interface Amount {
  readonly path: FleetPath;
  readonly given: string;
  readonly unit: Unit;
  readonly least: string;
}

export const serversHaveAmounts: Check = (fleet) =>
  everybody(fleet).flatMap(({ path, servers }) => within(path, amounts(servers).flatMap(judge)));

function everybody({ entry, gateways, tenants }: Fleet): readonly { path: FleetPath; servers: Beside }[] {
  return [
    { path: ["entry"], servers: entry },
    ...gateways.map((servers, at) => ({ path: ["gateways", at], servers })),
    ...tenants.map((servers, at) => ({ path: ["tenants", at], servers })),
  ];
}

function amounts({ pluginServer, redis, pageServer, console }: Beside): readonly Amount[] {
  const storage = redis?.storage;
  return [
    ...(pluginServer ? compute("pluginServer", pluginServer) : []),
    ...(redis ? compute("redis", redis) : []),
    ...(pageServer ? compute("pageServer", pageServer) : []),
    ...(console ? compute("console", console) : []),
    ...(storage
      ? [{ path: ["redis", "storage", "size"], given: storage.size, unit: "bytes" as const, least: "1Mi" }]
      : []),
  ];
}

/** Less runs neither of them: what is written lacks its unit, and `up` would wait for pods that cannot start. */
const compute = (server: keyof Beside, { cpu, memory }: Compute): readonly Amount[] => [
  { path: [server, "cpu"], given: cpu, unit: "cpu", least: "10m" },
  { path: [server, "memory"], given: memory, unit: "bytes", least: "32Mi" },
];

function judge({ path, given, unit, least }: Amount): readonly Finding[] {
  const problem = notAnAmount(given, unit);
  if (problem !== undefined) return found(path, problem);
  if ((parseQuantity(given) ?? 0n) >= (parseQuantity(least) ?? 0n)) return [];
  return [
    {
      path,
      message: `${quote(given)} is too little for anything to run`,
      remedy: `Write ${quote(least)} or more; ${unit === "cpu" ? '"500m" is half a CPU' : '"512" is 512 bytes, "512Mi" 512 mebibytes'}.`,
    },
  ];
}
