import { expect } from "chai";
import { parseCrds } from "../../plan/crds.ts";

const crd = (name: string) => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${name}
  creationTimestamp: null
  annotations:
    helm.sh/resource-policy: keep
spec:
  group: networking.higress.io
status:
  storedVersions: []
`;

function faultsOf(text: string): readonly string[] {
  const result = parseCrds({ file: "crds.yaml", text });
  if ("crds" in result) throw new Error("no fault was found");
  return result.faults.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

describe("A file of CRDs", () => {
  it("is read document by document, and what the API server writes is left out", () => {
    const text = `# generated\n---\n${crd("a.example.com")}---\n---\n${crd("b.example.com")}`;
    const expected = (name: string) => ({
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name, labels: {}, annotations: { "helm.sh/resource-policy": "keep" } },
      spec: { group: "networking.higress.io" },
    });
    expect(parseCrds({ file: "crds.yaml", text })).to.deep.equal({
      crds: [expected("a.example.com"), expected("b.example.com")],
    });
  });

  it("may hold nothing else, which would be applied past every rule; every fault is told", () => {
    const text = `${crd("a.example.com")}---
kind: ClusterRole
apiVersion: rbac.authorization.k8s.io/v1
---
apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
---
- a list
---
${crd("a.example.com")}`;
    expect(faultsOf(text)).to.deep.equal([
      "crds.yaml:13:1 holds a ClusterRole of rbac.authorization.k8s.io/v1, where a CRD of apiextensions.k8s.io/v1 is wanted",
      "crds.yaml:16:1 holds a CustomResourceDefinition of apiextensions.k8s.io/v1beta1, where a CRD of apiextensions.k8s.io/v1 is wanted",
      "crds.yaml:19:1 holds no Kubernetes object, where a CRD of apiextensions.k8s.io/v1 is wanted",
      'crds.yaml:21:1 holds the CRD "a.example.com" twice',
    ]);
  });

  it("must give a CRD a name and a spec", () => {
    expect(faultsOf(crd("a").replace("metadata:", "meta:"))).to.deep.equal([
      "crds.yaml:1:1 holds a CRD without a name, labels of text, or a spec",
    ]);
  });

  it("must be YAML", () => {
    expect(faultsOf("kind: [")).to.have.length(1);
    expect(faultsOf("kind: [")[0]).to.match(/^crds\.yaml:1:\d+ is no YAML: /);
  });

  for (const [what, text] of [
    ["empty", ""],
    ["only comments", "# nothing\n"],
    ["empty documents", "---\n---\n"],
  ]) {
    it(`must hold a CRD: ${what ?? ""}`, () => {
      expect(faultsOf(text ?? "")).to.deep.equal(["crds.yaml:1:1 holds no CRD"]);
    });
  }
});
