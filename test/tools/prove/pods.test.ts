import { expect } from "chai";
import type { Kubectl } from "../../../tools/prove/kubectl.ts";
import { missingFields, provePods } from "../../../tools/prove/pods.ts";

const escalation = (container: string) =>
  `allowPrivilegeEscalation != false (container "${container}" must set securityContext.allowPrivilegeEscalation=false)`;
const warning = (...violations: readonly string[]) =>
  `Warning: would violate PodSecurity "restricted:v1.35": ${violations.join(", ")}\n`;

const deployment = (name: string) => ({
  kind: "Deployment",
  metadata: { name },
  spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: "main" }] } } },
});

/** A cluster that has these Deployments and answers a created pod by what its name begins with. */
const cluster =
  (answers: Readonly<Record<string, { readonly code?: number; readonly err?: string }>>): Kubectl =>
  (args, input = "") => {
    if (args[0] === "get") {
      const out = JSON.stringify({ items: Object.keys(answers).map(deployment) });
      return Promise.resolve({ code: 0, out, err: "" });
    }
    const { metadata } = JSON.parse(input) as { readonly metadata: { readonly generateName: string } };
    const { code = 0, err = "" } = answers[metadata.generateName.slice(0, -1)] ?? {};
    return Promise.resolve({ code, out: "", err });
  };

const known = warning(escalation("discovery"));

describe("the proof of Pod Security", () => {
  it("holds when the API server misses for restricted what is known to be missing", async () => {
    const run = cluster({ "higress-controller": { err: known }, "higress-gateway": {} });
    const { lines, failures } = await provePods(run, ["acme-gateway", "globex-gateway"]);
    expect(failures).to.deep.equal([]);
    expect(lines).to.deep.equal([
      "4 pod templates in 2 namespaces, each created as a pod (dry run).",
      "baseline    all pass",
      "restricted  missing: higress-controller: discovery: allowPrivilegeEscalation != false",
    ]);
  });

  it("fails when something more is missing, and when what is known is missing no more", async () => {
    const run = cluster({
      "higress-controller": {},
      "higress-gateway": { err: warning(escalation("higress-gateway")) },
    });
    expect((await provePods(run, ["acme-gateway"])).failures).to.deep.equal([
      'Deployment acme-gateway/higress-controller no longer lacks "discovery: allowPrivilegeEscalation != false": ' +
        "take it from the list of what is known, and enforce more",
      "Deployment acme-gateway/higress-gateway lacks for restricted: higress-gateway: allowPrivilegeEscalation != false",
    ]);
  });

  it("fails when a pod is not even baseline", async () => {
    const err = 'Error from server (Forbidden): violates PodSecurity "baseline:v1.35": hostNetwork';
    const run = cluster({ "higress-gateway": { code: 1, err } });
    expect((await provePods(run, ["acme-gateway"])).failures).to.deep.equal([
      `Deployment acme-gateway/higress-gateway fails baseline: ${err}`,
    ]);
  });
});

describe("what the API server misses for restricted", () => {
  it("is told per container", () => {
    const both = 'unrestricted capabilities (containers "a", "b" must set securityContext.capabilities.drop=["ALL"])';
    expect(missingFields(warning(escalation("a"), both))).to.deep.equal([
      "a: allowPrivilegeEscalation != false",
      "a: unrestricted capabilities",
      "b: unrestricted capabilities",
    ]);
  });

  it("is told in the API server's own words where no container is to blame", () => {
    const pod = "hostNetwork (pod must not set spec.hostNetwork=true)";
    expect(missingFields(warning(pod))).to.deep.equal([pod]);
  });

  it("is nothing when it warns of something else", () => {
    expect(missingFields("Warning: metadata.finalizers: prefer a domain-qualified name\n")).to.deep.equal([]);
  });
});
