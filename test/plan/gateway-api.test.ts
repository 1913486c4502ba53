import { expect } from "chai";
import { formatFault } from "../../plan/fault.ts";
import { parseGatewayApi } from "../../plan/gateway-api.ts";

const group = "gateway.networking.k8s.io";
const older = ["backendtlspolicies", "gatewayclasses", "gateways", "grpcroutes", "httproutes", "referencegrants"];
const newer = [...older, "listenersets", "tcproutes", "tlsroutes"];

const crd = (plural: string, annotations: readonly string[], of = group): string =>
  [
    "apiVersion: apiextensions.k8s.io/v1",
    "kind: CustomResourceDefinition",
    `metadata: { name: ${plural}.${of}, annotations: { ${annotations.join(", ")} } }`,
    `spec: { group: ${of} }`,
  ].join("\n");
const marks = (version: string, channel = "standard"): readonly string[] => [
  `${group}/bundle-version: ${version}`,
  `${group}/channel: ${channel}`,
];
const release = (kinds: readonly string[], version: string, channel?: string): string =>
  kinds.map((kind) => crd(kind, marks(version, channel))).join("\n---\n");
const safeguard = (kind: string, name = `safe-upgrades.${group}`): string =>
  `\n---\napiVersion: admissionregistration.k8s.io/v1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: {}`;

const read = (text: string, ...versions: readonly string[]) =>
  parseGatewayApi(
    { file: "gateway-api.yaml", text },
    (versions.length > 0 ? versions : ["2.2.4"]).map((version) => ({ file: "fleets/prod.yaml", version })),
  );
const namesOf = (result: ReturnType<typeof read>) =>
  "crds" in result ? result.crds.map(({ metadata }) => metadata.name) : result.faults.map(formatFault);
const faultsOf = (...given: Parameters<typeof read>): readonly string[] => {
  const result = read(...given);
  if ("crds" in result) throw new Error("no fault was found");
  return result.faults.map(formatFault);
};
const wanted = (version: string): string =>
  `    Name \`standard-install.yaml\` of a ${version} release of the Gateway API in \`higress.gatewayApi.crds\`.`;

describe("The Gateway API's CRDs", () => {
  it("are those of the version that the chart wants", () => {
    expect(namesOf(read(release(newer, "v1.6.1")))).to.deep.equal(newer.map((kind) => `${kind}.${group}`));
    expect(namesOf(read(release(older, "v1.4.0"), "2.2.3"))).to.deep.equal(older.map((kind) => `${kind}.${group}`));
    expect(namesOf(read(release(newer, "v1.6.1"), "2.3.0")), "what a chart to come wants nobody knows").to.have.length(
      9,
    );
  });

  it("of another version are refused with both versions", () => {
    expect(faultsOf(release(older, "v1.4.1"))).to.deep.equal([
      `gateway-api.yaml:1:1 holds CRDs of version "v1.4.1", where chart 2.2.4 wants v1.6\n${wanted("v1.6")}`,
    ]);
    expect(faultsOf(release(newer, "v1.6.1"), "2.2.3")).to.deep.equal([
      `gateway-api.yaml:1:1 holds CRDs of version "v1.6.1", where chart 2.2.3 wants v1.4\n${wanted("v1.4")}`,
    ]);
    for (const version of ["v1.60.1", "v1.6", "v1.6.0-rc.1", "v11.6.1", "1.6.1"]) {
      expect(faultsOf(release(newer, version))[0], version).to.include(`of version "${version}", where chart 2.2.4`);
    }
    const mixed = `${release(older, "v1.6.1")}\n---\n${release(newer.slice(older.length), "v1.5.0")}`;
    expect(faultsOf(mixed))
      .to.have.length(1)
      .and.to.include.members([
        `gateway-api.yaml:1:1 holds CRDs of version "v1.5.0", where chart 2.2.4 wants v1.6\n${wanted("v1.6")}`,
      ]);
  });

  it("of the experimental channel, of none and of no version are refused", () => {
    expect(faultsOf(release(newer, "v1.6.1", "experimental"))).to.deep.equal([
      `gateway-api.yaml:1:1 holds CRDs of channel "experimental", where channel "standard" is wanted\n${wanted("v1.6")}`,
    ]);
    const bare = newer.map((kind) => crd(kind, ["a: b"])).join("\n---\n");
    expect(faultsOf(bare)).to.deep.equal([
      `gateway-api.yaml:1:1 holds CRDs of no channel, where channel "standard" is wanted\n${wanted("v1.6")}`,
      `gateway-api.yaml:1:1 holds CRDs of no version, where chart 2.2.4 wants v1.6\n${wanted("v1.6")}`,
    ]);
  });

  it("are all that the controller waits for", () => {
    expect(faultsOf(release(older, "v1.6.1"))).to.deep.equal(
      ["listenersets", "tcproutes", "tlsroutes"].map(
        (kind) =>
          `gateway-api.yaml:1:1 lacks the CRD "${kind}.${group}", without which the controller of chart 2.2.4 is never ready\n${wanted("v1.6")}`,
      ),
    );
  });

  it("are the Gateway API's own and no others", () => {
    const more = `${release(newer, "v1.6.1")}\n---\n${crd("gateways", marks("v1.6.1"), "networking.istio.io")}`;
    expect(faultsOf(more)).to.deep.equal([
      `gateway-api.yaml:1:1 holds the CRD "gateways.networking.istio.io", which is not the Gateway API's\n${wanted("v1.6")}`,
    ]);
  });

  it("come without the policy that a release has beside them, and beside nothing else", () => {
    const upstream =
      release(newer, "v1.6.1") + safeguard("ValidatingAdmissionPolicy") + safeguard("ValidatingAdmissionPolicyBinding");
    expect(namesOf(read(upstream))).to.have.length(newer.length);
    expect(faultsOf(release(newer, "v1.6.1") + safeguard("ValidatingAdmissionPolicy", "other"))[0]).to.match(
      /^gateway-api\.yaml:\d+:1 holds a ValidatingAdmissionPolicy of admissionregistration\.k8s\.io\/v1, where a CRD/,
    );
    expect(faultsOf(safeguard("ValidatingAdmissionPolicy"))[0]).to.match(/^gateway-api\.yaml:1:1 holds no CRD\n/);
  });

  it("cannot be those of two charts that want two versions", () => {
    const [first] = faultsOf(release(newer, "v1.6.1"), "2.2.3", "2.2.4");
    expect(first).to.equal(
      'gateway-api.yaml:1:1 holds CRDs of version "v1.6.1", where chart 2.2.3 wants v1.4\n' +
        "    Charts that want v1.4 and v1.6 cannot serve the Gateway API in one cluster: let gateways of one version have `gatewayApi`.",
    );
  });

  it("are not read for a chart that is too old or says no version", () => {
    const remedy = "    Use chart 2.2.3 or later, or leave `gatewayApi` off.";
    expect(faultsOf("", "2.2.2")).to.deep.equal([
      `fleets/prod.yaml:1:1 chart 2.2.2 has no \`global.gatewayClass\`: every controller of the cluster would serve the same Gateways\n${remedy}`,
    ]);
    expect(faultsOf("", "")).to.deep.equal([`fleets/prod.yaml:1:1 chart version "" cannot be compared\n${remedy}`]);
  });
});
