import { expect } from "chai";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { narrow } from "../../components/manifest.ts";
import { objects as rendered, render } from "../chart/helm.ts";
import { droppedKinds, keptKinds, objects, styles, write, type Sample } from "./manifests.ts";

function accepted(manifest: string): string {
  const result = narrow(manifest);
  if ("faults" in result) throw new Error(result.faults.join("\n"));
  return result.manifest;
}

function faults(manifest: string): readonly string[] {
  const result = narrow(manifest);
  return "faults" in result ? result.faults : [];
}

const type = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string =>
  `${apiVersion} ${kind}`;

// The parser is the oracle: what it reads as another object than was written fails the assertion on types.
const parsed = (manifest: string): readonly Sample[] =>
  parseAllDocuments(manifest).map((document) => document.toJS() as Sample);

const twoColumns = "All mapping items must start at the same column";

/**
 * What a reader of YAML 1.1 makes of a manifest that minds no error and reads on: duplicates and merge keys are fine with it. Left out are
 * mappings whose fields stand at two columns, which Helm's reader refuses and this one takes for one mapping.
 */
function lenient(manifest: string): readonly unknown[] {
  const options = { version: "1.1", merge: true, strict: false, uniqueKeys: false, logLevel: "silent" } as const;
  try {
    return parseAllDocuments(manifest, options)
      .filter(({ errors }) => !errors.some(({ message }) => message.startsWith(twoColumns)))
      .map((document) => document.toJS() as unknown);
  } catch {
    // Aliases without an anchor: nobody can install this.
    return [];
  }
}

const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

describe("narrowing a manifest", function () {
  this.timeout(30_000);

  it("drops permissions and classes and keeps everything else, as written", () => {
    const role =
      "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\nrules:\n- apiGroups: [x]\n";
    const account =
      "# Source: chart/a.yaml\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: a\nsecrets:\n- name: s\n";
    expect(accepted(`---\n${role}---\n${account}---\n# nothing\n\n--- \n${configMap}`)).to.equal(
      `---\n${account}---\n${configMap}`,
    );
  });

  it("drops the console's Secret, which the program keeps, and no other", () => {
    const secret = (metadata: string) => `apiVersion: v1\nkind: Secret\n${metadata}data:\n  key: eA==\n`;
    for (const name of ["higress-console", '"higress-console"', "'higress-console'"]) {
      expect(accepted(`---\n${secret(`metadata:\n  name: ${name}\n  namespace: a\n`)}---\n${configMap}`)).to.equal(
        `---\n${configMap}`,
      );
    }
    const others = [
      "metadata:\n  name: a\n",
      "metadata:\n  name: higress-console-tls\n",
      "metadata:\n  name: higress-console # not\n",
      "metadata:\n  labels:\n    name: higress-console\n  name: a\n",
      "metadata:\n  name: higress-console\n  name: a\n",
      'metadata:\n  name: higress-console\n  "name": a\n',
      "metadata:\n  name: higress-console\n  ? name\n  : a\n",
      "metadata:\n  name: higress-console\n    and more\n",
      "metadata:\n  name: higress-console\n  !!str name: a\n",
      "metadata:\n  name: higress-console\n  <<: { name: a }\n",
      "metadata: { name: higress-console }\n",
      "metadata:\n  generateName: higress-console\n",
      "",
    ];
    for (const metadata of others) {
      expect(faults(`---\n${secret(metadata)}`)[0], metadata).to.include("(v1 Secret) is not an object");
    }
  });

  it("does so for the stand-in chart with every option on", () => {
    const values = {
      global: {
        enableRedis: true,
        enablePluginServer: true,
        o11y: { enabled: true },
        enableGatewayAPIDeploymentController: true,
      },
      gateway: { autoscaling: { enabled: true }, metrics: { enabled: true } },
      redis: { redis: { persistence: { enabled: true } } },
      tracing: { enable: true, skywalking: { service: "skywalking" } },
    };
    for (const gateway of [
      {},
      { kind: "DaemonSet" },
      { metrics: { enabled: true, provider: "operator.victoriametrics.com" } },
    ]) {
      const manifest = render({ ...values, gateway: { ...values.gateway, ...gateway } });
      const left = rendered(manifest).filter((object) => !droppedKinds.includes(type(object)));
      expect(rendered(accepted(manifest))).to.deep.equal(left);
      expect(left).to.have.length.greaterThan(15);
    }
  });

  it("is the filter of the parsed documents, whatever the documents hold", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(objects, styles), { maxLength: 6 }), (documents) => {
        const manifest = documents.map(([object, style]) => `---\n${write(object, style)}`).join("");
        const all = parsed(manifest);
        expect(all.map(type)).to.deep.equal(documents.map(([object]) => type(object)));
        const left = all.filter((object) => keptKinds.includes(type(object)));
        expect(parsed(accepted(manifest))).to.deep.equal(left);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves a text at the end of a document as long as it is", () => {
    const kept = `${configMap}data:\n  a: |+\n    text\n\n\n`;
    expect(accepted(`---\n${kept}---\n${kept}`)).to.equal(`---\n${kept}---\n${kept}`);
    expect(accepted(kept.trimEnd())).to.equal(`---\n${kept.trimEnd()}`);
  });

  it("names every unknown object and what to do about it", () => {
    const node = "# Source: chart/templates/node.yaml\napiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n";
    const webhook =
      "apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata:\n  name: w\n";
    const [first, second, ...others] = faults(`${node}---\n${configMap}---\n${webhook}`);
    expect(others).to.deep.equal([]);
    expect(first).to.match(
      /^chart\/templates\/node\.yaml: Node "n1" \(v1 Node\) .* nothing is installed\. .*`kept`.*`dropped`/,
    );
    expect(second).to.include('ValidatingWebhookConfiguration "w" (admissionregistration.k8s.io/v1 ');
  });

  it("goes by group and version, not by the kind alone", () => {
    for (const version of ["example.com/v1", "rbac.authorization.k8s.io/v2", "apps/v2"]) {
      for (const kind of ["Deployment", "ClusterRole", "ConfigMap"]) {
        const manifest = `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: a\n`;
        expect(faults(manifest), manifest).to.have.length(1);
      }
    }
  });

  it("says where it stops reading, without quoting what may be a secret", () => {
    const [fault] = faults(`---\n# Source: chart/a.yaml\n${configMap}data: password: s3cret\nmore: s3cret\n`);
    expect(fault).to.match(/^chart\/a\.yaml: line 8 of what Helm renders has field "more"/);
    expect(fault).not.to.include("s3cret");
  });

  const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: a\n";
  const smuggled: Readonly<Record<string, string>> = {
    "a quoted key": configMap.replace("kind:", '"kind":'),
    "a key in single quotes": configMap.replace("kind:", "'kind':"),
    "a quoted key beside the plain one": `${configMap}"kind": ClusterRole\n`,
    "an escaped key": `${configMap}"\\u006bind": ClusterRole\n`,
    "a key with a space before its colon": `${configMap}kind : ClusterRole\n`,
    "a key with a tab before its colon": `${configMap}kind\t: ClusterRole\n`,
    "a value after a tab": configMap.replace("kind: ", "kind:\t"),
    "a complex key": `${configMap}? kind\n: ClusterRole\n`,
    "a second kind": `${configMap}kind: ClusterRole\n`,
    "a second apiVersion": `${configMap}apiVersion: v2\n`,
    "a kind of another case": `${configMap}Kind: ClusterRole\n`,
    "a merge key": `${configMap}<<: {kind: ClusterRole}\n`,
    "a tag before a key": `${configMap}!!str kind: ClusterRole\n`,
    "an anchor before a key": `${configMap}&a kind: ClusterRole\n`,
    "an alias for a key": `${configMap}*a : ClusterRole\n`,
    "a tag before the kind": configMap.replace("kind: ", "kind: !!str "),
    "an anchor before the kind": configMap.replace("kind: ", "kind: &a "),
    "an alias for the kind": configMap.replace("ConfigMap", "*a"),
    "a kind on the next line": configMap.replace("kind: ", "kind:\n  "),
    "a kind on two lines": configMap.replace("ConfigMap", "ConfigMap\n  more"),
    "a kind in a block scalar": configMap.replace("ConfigMap", "|-\n  ClusterRole"),
    "a kind with an open quote": configMap.replace("ConfigMap", '"ConfigMap'),
    "a list for a kind": configMap.replace("ConfigMap", "\n- ConfigMap"),
    "no kind": "apiVersion: v1\nmetadata:\n  name: a\n",
    "no apiVersion": "kind: ConfigMap\nmetadata:\n  name: a\n",
    "a List": "apiVersion: v1\nkind: List\nmetadata:\n  name: a\n",
    "a list of items under another kind": `${configMap}items:\n- kind: ClusterRole\n`,
    "items of another case": `${configMap}ITEMS:\n- kind: ClusterRole\n`,
    "a document in braces": '{"apiVersion": "v1", "kind": "ClusterRole"}\n',
    "a document in braces over several lines": "{\nkind: ConfigMap,\napiVersion: v1\n}\n",
    "an indented document in braces around a plain one": ' {"x": "\napiVersion: v1\nkind: ConfigMap\n"}\n',
    "an indented document": configMap.replace(/^/gm, " "),
    "a document that is indented at first": ` kind: ClusterRole\n${configMap}`,
    "a document that is a list": "- kind: ClusterRole\n",
    "a document on the separator's line": `${configMap}--- {kind: ClusterRole}\n`,
    "a tag on the separator's line": `--- !!map\n${configMap}`,
    "a block scalar on the separator's line": `--- |\n${configMap}`,
    "a comment on the separator's line": `${configMap}--- # more\n${role}`,
    "a tab on the separator's line": `${configMap}---\t\n${role}`,
    "a separator with more dashes": `${configMap}----\n${role}`,
    "the end of a document": `${configMap}...\n${role}`,
    "a directive": `%YAML 1.1\n---\n${configMap}`,
    "a tab for indentation": `${configMap}\tx: y\n`,
    "a byte order mark": `\ufeff${configMap}`,
    "a byte order mark before a second kind": `${configMap}\ufeffkind: ClusterRole\n`,
    "a byte order mark after the kind": configMap.replace("ConfigMap", "ConfigMap\ufeff"),
    "a no-break space after the kind": configMap.replace("ConfigMap", "ConfigMap\u00a0"),
    "a no-break space": `${configMap}\u00a0kind: ClusterRole\n`,
    "carriage returns": configMap.replaceAll("\n", "\r\n"),
    "a carriage return in a comment": `${configMap}# a\rkind: ClusterRole\n`,
    "a next line character in a comment": `${configMap}# a\u0085kind: ClusterRole\n`,
    "a line separator in a comment": `${configMap}# a\u2028kind: ClusterRole\n`,
    "a paragraph separator in a comment": `${configMap}# a\u2029kind: ClusterRole\n`,
    "text at column 0": `${configMap}data: |\n  a\ntext\n`,
    "text that looks like a second kind": `${configMap}data: "\nkind: ClusterRole"\n`,
    "a list under a field that has a value": `${configMap}data: "\n- a"\n`,
  };

  for (const [what, manifest] of Object.entries(smuggled)) {
    it(`refuses ${what}`, () => expect(faults(manifest)).to.have.length(1));
  }

  it("refuses quotes that a field at the beginning of a line leaves open", () => {
    for (const quotes of ["'", '"', "'a", '"a b']) {
      const result = narrow(`---\napiVersion: v1\nkind: ConfigMap\ndata: ${quotes}\nmetadata:\n  name: a\n`);
      expect(result, quotes).to.have.property("faults");
    }
  });

  it("passes nothing that a lenient reader takes for something else", () => {
    const line = fc.constantFrom(
      ...["apiVersion: v1", "kind: ConfigMap", "kind: ClusterRole", '"kind": ClusterRole', "kind : ClusterRole"],
      ...[
        "? kind",
        ": ClusterRole",
        "metadata:",
        "metadata: {",
        "}",
        'data: "',
        '"',
        "data: '",
        "'",
        "data: |",
        "data: [",
        "]",
      ],
      ...[
        "  name: a",
        "  kind: ClusterRole",
        " kind: ClusterRole",
        "- kind: ClusterRole",
        "-",
        "items:",
        "spec: &a",
        "spec: *a",
      ],
      ...[
        "---",
        "--- {kind: ClusterRole}",
        "...",
        "%YAML 1.2",
        "# c",
        "#\u2028kind: ClusterRole",
        "<<: {kind: ClusterRole}",
      ],
      ...[
        "\tkind: ClusterRole",
        "\ufeffkind: ClusterRole",
        "",
        " ",
        "text",
        "{",
        "{kind: ClusterRole}",
        "!!map",
        "kind: !!str ClusterRole",
      ],
    );
    let passed = 0;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const result = narrow([...configMap.split("\n").slice(0, 2), ...lines, ""].join("\n"));
        if ("faults" in result) return;
        passed += 1;
        for (const object of lenient(result.manifest)) {
          expect(object).to.include({ kind: "ConfigMap", apiVersion: "v1" }).and.not.have.property("items");
        }
      }),
      { numRuns: 20_000 },
    );
    expect(passed).to.be.greaterThan(500);
  });
});
