/** Asks np-guard's netpol-analyzer 1.4 which connections the policies allow. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { blockSet, familySet, type AddressSet } from "../../policy/model/cidr-set.ts";
import { isNetworkPolicy } from "../../policy/model/kinds.ts";
import type { Pod } from "../../policy/model/network.ts";
import { everyPort, joined, noPort, portsOf, type Ports } from "../../policy/model/network-ports.ts";
import { namespaceName } from "../../policy/model/selector.ts";
import { isRecord, list, record, text, type Tree } from "../../policy/model/shape.ts";
import type { Resource } from "../../policy/rule.ts";

export interface OutsidePorts {
  /** IPv4 only. */
  readonly addresses: AddressSet;
  readonly ports: Ports;
}

export interface Connections {
  readonly between: (from: number, to: number) => Ports;
  readonly into: (pod: number) => readonly OutsidePorts[];
  readonly outOf: (pod: number) => readonly OutsidePorts[];
  /** How many lines the analyzer wrote. */
  readonly count: number;
}

/** Anything it cannot read it leaves out, says so on the error stream and ends well; so any word there but these is a failure. */
const harmless = /port name: .* has no match in the configuration of the destination peer/;

/**
 * What the analyzer cannot do, seen in version 1.4.4:
 * - It takes an IPv6 block for the IPv4 block of its first four bytes (fd00::/8 becomes 253.0.0.0/8). They are taken out
 *   beforehand, a rule for IPv6 alone as a whole; IPv6 is proved by our own evaluator only.
 * - A port by name together with an address block, or in an egress rule without peers, is an error to it.
 * - Pods have no addresses: an address block never means one. Pods in the node's network count as any other.
 * - Pods of one owner become one; so the owners are left out, and each pod stands for itself. A pod and itself are no pair.
 *
 * @param program the analyzer's binary, a path or a name on PATH
 * @throws Error with what the analyzer wrote, when it fails or leaves something out
 */
export async function analyze(
  pods: readonly Pod[],
  namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>,
  policies: readonly Resource[],
  program = "netpolicy",
): Promise<Connections> {
  const items = [
    ...[...namespaces].map(([name, labels]) => ({
      ...{ apiVersion: "v1", kind: "Namespace" },
      metadata: { name, labels: { ...labels, [namespaceName]: name } },
    })),
    ...pods.map(manifest),
    ...policies.filter(isNetworkPolicy).map(({ props }) => withoutIPv6(props)),
  ];
  const directory = await mkdtemp(join(tmpdir(), "higress-fleet-network-"));
  try {
    // One JSON document: it reads several in one file only as YAML, and then takes a label `y` for true.
    await writeFile(join(directory, "objects.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    return read(await run(program, directory), pods);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const start = promisify(execFile);

async function run(program: string, directory: string): Promise<string> {
  const { stdout, stderr } = await start(program, ["list", "--dirpath", directory, "--output", "json"], {
    maxBuffer: 2 ** 30,
  });
  const words = stderr.split("\n").filter((line) => line.trim() !== "" && !harmless.test(line));
  if (words.length > 0) throw new Error(`netpolicy did not read everything: ${words.join("; ")}`);
  return stdout;
}

const podName = (index: number): string => `p${index}`;

const manifest = ({ namespace, labels, ports = [] }: Pod, index: number) => ({
  ...{ apiVersion: "v1", kind: "Pod" },
  metadata: { name: podName(index), namespace, labels },
  spec: {
    containers: [
      { name: "c", image: "c", ports: ports.map(({ port, ...rest }) => ({ ...rest, containerPort: port })) },
    ],
  },
});

const isIPv6 = (peer: unknown): boolean => (text(record(record(peer).ipBlock).cidr) ?? "").includes(":");

/** A list that came out empty would mean everybody, so its rule goes too. */
function withoutIPv6(policy: Tree): Tree {
  const spec = record(policy.spec);
  const rules = (key: "ingress" | "egress", peersKey: "from" | "to"): Tree => {
    if (!Array.isArray(spec[key])) return {};
    const kept = list(spec[key]).flatMap((rule) => {
      const peers = list(record(rule)[peersKey]);
      const left = peers.filter((peer) => !isIPv6(peer));
      if (left.length === peers.length) return [rule];
      return left.length === 0 ? [] : [{ ...record(rule), [peersKey]: left }];
    });
    // Without a rule left, egress still isolates, which Kubernetes reads from the types alone.
    return { [key]: kept };
  };
  const { name, namespace } = record(policy.metadata);
  return {
    ...{ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name, namespace } },
    spec: { ...spec, policyTypes: typesOf(spec), ...rules("ingress", "from"), ...rules("egress", "to") },
  };
}

function typesOf({ policyTypes, egress }: Tree): readonly unknown[] {
  if (list(policyTypes).length > 0) return list(policyTypes);
  return list(egress).length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function read(output: string, pods: readonly Pod[]): Connections {
  const parsed: unknown = JSON.parse(output);
  const lines = list(parsed)
    .filter(isRecord)
    .map(({ src, dst, conn }) => ({ src: place(src), dst: place(dst), ports: readPorts(conn) }));
  const between = new Map<string, Ports>();
  const into = pods.map((): OutsidePorts[] => []);
  const outOf = pods.map((): OutsidePorts[] => []);
  for (const { src, dst, ports } of lines) {
    if (typeof src === "number" && typeof dst === "number") between.set(`${src} ${dst}`, ports);
    else if (typeof src === "number" && typeof dst !== "number") outOf[src]?.push({ addresses: dst, ports });
    else if (typeof src !== "number" && typeof dst === "number") into[dst]?.push({ addresses: src, ports });
  }
  return {
    between: (from, to) => between.get(`${from} ${to}`) ?? noPort,
    into: (pod) => into[pod] ?? [],
    outOf: (pod) => outOf[pod] ?? [],
    count: lines.length,
  };
}

/** `acme-gateway/p7[Pod]` is the pod at place 7; `10.0.0.0-10.0.255.255` the addresses. */
function place(peer: unknown): number | AddressSet {
  const written = text(peer) ?? "";
  const [, index] = /\/p(\d+)\[Pod\]$/.exec(written) ?? [];
  if (index !== undefined) return Number(index);
  const [first, last] = written.split("-").map((address) => blockSet(`${address}/32`)?.ipv4[0]?.first);
  if (first === undefined || last === undefined)
    throw new Error(`netpolicy names ${JSON.stringify(peer)}, which is nothing known`);
  return familySet(32, [{ first, last }]);
}

/** `All Connections`, or `SCTP 1-65535,TCP 80,443,UDP 53`: a protocol stands for what follows it. */
function readPorts(connection: unknown): Ports {
  const written = text(connection) ?? "";
  if (written === "All Connections") return everyPort;
  let protocol = "";
  const entries = written.split(",").map((part) => {
    const [, named, first, last = first] = /^(?:(TCP|UDP|SCTP) )?(\d+)(?:-(\d+))?$/.exec(part.trim()) ?? [];
    protocol = named ?? protocol;
    if (first === undefined || protocol === "")
      throw new Error(`netpolicy writes ${JSON.stringify(connection)}, which is no list of ports`);
    return { protocol, port: Number(first), endPort: Number(last) };
  });
  return joined(portsOf(entries, []));
}
