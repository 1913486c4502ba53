/** RBAC: rules 57 to 61 of the catalogue. */
import type { Rule } from "../rule.ts";
import rbacNoTenantClusterScope from "../rules/rbac-no-tenant-cluster-scope.ts";
import rbacSecretsScoped from "../rules/rbac-secrets-scoped.ts";

export const rbac: readonly Rule[] = [
  rbacNoTenantClusterScope, // 57
  rbacSecretsScoped, // 58
];
