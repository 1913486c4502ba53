import type { Matched, Statement } from "../statement.ts";

const operations: Matched["operations"] = ["CREATE", "UPDATE"];

/**
 * A ClusterIssuer signs whatever it is asked, with the platform's accounts at DNS providers and authorities: no check of hosts stands
 * between a request and it. ClusterRole `edit`, with which cert-manager ships rights on these kinds, must not be a way to another
 * tenant's hosts. An Order is signed like a Certificate; a Challenge puts any text of its own into any zone that a solver reaches.
 */
export const certificateRequests: Statement = {
  id: "certificate-requests",
  title: "Nobody in a tenant's namespace asks an issuer of the whole cluster for a certificate",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["cert-manager.io"],
      apiVersions: ["*"],
      resources: ["certificates", "certificaterequests"],
      operations,
    },
    { apiGroups: ["acme.cert-manager.io"], apiVersions: ["*"], resources: ["orders", "challenges"], operations },
  ],
  validations: [
    {
      expression: "dyn(object).?spec.?issuerRef.?kind.orValue('') in ['', 'Issuer']",
      message:
        "An issuer of the whole cluster signs for the platform alone. Certificates for hosts come from the fleet file; for anything else use an Issuer of this namespace.",
    },
  ],
};
