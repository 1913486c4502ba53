import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { parse } from "yaml";

/** What the API server needs to know of an object to find its place. */
export interface Addressed {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

export interface Answer {
  readonly status: number;
  /** What a failure says. */
  readonly message: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Of a PATCH; JSON otherwise. */
  readonly contentType?: string;
  /** Whom to impersonate; absent: the administrator of the kubeconfig. */
  readonly user?: string;
  readonly groups?: readonly string[];
}

interface Kubeconfig {
  readonly clusters: readonly [
    { readonly cluster: { readonly server: string; readonly "certificate-authority": string } },
  ];
  readonly users: readonly [
    { readonly user: { readonly "client-certificate": string; readonly "client-key": string } },
  ];
}

/** Plain requests to the API server of a local control plane: hundreds a second, where kubectl makes two. */
export class ApiServer {
  readonly #server: string;
  readonly #agent: Agent;
  /** Plural by `apiVersion kind`. */
  readonly #plurals = new Map<string, string>();

  constructor(kubeconfig: string) {
    const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
    const { cluster } = clusters[0];
    const { user } = users[0];
    this.#server = cluster.server;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 16,
      ca: readFileSync(cluster["certificate-authority"]),
      cert: readFileSync(user["client-certificate"]),
      key: readFileSync(user["client-key"]),
    });
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Path of the collection that holds objects like this one. */
  async collection(object: Addressed): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const key = `${apiVersion} ${kind}`;
    if (!this.#plurals.has(key)) {
      const { body } = await this.call({ method: "GET", path: root });
      const resources = (body["resources"] ?? []) as readonly { readonly name: string; readonly kind: string }[];
      for (const each of resources)
        if (!each.name.includes("/")) this.#plurals.set(`${apiVersion} ${each.kind}`, each.name);
    }
    const plural = this.#plurals.get(key);
    if (plural === undefined) throw new Error(`the API server has no ${key}: install its CRD for the test`);
    return metadata.namespace === undefined
      ? `${root}/${plural}`
      : `${root}/namespaces/${metadata.namespace}/${plural}`;
  }

  call({ method, path, query = {}, body, contentType = "application/json", user, groups = [] }: Call): Promise<Answer> {
    const url = new URL(path, this.#server);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      "content-type": contentType,
      // Node.js leaves it out for a DELETE, and the body then spoils the next request.
      "content-length": Buffer.byteLength(text),
      accept: "application/json",
      ...(user !== undefined && { "impersonate-user": user }),
      ...(groups.length > 0 && { "impersonate-group": [...groups] }),
    };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method, agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => resolve(read(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
      sent.on("error", reject);
      sent.end(text);
    });
  }

  /** Like `call`, and a failure ends the test with what the API server said. */
  async must(call: Call): Promise<Answer> {
    const answer = await this.call(call);
    if (answer.status >= 300) throw new Error(`${call.method} ${call.path}: ${answer.status} ${answer.message}`);
    return answer;
  }
}

/** A streaming subresource answers with plain text. */
function read(status: number, text: string): Answer {
  try {
    const body = JSON.parse(text) as Answer["body"] & { readonly message?: string };
    return { status, message: status < 300 ? "" : (body.message ?? text), body };
  } catch {
    return { status, message: text, body: {} };
  }
}
