/** Ports, of pods, Services and registries. */
import type { Problem } from "./check.ts";

const maxPort = 65535;

/** The finding's words when the number is no port, or leaves no room for the ports that go with it `above` it. */
export function notAPort(port: number, above = 0): Problem | undefined {
  const highest = maxPort - above;
  if (Number.isInteger(port) && port >= 1 && port <= highest) return undefined;
  const needs = port > highest && port <= maxPort ? ` to use here: ${port + above} is needed as well` : "";
  return { message: `${port} is no port${needs}`, remedy: `Use a whole number from 1 to ${highest}.` };
}
