import { expect } from "chai";
import { certified, fixturePlan } from "./plan.ts";
import { recordFleet } from "./recorded.ts";
import { secretMark } from "./recorder.ts";
import { manager, written } from "./written.ts";

describe("an authority of clients", function () {
  this.timeout(60_000);

  it("becomes the Secret beside the entry that the plan says", async () => {
    const plan = certified(fixturePlan(["acme"]));
    const { named } = await recordFleet(plan, undefined, () => ({ certificate: "chain", key: "the key" }));
    const secret = named("entry.authority.acme-tls-cacert");
    expect(secret.type).to.equal("kubernetes:core/v1:Secret");
    const planned = plan.entry.routes[0]?.authorities[0];
    const stringData = { ...secretMark, value: planned?.stringData };
    expect(secret.inputs).to.deep.equal({ ...written(planned), stringData });
    expect(secret).to.include({ parent: "entry", deletedWith: "entry.namespace" });
  });

  it("is there before the Ingress that asks by it, and no other Ingress waits", async () => {
    const plan = certified(fixturePlan(["acme", "globex"]));
    const [first, ...others] = plan.entry.routes;
    const [open] = first?.ingresses ?? [];
    if (first === undefined || open === undefined) throw new Error("the plan has no Ingress");
    const asking = {
      ...open,
      metadata: {
        ...open.metadata,
        name: "acme.acme-tls",
        annotations: { "higress.io/auth-tls-secret": "higress-system/acme-tls-cacert" },
      },
    };
    const routes = [{ ...first, ingresses: [open, asking] }, ...others];
    const { named } = await recordFleet({ ...plan, entry: { ...plan.entry, routes } });
    expect(named("entry.route.acme.acme-tls").dependencies).to.have.members([
      "entry.authority.acme-tls-cacert",
      "entry.namespace",
    ]);
    for (const name of ["acme", "globex"]) {
      expect(named(`entry.route.${name}`).dependencies).to.deep.equal(["entry.namespace"]);
    }
  });
});

describe("a certificate from files", function () {
  this.timeout(60_000);

  it("becomes a TLS Secret beside the entry, and leaves the program as a secret only", async () => {
    const plan = certified(fixturePlan(["acme"]));
    const { registered, named } = await recordFleet(plan, undefined, () => ({ certificate: "chain", key: "the key" }));
    const secret = named("entry.pair.acme-files");
    const { pairs: [pair] = [] } = plan.entry.routes[0] ?? {};
    expect(secret.inputs).to.deep.equal({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { ...pair?.metadata, annotations: manager },
      type: "kubernetes.io/tls",
      stringData: { ...secretMark, value: { "tls.crt": "chain", "tls.key": "the key" } },
    });
    expect(secret).to.include({ parent: "entry", deletedWith: "entry.namespace" });
    const elsewhere = registered.filter(
      ({ name, inputs }) => name !== "entry.pair.acme-files" && JSON.stringify(inputs).includes("the key"),
    );
    expect(elsewhere).to.deep.equal([]);
  });
});
