import { readdirSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, join } from "node:path";
import { commandLine } from "./processes.ts";
import { Failure } from "./say.ts";

/** A stack in the engine's file backend. */
export interface RecordedStack {
  /** Directory of the backend. */
  readonly state: string;
  readonly project: string;
  readonly stack: string;
}

/** What the engine writes into a lock file (backend/diy/lock.go). */
interface Lock {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

function locksOf({ state, project, stack }: RecordedStack): readonly Lock[] {
  const directory = join(state, ".pulumi", "locks", "organization", project, stack);
  try {
    return readdirSync(directory)
      .filter((file) => file.endsWith(".json"))
      .map((file) => JSON.parse(readFileSync(join(directory, file), "utf8")) as Lock);
  } catch {
    return []; // no lock, or one that is being removed right now
  }
}

/** A process number is used again after a reboot, so the program must fit too. */
const lives = ({ pid, hostname: host }: Lock): boolean =>
  host !== hostname() || basename(commandLine(pid)[0] ?? "") === "pulumi";

/** Releases the stack when an interrupted engine left its lock; says who holds it when somebody does. */
export async function releaseDeadLock(stack: RecordedStack, release: () => Promise<void>): Promise<void> {
  const locks = locksOf(stack);
  const held = locks.find(lives);
  if (held !== undefined) {
    throw new Failure(
      `Stack ${stack.stack} is in use by ${held.username}@${held.hostname}, process ${held.pid}, since ${held.timestamp}. ` +
        `Wait for it to end. If it is no more: npm run local -- pulumi cancel --stack ${stack.stack}`,
    );
  }
  if (locks.length > 0) await release();
}
