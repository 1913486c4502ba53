import { madeBy } from "../controllers.ts";
import { unpublished } from "../published.ts";
import type { Statement } from "../statement.ts";

const remedy = "Make it a ClusterIP Service; clients come through the entry.";

/** Of Services and of what they lead to: addresses that no selector chose go round every NetworkPolicy on Pods (CVE-2021-25740). */
export const serviceExposure: Statement = {
  id: "service-exposure",
  title: "A tenant's Services stay inside the cluster and lead to its Pods",
  scope: "tenants",
  matches: [
    {
      apiGroups: [""],
      apiVersions: ["v1"],
      resources: ["services", "services/status", "endpoints"],
      operations: ["CREATE", "UPDATE"],
    },
    {
      apiGroups: ["discovery.k8s.io"],
      apiVersions: ["*"],
      resources: ["endpointslices"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  exempt: [
    {
      name: "endpoints-controller",
      expression: `request.kind.kind != 'Service' && ${madeBy(
        "endpoint-controller",
        "endpointslice-controller",
        "endpointslicemirroring-controller",
      )}`,
    },
  ],
  variables: [
    // One statement for three kinds: only a Service has these fields.
    { name: "spec", expression: "request.kind.kind == 'Service' ? dyn(object).spec : dyn({})" },
    { name: "type", expression: "variables.spec.?type.orValue('ClusterIP')" },
  ],
  validations: [
    {
      expression: "request.kind.kind == 'Service'",
      message:
        "Endpoints are written by the cluster's controllers alone: by hand they would lead to other tenants. " +
        "Give the Service a selector, or describe addresses outside the cluster in a static registry of the McpBridge.",
    },
    {
      expression: "variables.type == 'ClusterIP'",
      message: `A Service of this type goes round the entry. ${remedy}`,
      messageExpression: `'A Service of type ' + variables.type + ' goes round the entry. ${remedy}'`,
    },
    {
      expression: "variables.spec.?externalIPs.orValue([]).size() == 0",
      message:
        "spec.externalIPs takes traffic for addresses that are not the tenant's (CVE-2020-8554). Remove the field.",
    },
    {
      expression:
        "variables.spec.?loadBalancerIP.orValue('') == '' && variables.spec.?externalName.orValue('') == '' && " +
        "(request.kind.kind != 'Service' || dyn(object).?status.?loadBalancer.?ingress.orValue([]).size() == 0)",
      message: `An address outside the cluster is not for a tenant's Service. ${remedy}`,
    },
    {
      expression: "variables.spec.?ports.orValue([]).all(port, port.?nodePort.orValue(0) == 0)",
      message: "A node port opens the Service on every node. Remove spec.ports[].nodePort.",
    },
    unpublished,
  ],
};
