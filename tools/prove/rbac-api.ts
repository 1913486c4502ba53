/** The API server as the proof of permissions asks it: discovery and reviews, of which none writes anything. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import type { PolicyRule, Request } from "../../policy/model/rbac.ts";
import type { User } from "../../policy/model/rbac-bindings.ts";
import { list, record, text, type Tree } from "../../policy/model/shape.ts";
import type { Kind } from "./rbac-cells.ts";

/** What one subject may do in one namespace, as the API server says. */
export interface Review {
  readonly rules: readonly PolicyRule[];
  /** Why the answer is not all of it; absent: it is. */
  readonly incomplete?: string;
}

export interface Api {
  /** Every kind and subresource that is served, in whatever version. */
  readonly kinds: () => Promise<readonly Kind[]>;
  /** What a path holds. */
  readonly read: (path: string) => Promise<Tree>;
  readonly rules: (user: User, namespace: string) => Promise<Review>;
  /** @param namespace absent: cluster-wide */
  readonly allows: (user: User, namespace: string | undefined, asked: Request) => Promise<boolean>;
}

interface Connection {
  readonly server: URL;
  readonly agent: Agent;
}

/**
 * The cluster of a kubeconfig's current context.
 * @param path of a kubeconfig whose user has a client certificate and may impersonate: an administrator's
 * @throws Error when there is none
 */
export function apiOf(path: string): Api {
  const connection = connect(path);
  const get = (where: string, accept?: string) => send(connection, "GET", where, accept ? { accept } : {});
  const review = (where: string, spec: object, headers: Headers = {}) =>
    send(connection, "POST", where, headers, { spec }).then((answer) => record(record(answer).status));
  return {
    kinds: async () => (await Promise.all(["/api", "/apis"].map((at) => get(at, aggregated)))).flatMap(kindsOf),
    read: async (where) => record(await get(where)),
    rules: async (user, namespace) =>
      reviewOf(await review(`${authorization}/selfsubjectrulesreviews`, { namespace }, impersonating(user))),
    allows: async ({ name: user, groups }, namespace, { group, resource, verb, name }) => {
      const [main, subresource] = resource.split("/");
      const resourceAttributes = { namespace, group, resource: main, subresource, verb, name };
      const { allowed } = await review(`${authorization}/subjectaccessreviews`, { user, groups, resourceAttributes });
      return allowed === true;
    },
  };
}

const authorization = "/apis/authorization.k8s.io/v1";
/** All groups in one answer (kubernetes.io/docs/concepts/overview/kubernetes-api, aggregated discovery). */
const aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

type Headers = Readonly<Record<string, string | string[]>>;

const impersonating = ({ name, groups }: User): Headers => ({
  "Impersonate-User": name,
  "Impersonate-Group": [...groups],
});

function kindsOf(discovery: unknown): readonly Kind[] {
  return list(record(discovery).items).flatMap((item) => {
    const group = text(record(record(item).metadata).name) ?? "";
    return list(record(item).versions).flatMap((version) => {
      if (record(version).freshness === "Stale") throw new Error(`The API server does not know what ${group} serves.`);
      return list(record(version).resources).flatMap((served) => {
        const { resource, scope, subresources } = record(served);
        const namespaced = scope === "Namespaced";
        const below = list(subresources).map((each) => `${String(resource)}/${String(record(each).subresource)}`);
        return [String(resource), ...below].map((name) => ({ group, resource: name, namespaced }));
      });
    });
  });
}

/** The API server's rules are Kubernetes' own type, so they are read as written. */
function reviewOf(status: Readonly<Record<string, unknown>>): Review {
  const { resourceRules, nonResourceRules, incomplete, evaluationError } = status;
  const rules = [...list(resourceRules), ...list(nonResourceRules)] as readonly PolicyRule[];
  const why = text(evaluationError) ?? (incomplete === false ? undefined : "no reason given");
  return why === undefined ? { rules } : { rules, incomplete: why };
}

function connect(path: string): Connection {
  const config = record(parse(readFileSync(path, "utf8")));
  const named = (section: string, name: unknown) =>
    record(list(config[section]).find((entry) => record(entry).name === name));
  const context = record(named("contexts", config["current-context"]).context);
  const cluster = record(named("clusters", context.cluster).cluster);
  const user = record(named("users", context.user).user);
  const file = (from: Readonly<Record<string, unknown>>, key: string): Buffer | undefined => {
    const [data, place] = [text(from[`${key}-data`]), text(from[key])];
    if (data !== undefined) return Buffer.from(data, "base64");
    return place === undefined ? undefined : readFileSync(resolve(dirname(path), place));
  };
  const [cert, key] = [file(user, "client-certificate"), file(user, "client-key")];
  const server = text(cluster.server);
  if (cert === undefined || key === undefined || server === undefined) {
    throw new Error(`${path} has no server with a client certificate in its current context.`);
  }
  const ca = file(cluster, "certificate-authority");
  return {
    server: new URL(server),
    agent: new Agent({ cert, key, ...(ca && { ca }), keepAlive: true, maxSockets: 8 }),
  };
}

/** The answer's body; a server that has too much to do is asked again. */
async function send(
  { server, agent }: Connection,
  method: string,
  path: string,
  headers: Headers,
  body?: unknown,
): Promise<unknown> {
  for (let left = 5; ; left -= 1) {
    const { status, answer } = await once({ server, agent }, method, path, headers, body);
    if (status < 300) return JSON.parse(answer) as unknown;
    if (status !== 429 || left === 0) throw new Error(`${method} ${path}: ${status} ${answer.slice(0, 300)}`);
    await new Promise((done) => setTimeout(done, 1000));
  }
}

const once = ({ server, agent }: Connection, method: string, path: string, headers: Headers, body: unknown) =>
  new Promise<{ status: number; answer: string }>((done, fail) => {
    const sent = { accept: "application/json", "content-type": "application/json", ...headers };
    const outgoing = request(new URL(path, server), { method, agent, headers: sent }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.once("error", fail);
      incoming.once("end", () => done({ status: incoming.statusCode ?? 0, answer: Buffer.concat(parts).toString() }));
    });
    outgoing.once("error", fail);
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
