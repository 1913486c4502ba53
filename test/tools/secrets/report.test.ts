import { expect } from "chai";
import type { ExpectedSecret, SecretNeed } from "../../../plan/expected-secrets.ts";
import type { Found, Value } from "../../../tools/secrets/look.ts";
import { awayLines, planned, reportOf } from "../../../tools/secrets/report.ts";

const need = (change: Partial<SecretNeed>): SecretNeed => ({
  id: "acme",
  use: "login",
  keys: ["consulToken"],
  path: ["tenants", 3, "registries", 0, "credentials", "secret"],
  ...change,
});
const login: ExpectedSecret = { namespace: "acme-gateway", name: "login", needs: [need({})] };
const keys: ExpectedSecret = {
  namespace: "acme-gateway",
  name: "keys",
  needs: ["gold", "silver"].map((key, at) => need({ use: "plugin", keys: [key], path: ["tenants", 3, "plugins", at] })),
};
const certificate: ExpectedSecret = {
  namespace: "higress-internal",
  name: "wiki-tls",
  needs: [
    need({ id: "internal", use: "listener", keys: ["tls.crt", "tls.key"], path: ["gateways", 0, "listeners", 1] }),
  ],
};
const images: ExpectedSecret = {
  namespace: "higress-system",
  name: "mirror",
  needs: [need({ id: "entry", use: "images", keys: [".dockerconfigjson"], path: ["higress", "imagePullSecrets", 0] })],
};
const held = (values: Readonly<Record<string, Value>>, type = "Opaque"): Found => ({
  type,
  values: new Map(Object.entries(values)),
});
const report = (secret: ExpectedSecret, found?: Found): readonly string[] =>
  reportOf([secret], new Map(found && [[`${secret.namespace}/${secret.name}`, found]])).lines;

describe("The report of npm run secrets", () => {
  it("says what is there, in one line and whom it is for", () => {
    expect(report(login, held({ consulToken: "other", more: "empty" }))).to.deep.equal([
      "acme-gateway/login  there",
      "    key consulToken; for tenant acme: registries[0].credentials.secret",
      "",
      "It is there.",
    ]);
  });

  it("says how to make what is missing, with no value in the command", () => {
    expect(report(login)).to.deep.equal([
      "acme-gateway/login  missing",
      "    key consulToken; for tenant acme: registries[0].credentials.secret",
      "    kubectl -n acme-gateway create secret generic login --from-file=consulToken=…",
      "    kubectl -n acme-gateway rollout restart deployment higress-controller",
      "",
      "1 of 1 is not as it has to be.",
      "A value is all that its file has, a line break at the end too: write it with printf %s.",
    ]);
    expect(report(certificate)).to.deep.equal([
      "higress-internal/wiki-tls  missing",
      "    keys tls.crt, tls.key; for gateway internal: listeners[1]",
      "    kubectl -n higress-internal create secret tls wiki-tls --cert=… --key=…",
      "",
      "1 of 1 is not as it has to be.",
    ]);
  });

  it("has commands for the cluster that was looked at, whichever the shell means that they are typed in", () => {
    const commands = (context: string, found?: Found) =>
      reportOf([login], new Map(found && [["acme-gateway/login", found]]), context).lines.filter((line) =>
        line.startsWith("    kubectl "),
      );
    const restart = "rollout restart deployment higress-controller";
    expect(commands("arn:aws:eks:eu-west-1:1:cluster/north")).to.deep.equal([
      "    kubectl --context arn:aws:eks:eu-west-1:1:cluster/north -n acme-gateway create secret generic login --from-file=consulToken=…",
      `    kubectl --context arn:aws:eks:eu-west-1:1:cluster/north -n acme-gateway ${restart}`,
    ]);
    expect(commands("bob's $(north)", held({}))).to.deep.equal([
      "    kubectl --context 'bob'\\''s $(north)' -n acme-gateway create secret generic login --from-file=consulToken=… --dry-run=client -o yaml | kubectl --context 'bob'\\''s $(north)' -n acme-gateway patch secret login --patch-file=/dev/stdin",
      `    kubectl --context 'bob'\\''s $(north)' -n acme-gateway ${restart}`,
    ]);
    const anew = reportOf([images], new Map([["higress-system/mirror", held({})]]), "north").lines;
    expect(
      anew.filter((line) => line.includes("kubectl")).every((line) => line.includes("kubectl --context north -n ")),
    ).to.equal(true);
  });

  it("says which keys are lacking, empty or not to be put into JSON, and writes those alone", () => {
    const patch = (keysToWrite: string) =>
      `    kubectl -n acme-gateway create secret generic keys ${keysToWrite} --dry-run=client -o yaml | kubectl -n acme-gateway patch secret keys --patch-file=/dev/stdin`;
    expect(report(keys, held({ gold: "plain" })).slice(0, 3)).to.deep.equal([
      "acme-gateway/keys  lacks key silver",
      "    keys gold, silver; for tenant acme: plugins[1] and 1 more",
      patch("--from-file=silver=…"),
    ]);
    expect(report(keys, held({ gold: "empty", silver: "other" }))[0]).to.equal(
      "acme-gateway/keys  key gold is empty; key silver would break the plugin's JSON: a quotation mark, a backslash, a line break (at the end, mostly) or the like",
    );
    expect(report(keys, held({}))[0]).to.equal("acme-gateway/keys  lacks keys gold, silver");
    expect(report(keys, held({ gold: "empty", silver: "empty" }))[0]).to.equal(
      "acme-gateway/keys  keys gold, silver are empty",
    );
    // What is no plugin's may hold anything.
    expect(report(certificate, held({ "tls.crt": "other", "tls.key": "other" }))[0]).to.match(/ there$/);
  });

  it("knows that credentials for images are of one type", () => {
    expect(report(images, held({ ".dockerconfigjson": "other" }, "kubernetes.io/dockerconfigjson"))[0]).to.match(
      / there$/,
    );
    expect(report(images, held({ ".dockerconfigjson": "other" })).slice(0, 4)).to.deep.equal([
      "higress-system/mirror  is of type Opaque, not kubernetes.io/dockerconfigjson; it can only be made anew",
      "    key .dockerconfigjson, type kubernetes.io/dockerconfigjson; for higress.imagePullSecrets[0]",
      "    kubectl -n higress-system delete secret mirror",
      "    kubectl -n higress-system create secret generic mirror --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=…",
    ]);
  });

  it("counts what nobody may read among what is wrong", () => {
    const { lines, wrong } = reportOf(
      [login, keys],
      new Map<string, Found>([
        ["acme-gateway/login", { unread: 'User "ci" cannot get resource "secrets"' }],
        ["acme-gateway/keys", held({ gold: "plain", silver: "plain" })],
      ]),
    );
    expect(lines[0]).to.equal('acme-gateway/login  may not be read: User "ci" cannot get resource "secrets"');
    expect(lines[2]).to.equal("acme-gateway/keys   there");
    expect(lines).to.include("1 of 2 is not as it has to be.");
    expect(wrong).to.deep.equal([login]);
  });

  it("is a list of what is expected where no cluster is asked", () => {
    expect(planned([images])).to.deep.equal([
      "higress-system/mirror",
      "    key .dockerconfigjson, type kubernetes.io/dockerconfigjson; for higress.imagePullSecrets[0]",
      "    kubectl -n higress-system create secret generic mirror --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=…",
    ]);
    expect(planned([])).to.deep.equal(["No Secret is anybody's to fill."]);
    expect(reportOf([], new Map()).lines).to.deep.equal(["No Secret is anybody's to fill."]);
  });

  it("says which namespaces are not there yet, where somebody may know", () => {
    expect(awayLines([login, keys, images], new Set(["higress-system"]))).to.deep.equal([
      "Not there yet is namespace acme-gateway: up makes it, and its Secrets come after that.",
    ]);
    expect(awayLines([login, images], new Set())).to.deep.equal([
      "Not there yet are namespaces acme-gateway, higress-system: up makes them, and their Secrets come after that.",
    ]);
    expect(awayLines([login], new Set(["acme-gateway"]))).to.deep.equal([]);
    expect(awayLines([login], undefined)).to.deep.equal([]);
  });
});
