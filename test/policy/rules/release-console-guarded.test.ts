import { expect } from "chai";
import rule from "../../../policy/rules/release-console-guarded.ts";
import { change, unknown } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { consoleRelease } from "../world-console.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const umbrella = (console: unknown) =>
  change(change(release, "chart", "higress"), "values", { "higress-console": console });
const withConsole = (console: unknown) => found(rule, umbrella(console));
const at = (path: string) => `values.higress-console.${path}`;
const password = "${CONSOLE_PASSWORD}";

describe("release-console-guarded", () => {
  it("refuses the umbrella as it comes: the first visitor becomes its administrator", () => {
    expect(withConsole(undefined)).to.deep.equal([at("admin.password")]);
    expect(withConsole({ replicaCount: 2 })).to.deep.equal([at("admin.password")]);
    expect(withConsole({ admin: { password: "" } })).to.deep.equal([at("admin.password")]);
  });

  it("refuses a password that is written out, and does not tell it", () => {
    for (const written of ["hunter2", "${", "$CONSOLE", "${A}x", "ref+"]) {
      expect(withConsole({ admin: { password: written } }), written).to.deep.equal([at("admin.password")]);
    }
    expect(messages(rule, umbrella({ admin: { password: "hunter2" } }))?.join()).to.not.include("hunter2");
  });

  it("refuses a Service that others reach", () => {
    for (const type of ["LoadBalancer", "NodePort", null]) {
      expect(withConsole({ admin: { password }, service: { type } })).to.deep.equal([at("service.type")]);
    }
  });

  it("refuses an Ingress for everybody, or without TLS", () => {
    const ingress = (annotations: unknown, tlsSecretName = "console-tls") =>
      withConsole({ admin: { password }, ingress: { enabled: true, tlsSecretName, annotations } });
    const key = "higress.io/whitelist-source-range";
    for (const clients of ["", "0.0.0.0/0", "10.0.0.0/8, ::/0", "0.0.0.0/1,128.0.0.0/1", " , "]) {
      expect(ingress({ [key]: clients }), clients).to.deep.equal([at("ingress.annotations")]);
    }
    expect(ingress({})).to.deep.equal([at("ingress.annotations")]);
    expect(
      ingress({ [key]: "0.0.0.0/0", "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" }),
    ).to.have.length(1);
    expect(ingress({ [key]: "10.0.0.0/8" }, "")).to.deep.equal([at("ingress.tlsSecretName")]);
    expect(ingress({ [key]: "10.0.0.0/8,192.0.2.7" })).to.deep.equal([]);
    expect(ingress({ "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" })).to.deep.equal([]);
  });

  it("accepts no console, and one whose password is kept elsewhere", () => {
    expect(withConsole({ replicaCount: 0, service: { type: "LoadBalancer" } })).to.deep.equal([]);
    for (const reference of [password, "$(CONSOLE_PASSWORD)", "ref+vault://console#/password"]) {
      expect(withConsole({ admin: { password: reference } })).to.deep.equal([]);
    }
  });

  it("looks where the umbrella looks: a number of replicas elsewhere stops no console", () => {
    const misplaced = change(change(release, "chart", "higress"), "values", {
      console: { replicaCount: 0 },
      replicaCount: 0,
    });
    expect(found(rule, misplaced)).to.deep.equal([at("admin.password")]);
  });

  it("judges the releases of the world, which have no console, and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    expect(found(rule, release)).to.deep.equal([]);
    expect(found(rule, change(change(release, "chart", "grafana"), "namespace", "monitoring"))).to.equal(undefined);
  });

  it("refuses one of its own beside a gateway that watches all, whoever asked for it", () => {
    const { sourceCidrs, namespaces } = { sourceCidrs: ["192.0.2.0/24"], namespaces: [] };
    const beside = (watch: "all" | "own") => {
      const gateways = facts().gateways.map((gateway) => ({
        ...gateway,
        watch,
        console: { sourceCidrs, namespaces },
      }));
      const namespace = gateways[0]?.namespace;
      const console = change(change(consoleRelease, "namespace", namespace), "values.global.watchNamespace", namespace);
      return found(rule, console, facts({ gateways }));
    };
    expect(beside("own")).to.deep.equal([]);
    expect(beside("all")).to.deep.equal(["chart"]);
  });

  it("does not pass what cannot be known", () => {
    const path = at("admin.password");
    // A generated password is unknown in preview, and a plain text to the pack afterwards.
    const generated = change(change(release, "chart", "higress"), "values", {
      "higress-console": { admin: { password: unknown } },
    });
    expect(cannotKnow(rule, generated, path)).to.equal(true);
    expect(found(rule, change(umbrella({}), "version", "9.9.9"))).to.deep.equal([at("replicaCount")]);
  });
});
