/** The cluster's own controllers, which write into every namespace and must be let. */
import type { Expression } from "./statement.ts";

/**
 * Whether one of these makes the request. Each has an account of its own in kube-system, or all of them one user, where the
 * controller manager runs without `--use-service-account-credentials`.
 * @param controllers - `namespace-controller`
 */
export const madeBy = (...controllers: readonly string[]): Expression =>
  `request.userInfo.username in [${[
    "system:kube-controller-manager",
    ...controllers.map((name) => `system:serviceaccount:kube-system:${name}`),
  ]
    .map((name) => `'${name}'`)
    .join(", ")}]`;
