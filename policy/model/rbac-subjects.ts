/** What a binding's subject is to the fleet. */
import type { Facts } from "../facts.ts";
import { person, serviceAccount, takesIn } from "./rbac-bindings.ts";
import { text, type Tree } from "./shape.ts";

/** `ServiceAccount "higress-gateway"`, for messages. */
export const subjectName = ({ kind, name }: Tree): string => `${String(kind)} ${JSON.stringify(name)}`;

/** Groups and users whom nobody can name one by one, superusers, and everybody who proved nothing. */
const crowds = /^system:(?:authenticated|unauthenticated|masters|anonymous|serviceaccounts(?::.*)?)$/;

export const isCrowd = ({ kind, name }: Tree): boolean =>
  (kind === "Group" || kind === "User") && crowds.test(text(name) ?? "");

/** Whether it is one of those who run the fleet, or works in a namespace of theirs. */
export function isPlatform(subject: Tree, facts: Facts): boolean {
  const { kind, name, namespace } = subject;
  const { groups, users } = facts.platform;
  switch (kind) {
    case "Group":
      return groups.some((group) => group === name);
    case "User":
      return users.some((user) => user === name);
    case "ServiceAccount":
      return (
        facts.platformNamespaces.some((platform) => platform === namespace) ||
        users.includes(`system:serviceaccount:${String(namespace)}:${String(name)}`)
      );
    default:
      return false;
  }
}

/**
 * Tenants whose people or pods a subject takes in.
 * @param namespace of the binding; absent for a ClusterRoleBinding
 */
export function tenantsBehind(subject: Tree, namespace: string | undefined, facts: Facts): readonly string[] {
  return facts.tenants.filter((tenant) => takesInTenant(subject, namespace, tenant)).map(({ id }) => id);
}

function takesInTenant(subject: Tree, namespace: string | undefined, tenant: Facts["tenants"][number]): boolean {
  const name = text(subject.name) ?? "";
  switch (subject.kind) {
    case "ServiceAccount":
      return (text(subject.namespace) || namespace) === tenant.namespace;
    case "User":
      return name === "system:anonymous" || name.startsWith(`system:serviceaccount:${tenant.namespace}:`);
    default: {
      const everyone = [serviceAccount(tenant.namespace, ""), person("", [...tenant.groups, "system:unauthenticated"])];
      return everyone.some((user) => takesIn(subject, user, namespace));
    }
  }
}
