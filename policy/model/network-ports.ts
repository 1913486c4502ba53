/** Sets of ports over all protocols that a NetworkPolicy knows. */
import { intersectRanges, mergeRanges, subtractRanges, type Range, type Ranges } from "./ranges.ts";
import { list, record, text, type Tree } from "./shape.ts";

/** In the order in which sets are written out. */
export const protocols = ["SCTP", "TCP", "UDP"] as const;
export type Protocol = (typeof protocols)[number];

/** Ports of all protocols in one row: those of each protocol follow those of the one before, with a gap for port 0. */
export type Ports = Ranges;

/** A port of a container, by which policies may name it. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: Protocol;
  readonly port: number;
}

const lastPort = 65_535;
const place = (protocol: Protocol, port: number): bigint => BigInt(protocols.indexOf(protocol) * (lastPort + 1) + port);

const row = (protocol: Protocol, first = 1, last = lastPort): Range => ({
  first: place(protocol, first),
  last: place(protocol, last),
});

export const noPort: Ports = [];
export const everyPort: Ports = protocols.map((protocol) => row(protocol));

export const ports = (protocol: Protocol, ...numbers: readonly number[]): Ports =>
  mergeRanges(numbers.map((port) => row(protocol, port, port)));

export const joined = (...sets: readonly Ports[]): Ports =>
  sets.length === 1 ? (sets[0] ?? noPort) : mergeRanges(sets.flat());
export const common = intersectRanges;
export const without = subtractRanges;
export const isNone = (set: Ports): boolean => set.length === 0;

export const hasPort = (set: Ports, protocol: Protocol, port: number): boolean => {
  const asked = place(protocol, port);
  return set.some(({ first, last }) => first <= asked && asked <= last);
};

/** `SCTP 100-110,TCP 80,TCP 443`, or `all ports`. */
export function describePorts(set: Ports): string {
  if (isNone(without(everyPort, set))) return "all ports";
  return protocols
    .flatMap((protocol) =>
      common(set, [row(protocol)]).map(({ first, last }) => {
        const [from, to] = [first, last].map((one) => Number(one - place(protocol, 0)));
        return `${protocol} ${from === to ? from : `${from}-${to}`}`;
      }),
    )
    .join(",");
}

/**
 * What a policy's rule allows.
 * @param entries its `ports`; none: every port
 * @param named ports of the pod at the receiving end, since a name means nothing without it
 */
export function portsOf(entries: readonly unknown[], named: readonly NamedPort[]): Ports {
  if (entries.length === 0) return everyPort;
  return mergeRanges(entries.flatMap((entry) => rangesOf(record(entry), named)));
}

/** Whether the rule names a port by name, so that what it allows hangs on the receiver. */
export const namesPorts = (entries: readonly unknown[]): boolean =>
  entries.some((entry) => typeof record(entry).port === "string");

function rangesOf({ protocol: written, port, endPort }: Tree, named: readonly NamedPort[]): Ports {
  const protocol = protocols.find((one) => one === (written ?? "TCP"));
  if (protocol === undefined) return noPort;
  if (port === undefined || port === null) return [row(protocol)];
  const name = text(port);
  if (name !== undefined) {
    return named
      .filter((one) => one.name === name && one.protocol === protocol)
      .map((one) => row(protocol, one.port, one.port));
  }
  if (typeof port !== "number") return noPort;
  const last = typeof endPort === "number" ? endPort : port;
  return port <= last ? [row(protocol, Math.max(port, 1), Math.min(last, lastPort))] : noPort;
}

/** Ports with a name in the containers of a pod's spec. */
export function namedPorts(podSpec: unknown): readonly NamedPort[] {
  const { containers, initContainers } = record(podSpec);
  return [...list(containers), ...list(initContainers)].flatMap((container) =>
    list(record(container).ports).flatMap((entry) => {
      const { name, protocol: written, containerPort } = record(entry);
      const protocol = protocols.find((one) => one === (written ?? "TCP"));
      if (typeof name !== "string" || typeof containerPort !== "number" || protocol === undefined) return [];
      return [{ name, protocol, port: containerPort }];
    }),
  );
}
