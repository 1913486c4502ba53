import { expect } from "chai";
import { parseToken } from "../../policy/token.ts";

describe("a type token", () => {
  const tokens: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
    "kubernetes:core/v1:Namespace": ["core/v1", "Namespace"],
    "kubernetes:helm.sh/v3:Release": ["helm.sh/v3", "Release"],
    "kubernetes:networking.higress.io/v1:McpBridge": ["networking.higress.io/v1", "McpBridge"],
    // A patch changes the object as the object itself would: no rule may be passed by it.
    "kubernetes:core/v1:NamespacePatch": ["core/v1", "Namespace"],
    "kubernetes:networking.higress.io/v1:McpBridgePatch": ["networking.higress.io/v1", "McpBridge"],
    "kubernetes:example.com/v1:Patch": ["example.com/v1", "Patch"],
    // A CustomResource of a built-in kind.
    "kubernetes:v1:Secret": ["core/v1", "Secret"],
  };
  for (const [token, [apiVersion, kind]] of Object.entries(tokens)) {
    it(`${token} is ${kind} of ${apiVersion}`, () => {
      const isPatch = /.Patch$/.test(token) && !token.endsWith(":Patch");
      expect(parseToken(token)).to.deep.equal({ apiVersion, kind, isPatch });
    });
  }

  it("of a component, of another provider or of no known form is no Kubernetes object", () => {
    const others = [
      "higress-fleet:index:Tenant",
      "pulumi:pulumi:Stack",
      "pulumi:providers:kubernetes",
      "kubernetes:yaml:ConfigFile",
      "kubernetes:yaml/v2:ConfigGroup",
      "kubernetes:helm.sh/v4:Chart",
      "kubernetes:kustomize/v2:Directory",
      "kubernetes:a:b:c",
      "kubernetes:core/v1",
      "kubernetes",
      "",
    ];
    for (const token of others) {
      expect(parseToken(token), token).to.deep.equal({ apiVersion: "", kind: "", isPatch: false });
    }
  });
});
