import { expect } from "chai";
import fc from "fast-check";
import { addressSet } from "../../../policy/model/cidr-set.ts";
import type { Pod } from "../../../policy/model/network.ts";
import { hasPort, protocols } from "../../../policy/model/network-ports.ts";
import { networkOf, type Endpoint, type Network } from "../../../policy/model/network-reach.ts";
import { resource } from "../harness.ts";
import { addresses, addresses6, clusters, type Policy } from "./network-arbitrary.ts";
import { mayConnect, type End } from "./network-naive.ts";

const read = (policies: readonly Policy[]): Network =>
  networkOf(
    policies.map(({ namespace, spec }, at) =>
      resource({
        type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        props: { metadata: { name: `policy-${at}`, namespace }, spec },
      }),
    ),
  );

const endpoint = (end: End): Endpoint => {
  if (typeof end !== "string") return end;
  return { addresses: addressSet(end) ?? expect.fail(`${end} is an address`) };
};
/** On both sides of every edge of the ports that the policies name. */
const asked = [1, 52, 53, 54, 79, 80, 81, 8079, 8080, 8081, 59_999, 60_000, 60_001, 65_535];

describe("connections between pods, and with addresses outside,", () => {
  it("are what the API's description says, connection by connection", () => {
    fc.assert(
      fc.property(clusters(false), ({ pods, policies }) => {
        const network = read(policies);
        const ends: readonly End[] = [...pods, ...addresses, ...addresses6];
        for (const from of ends) {
          for (const to of ends) {
            if (typeof from === "string" && typeof to === "string") continue;
            const allowed = network.connections(endpoint(from), endpoint(to));
            for (const protocol of protocols) {
              const ours = asked.filter((port) => hasPort(allowed, protocol, port));
              const theirs = asked.filter((port) => mayConnect(policies, from, to, protocol, port));
              expect(ours, JSON.stringify({ from, to, protocol })).to.deep.equal(theirs);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it("are with listed neighbours and blocks only", () => {
    fc.assert(
      fc.property(clusters(false), ({ pods, policies }) => {
        const network = read(policies);
        for (const pod of pods) {
          for (const other of pods) {
            const [into, out] = [network.neighbours(pod, "Ingress"), network.neighbours(pod, "Egress")];
            if (network.connections(other, pod).length > 0 && into !== undefined)
              expect(into).to.include(other.namespace);
            if (network.connections(pod, other).length > 0 && out !== undefined)
              expect(out).to.include(other.namespace);
          }
          for (const address of [...addresses, ...addresses6]) {
            const outside = endpoint(address);
            const listed =
              (network.blocks(pod, "Egress") ?? []).length > 0 || network.blocks(pod, "Egress") === undefined;
            if (network.connections(pod, outside).length > 0) expect(listed).to.equal(true);
          }
        }
      }),
    );
  }).timeout(60_000);
});

describe("the rules that let a connection in", () => {
  const here: Pod = { namespace: "one", labels: { app: "x" } };
  const there: Pod = { namespace: "two", labels: {} };
  const policy = (ingress: readonly unknown[]): Policy => ({
    namespace: "one",
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress },
  });

  it("are told by their path, so that a finding can name them", () => {
    const byName = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
    const network = read([policy([{ from: [byName("three")] }, { from: [byName("two")] }])]);
    expect(network.openings(here, "Ingress", there).map(({ path }) => path)).to.deep.equal(["spec.ingress[1]"]);
    expect(network.openings(there, "Ingress", here), "nothing isolates it").to.deep.equal([]);
  });
});
