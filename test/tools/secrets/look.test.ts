import { expect } from "chai";
import type { ExpectedSecret } from "../../../plan/expected-secrets.ts";
import type { Kubectl, Printed } from "../../../tools/prove/kubectl.ts";
import { lookFor, namespacesThere } from "../../../tools/secrets/look.ts";

const secret = (namespace: string, name: string): ExpectedSecret => ({
  namespace,
  name,
  needs: [{ id: "acme", use: "plugin", keys: ["a"], path: ["tenants", 0] }],
});
const answering =
  (answer: Partial<Printed>, asked: string[][] = []): Kubectl =>
  (args) => {
    asked.push([...args]);
    return Promise.resolve({ code: 0, out: "", err: "", ...answer });
  };
const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe("What kubectl says of Secrets", () => {
  it("is asked by name, once for each namespace, and never for a value", async () => {
    const asked: string[][] = [];
    await lookFor([secret("a", "one"), secret("b", "two"), secret("a", "three")], answering({}, asked));
    expect(asked.map((args) => args.slice(0, -2).join(" "))).to.have.members([
      "--namespace a get secrets one three --ignore-not-found",
      "--namespace b get secrets two --ignore-not-found",
    ]);
    // What it prints of a value are these words and no other.
    const template = asked[0]?.at(-2) ?? "";
    expect(template).to.match(/^--output=go-template=/);
    const printed = template.replaceAll(/\{\{(if|else|end|range|define|template|\$text :=)[^}]*\}\}/g, "");
    expect(printed.match(/\{\{[^}]*\}\}/g)).to.deep.equal([
      "{{.metadata.name}}",
      '{{"\\t"}}',
      "{{.type}}",
      '{{"\\t"}}',
      "{{$key}}",
      '{{"\\n"}}',
    ]);
  });

  it("is asked a hundred names at a time", async () => {
    const asked: string[][] = [];
    const all = Array.from({ length: 250 }, (_, at) => secret("a", `s${at}`));
    await lookFor(all, answering({}, asked));
    expect(asked.map((args) => args.filter((arg) => /^s\d+$/.test(arg)).length)).to.have.members([100, 100, 50]);
  });

  it("is kept as keys and what their values are like", async () => {
    const out = "one\tOpaque\ta=plain\tb.c-d=empty\te=other\nnothing\tkubernetes.io/tls\n";
    const found = await lookFor([secret("a", "one"), secret("a", "nothing"), secret("a", "away")], answering({ out }));
    expect([...found]).to.deep.equal([
      ["a/one", { type: "Opaque", values: new Map(Object.entries({ a: "plain", "b.c-d": "empty", e: "other" })) }],
      ["a/nothing", { type: "kubernetes.io/tls", values: new Map() }],
    ]);
  });

  it("is kept of those that may be read, where others may not", async () => {
    const err = 'Error from server (Forbidden): secrets "two" is forbidden: User "ci" cannot get resource "secrets"\n';
    const found = await lookFor(
      [secret("a", "one"), secret("a", "two")],
      answering({ code: 1, out: "one\tOpaque\n", err }),
    );
    expect([...found]).to.deep.equal([
      ["a/one", { type: "Opaque", values: new Map() }],
      ["a/two", { unread: 'User "ci" cannot get resource "secrets"' }],
    ]);
  });

  it("is an error in its last words where no cluster answers, and never what it printed", async () => {
    const err = "E1122 memcache.go: dial tcp\nThe connection to the server was refused\n";
    const failing = answering({ code: 1, out: "raw data was: hunter2", err });
    const said =
      "The cluster of KUBECONFIG cannot be asked: The connection to the server was refused\n--plan lists what is expected without one.";
    expect(await messageOf(lookFor([secret("a", "one")], failing))).to.equal(said);
    expect(await messageOf(namespacesThere(["a"], failing))).to.equal(said);
  });

  it("is no word of what is missing where one was refused and another not answered", async () => {
    const refused =
      'Error from server (Forbidden): secrets "one" is forbidden: User "ci" cannot get resource "secrets"\n';
    for (const failure of [
      "Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)",
      "Error from server (Timeout): the server was unable to return a response in the time allotted",
      "Error from server: etcdserver: request timed out",
      "The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?",
      "error: You must be logged in to the server (Unauthorized)",
    ]) {
      for (const err of [`${refused}${failure}\n`, `${failure}\n${refused}`]) {
        const asked = lookFor([secret("a", "one"), secret("a", "two")], answering({ code: 1, err }));
        expect(await messageOf(asked)).to.equal(
          `The cluster of KUBECONFIG cannot be asked: ${failure}\n--plan lists what is expected without one.`,
        );
      }
    }
  });

  it("tells which namespaces there are, to who may know", async () => {
    const there = await namespacesThere(["a", "b"], answering({ out: "namespace/a\n" }));
    expect([there?.has("a"), there?.has("b")]).to.deep.equal([true, false]);
    const err = 'Error from server (Forbidden): namespaces "a" is forbidden: User "ci" cannot get resource';
    expect(await namespacesThere(["a"], answering({ code: 1, err }))).to.equal(undefined);
  });
});
