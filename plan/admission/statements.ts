/** Every statement that the API server enforces, by what it is about. */
import type { Statement } from "./statement.ts";
import { bridge } from "./statements/bridge.ts";
import { certificateRequests } from "./statements/certificate-requests.ts";
import { consoleWrites } from "./statements/console-writes.ts";
import { entryWriters } from "./statements/entry-writers.ts";
import { ingressAnnotations } from "./statements/ingress-annotations.ts";
import { ingressClass } from "./statements/ingress-class.ts";
import { ingressHosts } from "./statements/ingress-hosts.ts";
import { routeHosts } from "./statements/route-hosts.ts";
import { guardRails } from "./statements/guard-rails.ts";
import { istioObjects } from "./statements/istio-objects.ts";
import { rbacEscalation } from "./statements/rbac-escalation.ts";
import { podSecurityContext } from "./statements/pod-security-context.ts";
import { podIdentity } from "./statements/pod-identity.ts";
import { namespaceFacts } from "./statements/namespace-facts.ts";
import { secretTemplates } from "./statements/secret-templates.ts";
import { serviceExposure } from "./statements/service-exposure.ts";
import { wasmPlugin } from "./statements/wasm-plugin.ts";

/** One line each; the file is named like the id. */
export const statements: readonly Statement[] = [
  // routing
  ingressHosts,
  routeHosts,
  ingressClass,
  ingressAnnotations,
  entryWriters,
  certificateRequests,
  secretTemplates,
  consoleWrites,
  // what a tenant's namespace holds
  serviceExposure,
  bridge,
  wasmPlugin,
  podSecurityContext,
  podIdentity,
  istioObjects,
  // what bounds it
  guardRails,
  rbacEscalation,
  namespaceFacts,
];
