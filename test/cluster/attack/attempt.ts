/** What somebody in a tenant tries against the others or the platform, and who stands in the way. */
import type { ApiServer, Call } from "../../vectors/api-server.ts";
import type { Manifest } from "../../vectors/vector.ts";

/** What somebody asks of the API server, whoever it is. */
export type Request = Omit<Call, "user" | "groups">;

export type Stopper =
  | "RBAC"
  | "the quota"
  | "the LimitRange"
  | "Pod Security"
  /** Validation: such an object cannot exist. */
  | "the API"
  /** Id of a statement in plan/admission/statements. */
  | { readonly admission: string }
  /** Nobody, since it gets nowhere, and why; a sentence without its full stop. */
  | { readonly nothing: string }
  /** Nobody, and what may be done so; docs/isolation.md tells of it among its limits. */
  | { readonly limit: string };

export interface Attempt {
  /** What is tried, as the predicate of a sentence: `lists the Secrets of another tenant`. */
  readonly tries: string;
  readonly as: keyof typeof actors;
  readonly stoppedBy: Stopper;
  /** Made when it is tried where it depends on what stands in the cluster. A dry run, unless `until` says otherwise. */
  readonly request: Request | ((server: ApiServer) => Promise<Request>);
  /** Tried for real, one object after the other, at most so often; what was made is deleted again. */
  readonly until?: number;
}

/** Namespaces of tenants in fleets/test.yaml. */
export const own = "acme-gateway";
export const other = "globex-gateway";
export const thrown = "initech-gateway";
export const entry = "higress-system";

const account = (namespace: string, name: string) => ({
  user: `system:serviceaccount:${namespace}:${name}`,
  groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"],
});

/** With the rights that the program gives them; only the editors' come from elsewhere (editing.ts). */
export const actors = {
  operator: {
    title: "a tenant's operator",
    user: "mallory@acme.example",
    groups: ["acme-developers", "system:authenticated"],
  },
  controller: { title: "a tenant's controller", ...account(own, "higress-controller") },
  gateway: { title: "a tenant's gateway", ...account(own, "higress-gateway") },
  editor: {
    title: "a tenant's operator with ClusterRole edit",
    user: "mallory@acme.example",
    groups: ["acme-developers", "acme-editors", "system:authenticated"],
  },
  wastefulController: { title: "a wasteful tenant's controller", ...account(thrown, "higress-controller") },
  wastefulEditor: {
    title: "a wasteful tenant's operator with ClusterRole edit",
    user: "eve@initech.example",
    groups: ["initech-editors", "system:authenticated"],
  },
} as const;

/** `/apis/apps/v1/namespaces/acme-gateway/deployments/shop`, of a namespace or of the cluster. */
export function place(apiVersion: string, resource: string, namespace?: string, name?: string): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespace === undefined ? "" : `/namespaces/${namespace}`;
  return `${root}${scope}/${resource}${name === undefined ? "" : `/${name}`}`;
}

const query = { dryRun: "All" };

export const get = (path: string, asked: Readonly<Record<string, string>> = {}): Request => ({
  method: "GET",
  path,
  query: asked,
});

export const create = (path: string, body: Manifest): Request => ({ method: "POST", path, body, query });

export const remove = (path: string): Request => ({ method: "DELETE", path, query });

export const patch = (path: string, body: object): Request => ({
  method: "PATCH",
  path,
  contentType: "application/merge-patch+json",
  body,
  query,
});

/** By server-side apply, taking every field from whoever has it. */
export const seize = (path: string, body: Manifest): Request => ({
  method: "PATCH",
  path,
  contentType: "application/apply-patch+yaml",
  body,
  query: { ...query, fieldManager: "mallory", force: "true" },
});

/** An update of what stands there now. */
export const rewrite =
  (path: string, change: (object: Manifest) => object) =>
  async (server: ApiServer): Promise<Request> => {
    const { body } = await server.must({ method: "GET", path });
    return { method: "PUT", path, body: change(body as unknown as Manifest), query };
  };

/** Asks the API server whether one may, for what has no dry run. */
export const may = (attributes: {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly group?: string;
  readonly namespace?: string;
  readonly name?: string;
}): Request => ({
  method: "POST",
  path: place("authorization.k8s.io/v1", "selfsubjectaccessreviews"),
  body: {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: attributes },
  },
});

/** An object of the attacker, by a name that nothing else has. */
export const made = (apiVersion: string, kind: string, rest: object, metadata: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: "mallory", ...metadata },
  ...rest,
});
