/** RBAC: rules 57 to 61 of the catalogue. */
import type { Rule } from "../rule.ts";
import admissionEffective from "../rules/admission-effective.ts";
import rbacGuardrailsImmutable from "../rules/rbac-guardrails-immutable.ts";
import rbacNoEscalation from "../rules/rbac-no-escalation.ts";
import rbacNoTenantClusterScope from "../rules/rbac-no-tenant-cluster-scope.ts";
import rbacSecretsScoped from "../rules/rbac-secrets-scoped.ts";
import rbacSubjectsOwned from "../rules/rbac-subjects-owned.ts";

export const rbac: readonly Rule[] = [
  rbacNoTenantClusterScope, // 57
  rbacSecretsScoped, // 58
  rbacNoEscalation, // 59
  rbacGuardrailsImmutable, // 60
  admissionEffective, // 60
  rbacSubjectsOwned, // 61
];
