import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { randomInt } from "node:crypto";

/** The listeners of a control plane, all on the loopback address. */
export const listeners = [
  "etcdPort",
  "etcdPeerPort",
  "kubeApiserverPort",
  "kubeControllerManagerPort",
  "kubeSchedulerPort",
  "kwokControllerPort",
] as const;

export type Ports = Readonly<Record<(typeof listeners)[number], number>>;

/** Below the range from which Linux takes ports for outgoing connections: those come and go. */
const [lowest, highest] = [20_000, 32_000];

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/** Ports for the next start: those of the last one where they are still free, since people copy addresses; others by chance. */
export async function choosePorts(file: string): Promise<Ports> {
  const last = readPorts(file);
  const chosen = new Map<string, number>();
  for (const listener of listeners) {
    let port = last[listener] ?? randomInt(lowest, highest);
    while ([...chosen.values()].includes(port) || !(await isFree(port))) port = randomInt(lowest, highest);
    chosen.set(listener, port);
  }
  const ports = Object.fromEntries(chosen) as Ports; // the loop above set every listener
  writeFileSync(file, JSON.stringify(ports, null, 2));
  return ports;
}

function readPorts(file: string): Partial<Ports> {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Partial<Ports>; // written by choosePorts
  } catch {
    return {};
  }
}
