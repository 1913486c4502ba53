import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What every object of the API server has, as far as the tests look. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: Readonly<Record<string, unknown>>;
}

/** `networking.k8s.io/v1/Ingress higress-system/acme`: the same text for an object of the plan and a live one. */
export function identity(object: {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}): string {
  const { apiVersion, kind, metadata } = object;
  return `${apiVersion}/${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
}

export class Kubernetes {
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  async kubectl(...args: readonly string[]): Promise<string> {
    const { stdout } = await run("kubectl", [...args], { env: this.#env, maxBuffer: 1 << 28 });
    return stdout;
  }

  /** `yes` or `no`, as `kubectl auth can-i` answers. */
  async canI(subject: string, verb: string, resource: string, namespace: string): Promise<string> {
    const question = ["auth", "can-i", verb, resource, "-n", namespace, "--as", subject];
    try {
      return (await this.kubectl(...question)).trim();
    } catch (failure) {
      // kubectl exits with 1 when the answer is no.
      return failure instanceof Error && "stdout" in failure ? String(failure.stdout).trim() : String(failure);
    }
  }

  async get(resources: string, ...args: readonly string[]): Promise<readonly LiveObject[]> {
    const text = await this.kubectl("get", resources, "-A", "-o", "json", ...args);
    return (JSON.parse(text) as { readonly items: readonly LiveObject[] }).items;
  }

  /** Every object of every kind that can be listed, but those that move by themselves. */
  async everything(): Promise<readonly LiveObject[]> {
    const names = await this.kubectl("api-resources", "--verbs=list", "-o", "name");
    const restless = new Set(["events", "events.events.k8s.io", "leases.coordination.k8s.io", "componentstatuses"]);
    return this.get(
      names
        .split("\n")
        .filter((name) => name !== "" && !restless.has(name))
        // Not the version that kubectl likes best, but the one that Higress reads and the program writes.
        .map((name) => name.replace(/^referencegrants\./, "referencegrants.v1beta1."))
        .join(","),
    );
  }
}

/** One request from the API server's audit log. */
export interface AuditEvent {
  readonly auditID: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username: string };
}

/** Length of the audit log now; give it to `auditSince` to read what came after. */
export function auditMark(path: string): number {
  return readFileSync(path).length;
}

export function auditSince(path: string, mark: number): readonly AuditEvent[] {
  const lines = readFileSync(path).subarray(mark).toString().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line) as AuditEvent);
}

const reading = new Set(["get", "list", "watch"]);

/** Requests of the engine's plugins that would change something; a server-side dry run changes nothing. */
export function writes(events: readonly AuditEvent[]): readonly string[] {
  return events
    .filter(({ verb, requestURI, userAgent = "" }) => {
      const ours = /pulumi|helm|kubectl/i.test(userAgent);
      const review = /selfsubject|subjectaccessreviews|tokenreviews/.test(requestURI);
      return ours && !review && !reading.has(verb) && !requestURI.includes("dryRun=All");
    })
    .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
}
