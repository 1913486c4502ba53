/** Every statement that the API server enforces, by what it is about. */
import type { Statement } from "./statement.ts";
import { ingressHosts } from "./statements/ingress-hosts.ts";

/** One line each; the file is named like the id. */
export const statements: readonly Statement[] = [
  // routing
  ingressHosts,
];
