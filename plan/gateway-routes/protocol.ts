/** What a gateway speaks with the backend: of an HTTPRoute whatever the Service's port says of itself. A route with `grpc` is a GRPCRoute. */
import type { Protocol } from "../model/traffic.ts";
import { asIngress, type Translation } from "./translation.ts";

export const protocol: Translation<Protocol, Readonly<Record<string, never>>> = {
  say: () => ({}),
  findings: (value) => {
    if (value === "http") return [];
    const spoken = value === "https" || value === "grpcs";
    return [
      {
        path: [],
        message: `${JSON.stringify(value)} cannot be said in an HTTPRoute: ${
          spoken
            ? "TLS to a backend is a BackendTLSPolicy's business, which the fleet does not write"
            : "the Service's port says what it speaks, by `appProtocol: kubernetes.io/h2c`"
        }`,
        remedy: spoken ? asIngress : 'Remove it and have the Service\'s port say so, or write "routesAs: ingress".',
      },
    ];
  },
};
