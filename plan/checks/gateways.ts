/** Services of the platform's own gateways: by which ports, and what of it can have an effect. */
import type { Finding } from "../fault.ts";
import type { Fleet } from "../model.ts";
import { eachGateway, quote, repeated, type Check } from "./check.ts";
import { ownerOf } from "./owners.ts";

const protocols = ["http", "https"] as const;

export const gatewaysServeDistinctPorts = eachGateway(({ id, ports: { http, https } }) => {
  if (http !== https) return [];
  if (http !== false) {
    return [
      {
        path: ["ports", "https"],
        message: `gateway ${quote(id)} would have port ${http} for both HTTP and HTTPS`,
        remedy: "Give each a port of its own.",
      },
    ];
  }
  return [
    {
      path: ["ports"],
      message: `gateway ${quote(id)} has neither a port for HTTP nor one for HTTPS, so nobody reaches it`,
      remedy: "Leave one of the two open, or remove the gateway.",
    },
  ];
});

/** What nothing would come of is a misunderstanding. */
export const serviceSettingsHaveAnEffect = eachGateway(
  ({ exposure, ports, nodePorts, serviceAnnotations, loadBalancer }) => [
    ...(exposure !== "load-balancer" && Object.keys(serviceAnnotations).length > 0
      ? [
          {
            path: ["serviceAnnotations"],
            message: `a gateway with "exposure: ${exposure}" has no load balancer, so no cloud's controller reads these`,
            remedy: 'Remove them, or write "exposure: load-balancer".',
          },
        ]
      : []),
    ...(exposure !== "load-balancer" && loadBalancer !== undefined
      ? [
          {
            path: ["loadBalancer"],
            message: `a gateway with "exposure: ${exposure}" has no load balancer`,
            remedy: 'Remove it, or write "exposure: load-balancer".',
          },
        ]
      : []),
    ...protocols.flatMap((protocol) => {
      const nodePort = nodePorts[protocol];
      if (nodePort === undefined) return [];
      const path = ["nodePorts", protocol];
      if (exposure === "cluster") {
        return [
          {
            path,
            message: `a gateway with "exposure: cluster" is open on no node, so it cannot have node port ${nodePort}`,
            remedy: 'Remove it, or write "exposure: node-port".',
          },
        ];
      }
      if (ports[protocol] !== false) return [];
      return [
        {
          path,
          message: `node port ${nodePort} is for a port that "ports.${protocol}: false" closes`,
          remedy: "Remove one of the two.",
        },
      ];
    }),
  ],
);

/** Two would both answer for every host of the class. */
export const oneGatewayServesNginx: Check = ({ gateways }) => {
  const [first, ...others] = gateways.flatMap(({ id, ingressClass }, at) =>
    ingressClass === undefined ? [] : [{ id, at }],
  );
  if (first === undefined) return [];
  return others.map(({ id, at }) => ({
    path: ["gateways", at, "ingressClass"],
    message: `gateway ${quote(id)} would serve class "nginx", which gateway ${quote(first.id)} serves`,
    remedy: "Keep it at one of the two: both would answer for every host of the class.",
  }));
};

export const backendNamespacesAreOutside: Check = (fleet) =>
  fleet.gateways.flatMap(({ watch, backendNamespaces }, at) => {
    const path = ["gateways", at, "backendNamespaces"];
    if (watch === "own" && backendNamespaces.length > 0) {
      return [
        {
          path,
          message: 'a gateway with "watch: own" has no routes to other namespaces',
          remedy: 'Remove them, or write "watch: all".',
        },
      ];
    }
    return [
      ...backendNamespaces.flatMap((namespace, nth) => {
        const owner = ownerOf(namespace, fleet);
        return owner === undefined
          ? []
          : [
              {
                path: [...path, nth],
                message: `namespace ${quote(namespace)} belongs to ${owner}, and no gateway leads into it`,
                remedy: "Remove it; name namespaces outside the fleet.",
              },
            ];
      }),
      ...repeated(backendNamespaces).map(({ value, at: nth }) => ({
        path: [...path, nth],
        message: `${quote(value)} is named twice`,
        remedy: "Name it once.",
      })),
    ];
  });

interface Claim {
  readonly id: string;
  readonly nodePort: number;
  readonly region: string;
  readonly path: Finding["path"];
}

/** A node port is one Service's in the whole cluster; gateways of different regions are in different ones. */
export function nodePortsAreDistinct({ gateways }: Fleet): readonly Finding[] {
  const claims = gateways.flatMap(({ id, nodePorts, regions }, at) =>
    protocols.flatMap((protocol) => {
      const nodePort = nodePorts[protocol];
      if (nodePort === undefined) return [];
      return [...new Set(regions)].map((region): Claim => ({
        id,
        nodePort,
        region,
        path: ["gateways", at, "nodePorts", protocol],
      }));
    }),
  );
  const clashes = claims.flatMap(({ id, nodePort, region, path }, at) => {
    const other = claims.slice(0, at).find((claim) => claim.nodePort === nodePort && claim.region === region);
    if (other === undefined) return [];
    const whose = other.id === id ? "for its HTTP" : `by gateway ${quote(other.id)}`;
    const message = `node port ${nodePort} is taken ${whose} in region ${quote(region)}`;
    return [{ path, message, remedy: "Choose another; Kubernetes gives each to one port of one Service." }];
  });
  return [...new Map(clashes.map((clash) => [JSON.stringify(clash.path), clash])).values()];
}
