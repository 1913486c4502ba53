/** A small valid fleet file for tests, which spoil one thing in it. */
import { formatFault } from "../../plan/fault.ts";
import type { Fleet } from "../../plan/model.ts";
import { parseFleet, type ReadMatching } from "../../plan/parse.ts";

export const written = `environment: test
domain: aigw.example.com
regions:
  south:
    podCidrs: [10.244.0.0/16]
    serviceCidrs: [10.96.0.0/16]
    apiServerCidrs: [172.18.0.2/32]
    platformNamespaces: [monitoring]
higress:
  chart: { repository: https://charts.example.com, name: higress-core, version: 2.2.4 }
  crds: https://charts.example.com/crds.yaml
entry:
  size: s
tenants:
  - id: acme
    owner: team@acme.org
    hosts: [api.acme.org]
    certificates:
      - { secret: acme-org, names: [api.acme.org] }
    access: { operators: [acme-operators] }
    network:
      ingress:
        - { from: { namespace: monitoring }, ports: [15020] }
    registries:
      - { type: static, name: billing, endpoints: ["192.0.2.10:8443"], port: 443 }
    routes:
      - { name: api, host: api.acme.org, backend: { service: api, port: 8080 } }
  - id: globex
    owner: globex@example.com
`;

/** The file with one piece of text replaced; the piece must be there, once. */
export function spoil(from: string, to: string, text = written): string {
  if (text.split(from).length !== 2) throw new Error(`not exactly one ${JSON.stringify(from)} in the file`);
  return text.replace(from, () => to);
}

const nothing: ReadMatching = () => [];

/** Every fault as people see it. */
export function faultsOf(text: string, readMatching: ReadMatching = nothing): readonly string[] {
  const result = parseFleet({ path: "fleets/test.yaml", text }, readMatching);
  return "faults" in result ? result.faults.map(formatFault) : [];
}

/** The fleet; its faults end the test. */
export function fleetOf(text: string, readMatching: ReadMatching = nothing): Fleet {
  const result = parseFleet({ path: "fleets/test.yaml", text }, readMatching);
  if ("faults" in result) throw new Error(result.faults.map(formatFault).join("\n"));
  return result.fleet;
}
