import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./say.ts";

/** A running part of a control plane. */
export interface Component {
  readonly pid: number;
  /** etcd, kube-apiserver, kube-controller-manager, kube-scheduler or kwok-controller. */
  readonly name: string;
}

/** The arguments a process was started with; empty when there is no such process (any more). */
export function commandLine(pid: number): readonly string[] {
  try {
    const parts = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return parts.slice(0, -1);
  } catch {
    return [];
  }
}

/**
 * The running parts of the control plane below this directory. They are known by the path they were started under, not by
 * pid files: after a reboot those name other people's processes.
 */
export function componentsUnder(directory: string): readonly Component[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .flatMap((pid) => {
      const program = commandLine(pid)[0] ?? "";
      return program.startsWith(`${directory}/`) ? [{ pid, name: basename(program) }] : [];
    });
}

/**
 * Ends the control plane below this directory and waits until the last process is gone. etcd is asked to close its files;
 * the others hold nothing that is worth waiting for, and the API server would wait a minute for open connections.
 */
export async function endComponents(directory: string): Promise<void> {
  const send = (signal: NodeJS.Signals, chosen: (component: Component) => boolean): void => {
    for (const { pid } of componentsUnder(directory).filter(chosen)) {
      try {
        process.kill(pid, signal);
      } catch {
        // It ended by itself in between.
      }
    }
  };
  const isEtcd = ({ name }: Component): boolean => name === "etcd";
  send("SIGKILL", (component) => !isEtcd(component));
  send("SIGTERM", isEtcd);
  for (let waited = 0; componentsUnder(directory).length > 0; waited += 50) {
    if (waited === 10_000) send("SIGKILL", () => true);
    if (waited >= 20_000) {
      const left = componentsUnder(directory).map(({ name, pid }) => `${name} (process ${pid})`);
      throw new Failure(`These processes do not end: ${left.join(", ")}.`);
    }
    await sleep(50);
  }
}

/** Path of a program inside a control plane's directory, as kwokctl lays it out. */
export const clusterName = "higress-fleet";
export const clusterDirectory = (workdir: string): string => join(workdir, "clusters", clusterName);
