/** Tries one vector on a real API server. */
import type { Answer, ApiServer, Call } from "./api-server.ts";
import type { Manifest, Vector } from "./vector.ts";

/** May do everything in the namespaces of the fleet, so that only admission can refuse. */
export const tenantAdmin = "tenant-admin";

/** Of fleets/test.yaml's platform; the API server knows the right by the group alone. */
const platform = { user: "somebody-of-the-platform", groups: ["gateway-platform", "system:authenticated"] };

/** Users as whom the vectors are tried; the platform is a group. */
export const usersOf = (vectors: readonly Vector[]): readonly string[] => [
  ...new Set([tenantAdmin, ...vectors.flatMap(({ as }) => (as === undefined ? [] : [identity(as).user]))]),
];

function identity(as: Vector["as"]): { readonly user: string; readonly groups?: readonly string[] } {
  if (as === undefined || as === "tenant") return { user: tenantAdmin };
  return as === "platform" ? platform : { user: as };
}

/** Subresources that begin a stream: they know no dry run. */
const streams: ReadonlySet<string> = new Set(["attach", "exec", "portforward", "proxy"]);
/** Subresources that are made, not written. */
const made: ReadonlySet<string> = new Set(["binding", "eviction", "token", ...streams]);

/**
 * What the API server answers. Nothing stays of it: it is a dry run, and what stood before is deleted again. Vectors with
 * something before must not be tried at the same time as others.
 */
export async function attempt(server: ApiServer, vector: Vector): Promise<Answer> {
  const { before } = vector;
  if (before === undefined) return server.call(await callOf(server, vector, vector.object));
  await stand(server, before);
  try {
    return await onTheLatest(server, vector, before);
  } finally {
    await clear(server, before);
  }
}

/** An update says which version it means, and whoever else writes to the object meanwhile makes it another. */
async function onTheLatest(server: ApiServer, vector: Vector, before: Manifest): Promise<Answer> {
  const bare = vector.by === "apply" || made.has(vector.subresource ?? "");
  const path = await pathOf(server, before);
  for (;;) {
    const { body } = await server.must({ method: "GET", path });
    const { resourceVersion } = body["metadata"] as Manifest["metadata"];
    const metadata = { ...vector.object.metadata, ...(!bare && { resourceVersion }) };
    const answer = await server.call(await callOf(server, vector, { ...vector.object, metadata }));
    if (answer.status !== 409 || !answer.message.includes("please apply your changes to the latest version"))
      return answer;
  }
}

/** The end of what stood before, finalizers or not; a Namespace stays, since its end takes long. */
async function clear(server: ApiServer, object: Manifest): Promise<void> {
  if (object.kind === "Namespace") return;
  const path = await pathOf(server, object);
  const unheld = { metadata: { finalizers: null } };
  if (object.metadata["finalizers"] !== undefined) {
    await server.must({ method: "PATCH", path, contentType: "application/merge-patch+json", body: unheld });
  }
  if (object.metadata["deletionTimestamp"] !== undefined) return;
  const { status, message } = await server.call({ method: "DELETE", path, body: now });
  // A controller may have been faster: a ReplicaSet of another vector takes a Pod with its labels, and has none too many.
  if (status >= 300 && status !== 404) throw new Error(`what stood before stays: ${message}`);
}

const now = { gracePeriodSeconds: 0, propagationPolicy: "Background" };

/** Has the platform make the object, and begin to delete it when it says so; an administrator makes Namespaces. */
async function stand(server: ApiServer, object: Manifest): Promise<void> {
  const { name = "", deletionTimestamp } = object.metadata;
  const created = await server.call({
    method: "POST",
    path: await server.collection(object),
    body: object,
    ...(object.kind !== "Namespace" && platform),
  });
  const path = await pathOf(server, object);
  if (created.status === 409) {
    await server.must({ method: "PUT", path, body: object, ...platform });
  } else if (created.status >= 300) {
    throw new Error(`what stood before cannot be made: ${created.message}`);
  }
  if (object.kind === "Namespace") await grant(server, name, [tenantAdmin]);
  if (deletionTimestamp !== undefined) await server.must({ method: "DELETE", path });
}

async function callOf(server: ApiServer, vector: Vector, body: Manifest): Promise<Call> {
  const { object, before, subresource, as } = vector;
  const by = vector.by ?? (before === undefined || made.has(subresource ?? "") ? "create" : "update");
  const dryRun = streams.has(subresource ?? "") ? {} : { query: { dryRun: "All" } };
  const who = identity(as);
  // Of an eviction and its like the object is another kind, in the name of the one that stood before.
  const owner = made.has(subresource ?? "") && before !== undefined ? before : object;
  const path = subresource === undefined ? "" : `/${subresource}`;
  if (by === "create") {
    const place = subresource === undefined ? await server.collection(object) : await pathOf(server, owner);
    return { method: "POST", path: place + path, body, ...dryRun, ...who };
  }
  const place = (await pathOf(server, before ?? object)) + path;
  if (by === "deletecollection") return { method: "DELETE", path: await server.collection(object), ...dryRun, ...who };
  if (by === "delete") return { method: "DELETE", path: place, ...dryRun, ...who };
  if (by === "update") return { method: "PUT", path: place, body, ...dryRun, ...who };
  const query = { dryRun: "All", fieldManager: "vector", force: "true" };
  return { method: "PATCH", path: place, contentType: "application/apply-patch+yaml", body, query, ...who };
}

const pathOf = async (server: ApiServer, object: Manifest): Promise<string> =>
  `${await server.collection(object)}/${object.metadata.name ?? ""}`;

/** Gives users every right in one namespace, by a binding that ends at its border. */
export async function grant(server: ApiServer, namespace: string, users: readonly string[]): Promise<void> {
  const apiGroup = "rbac.authorization.k8s.io";
  const subjects = [
    ...users.map((name) => ({ kind: "User", name, apiGroup })),
    ...platform.groups.slice(0, 1).map((name) => ({ kind: "Group", name, apiGroup })),
  ];
  const binding = {
    apiVersion: `${apiGroup}/v1`,
    kind: "RoleBinding",
    metadata: { generateName: "everything-", namespace },
    roleRef: { apiGroup, kind: "ClusterRole", name: "cluster-admin" },
    subjects,
  };
  await server.must({ method: "POST", path: await server.collection(binding), body: binding });
}
