import { expect } from "chai";
import { policyConfig } from "../../policy/config.ts";
import type { Facts } from "../../policy/facts.ts";
import type { Enforcement } from "../../policy/rule.ts";
import { rules } from "../../policy/rules.ts";
import { startAnalyzer, type Analyzer } from "./analyzer.ts";
import { change, unknown, type Sketch } from "./harness.ts";
import { facts, pick } from "./world.ts";

const label = (mode: string): string => `metadata.labels["pod-security.kubernetes.io/${mode}"]`;
const open = facts({ protect: false });
const mandatory = 1;

/** How the engine marks a secret (@pulumi/pulumi/runtime/rpc.js). */
const secret = (value: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

describe("the pack as a process, asked to mend", function () {
  this.timeout(60_000);
  let pack: Analyzer;
  before(async () => {
    pack = await startAnalyzer();
  });
  after(() => {
    pack.stop();
  });

  const configure = (level: Enforcement, given: Facts = open) =>
    pack.configure(
      policyConfig(
        given,
        Object.fromEntries(rules.filter(({ id }) => mends.includes(id)).map(({ id }) => [id, { level }])),
      ),
    );
  const mends = ["namespace-psa", "namespace-labels-owned", "service-exposure"];
  const privileged = change(pick("acme.namespace"), label("enforce"), "privileged");
  const findings = async (sketch: Sketch) =>
    (await pack.analyze(sketch)).diagnosticsList.map(({ policyname, enforcementlevel }) => [
      policyname,
      enforcementlevel,
    ]);

  it("mends what a rule finds, and nothing else", async () => {
    await configure("remediate");
    expect(await pack.remediate(privileged)).to.deep.equal([
      { rule: "namespace-psa", props: change(privileged, label("enforce"), "baseline").props },
    ]);
    expect(await pack.remediate(pick("acme.namespace"))).to.deep.equal([]);
    expect(await pack.remediate(pick("acme.quota"))).to.deep.equal([]);
  });

  it("mends for one rule after the other, each upon what the last one left", async () => {
    await configure("remediate");
    const role = 'metadata.labels["higress-fleet.io/role"]';
    const mended = await pack.remediate(change(privileged, role, "gateway"));
    expect(mended.map(({ rule }) => rule)).to.deep.equal(["namespace-psa", "namespace-labels-owned"]);
    expect(mended.at(-1)?.props).to.deep.equal(change(privileged, label("enforce"), "baseline").props);
  });

  it("finds nothing more in what it mended", async () => {
    await configure("remediate");
    const [mended] = await pack.remediate(privileged);
    expect(await findings({ ...privileged, props: mended?.props as Sketch["props"] })).to.deep.equal([]);
  });

  it("mends nothing at another level", async () => {
    for (const level of ["mandatory", "advisory", "disabled"] as const) {
      await configure(level);
      expect(await pack.remediate(privileged), level).to.deep.equal([]);
    }
  });

  it("mends nothing in a protected environment, and stops there", async () => {
    await configure("remediate", facts());
    expect(await pack.remediate(privileged)).to.deep.equal([]);
    expect(await findings(privileged)).to.deep.equal([["namespace-psa", mandatory]]);
  });

  it("mends nothing where preview cannot know what is there, and stops", async () => {
    await configure("remediate");
    const hidden = change(privileged, label("warn"), unknown);
    expect(await pack.remediate(hidden)).to.deep.equal([]);
    expect(await findings(hidden)).to.deep.include(["namespace-psa", mandatory]);
  });

  it("mends nothing that is waived", async () => {
    const expires = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
    const waiver = { rule: "namespace-psa", scope: { tenant: "acme" }, reason: "Moves out.", owner: "#acme", expires };
    await configure("remediate", facts({ protect: false, waivers: [waiver] }));
    expect(await pack.remediate(privileged)).to.deep.equal([]);
    expect(await findings(privileged)).to.deep.equal([]);
  });

  it("makes a tenant's Service internal, and keeps secret what is secret, and unknown what is unknown", async () => {
    await configure("remediate");
    const annotations = { "example.com/password": secret("hunter2"), "example.com/address": unknown };
    const metadata = { name: "shop", namespace: "acme-gateway", annotations };
    const service = (type: string): Sketch => ({
      type: "kubernetes:core/v1:Service",
      props: { apiVersion: "v1", kind: "Service", metadata, spec: { type, ports: [{ port: 80 }] } },
    });
    expect(await pack.remediate(service("NodePort"))).to.deep.equal([
      { rule: "service-exposure", props: service("ClusterIP").props },
    ]);
    expect(await pack.remediate(service("ExternalName"))).to.deep.equal([]);
    const gateway = change(
      change(service("LoadBalancer"), "metadata.name", "higress-gateway"),
      "metadata.namespace",
      "higress-system",
    );
    expect(await pack.remediate(gateway), "the entry's own").to.deep.equal([]);
  });
});
