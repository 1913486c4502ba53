import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "./say.ts";

/** A running process of ours. */
export interface Process {
  readonly pid: number;
  /** File name of its program: etcd, kube-apiserver, pulumi … */
  readonly name: string;
}

function readList(pid: number, file: "cmdline" | "environ"): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").split("\0").slice(0, -1);
  } catch {
    return []; // ended meanwhile, or somebody else's
  }
}

/** The arguments a process was started with; empty when there is no such process (any more). */
export const commandLine = (pid: number): readonly string[] => readList(pid, "cmdline");

function processes(ours: (pid: number, command: readonly string[]) => boolean): readonly Process[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const pid = Number(entry);
      const command = commandLine(pid);
      return ours(pid, command) ? [{ pid, name: basename(command[0] ?? "") }] : [];
    });
}

/**
 * The running parts of the control plane below this directory. They are known by the path they were started under, not by
 * pid files: after a reboot those name other people's processes.
 */
export function componentsUnder(directory: string): readonly Process[] {
  return processes((_, [program = ""]) => program.startsWith(`${directory}/`));
}

/** The engine, its language host, plugins and policy packs that work with this PULUMI_HOME; a killed engine leaves some behind. */
export function engineProcesses(pulumiHome: string): readonly Process[] {
  return processes(
    (pid, [program = "", ...args]) =>
      (basename(program).startsWith("pulumi") || args.some((argument) => argument.includes("/@pulumi/pulumi/cmd/"))) &&
      readList(pid, "environ").includes(`PULUMI_HOME=${pulumiHome}`),
  );
}

/** Waits for a kwokctl that outlived its interrupted caller: it would go on starting parts. */
export async function launcherEnded(workdir: string): Promise<void> {
  const launchers = (): readonly Process[] =>
    processes(
      (pid, [program = ""]) =>
        basename(program) === "kwokctl" && readList(pid, "environ").includes(`KWOK_WORKDIR=${workdir}`),
    );
  while (launchers().length > 0) await sleep(50);
}

/**
 * Ends the processes and waits until the last one is gone. etcd is asked to close its files; the others hold nothing that is
 * worth waiting for, and the API server would wait a minute for open connections.
 */
export async function endAll(find: () => readonly Process[]): Promise<void> {
  const send = (gently: boolean): void => {
    for (const { pid, name } of find()) {
      try {
        process.kill(pid, gently && name === "etcd" ? "SIGTERM" : "SIGKILL");
      } catch {
        // It ended by itself in between.
      }
    }
  };
  send(true);
  for (let waited = 0; find().length > 0; waited += 50) {
    if (waited === 10_000) send(false);
    if (waited >= 20_000) {
      const left = find().map(({ name, pid }) => `${name} (process ${pid})`);
      throw new Failure(`These processes do not end: ${left.join(", ")}.`);
    }
    await sleep(50);
  }
}

/** The directory of a control plane inside KWOK_WORKDIR, as kwokctl lays it out. */
export const clusterDirectory = (workdir: string): string => join(workdir, "clusters", clusterName);
export const clusterName = "higress-fleet";
