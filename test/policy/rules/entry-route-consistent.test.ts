import { expect } from "chai";
import rule from "../../../policy/rules/entry-route-consistent.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";
import { alias, challenge } from "../world-routes.ts";

const entry = pick("entry.acme");
const destination = 'metadata.annotations["higress.io/destination"]';
const place = "metadata.annotations.higress.io/destination";
const backend = (rule: number): string => `spec.rules[${rule}].http.paths[0].backend`;
const without = (name: string) => replace(world(), name, undefined);
const withEntry = (sketch: Sketch) => replace(world(), "entry.acme", sketch);
const withRelease = (path: string, value: unknown) =>
  replace(world(), "acme.release", change(pick("acme.release"), path, value));

/** The world in which an alias leads to acme in place of a registry. */
function aliased(service: Sketch = alias, port: unknown = { number: 80 }): readonly Sketch[] {
  const bridge = pick("entry.bridge");
  const { registries } = bridge.props.spec as { readonly registries: readonly unknown[] };
  const leading = [0, 1].reduce(
    (sketch, at) => change(sketch, backend(at), { service: { name: "acme", port } }),
    change(entry, destination, undefined),
  );
  const others = change(bridge, "spec.registries", registries.slice(1));
  return [...replace(withEntry(leading), "entry.bridge", others), service];
}

describe("entry-route-consistent", () => {
  it("refuses a destination without registry", () => {
    expect(messages(rule, without("entry.bridge"))).to.deep.equal([
      '"acme.dns" has no registry in the entry\'s McpBridge',
      '"globex.dns" has no registry in the entry\'s McpBridge',
    ]);
    const renamed = change(pick("entry.bridge"), "spec.registries[0].name", "Acme");
    expect(found(rule, replace(world(), "entry.bridge", renamed))).to.deep.equal([place, "spec.registries[0].name"]);
  });

  it("sends clients elsewhere for tenants that are away, to their page, and for nobody else", () => {
    const page = "https://status.example.org/down";
    const away = facts({
      tenants: facts().tenants.map((one) => (one.id === "acme" ? { ...one, maintenance: page } : one)),
    });
    const sent = (key: string, value: string) => withEntry(change(entry, `metadata.annotations["${key}"]`, value));
    const key = "higress.io/temporal-redirect";
    expect(found(rule, sent(key, page), away)).to.deep.equal([]);
    expect(messages(rule, sent(key, page))).to.deep.equal(["sends its clients where the fleet does not say"]);
    expect(found(rule, sent(key, "https://evil.example/"), away)).to.deep.equal([`metadata.annotations.${key}`]);
    expect(messages(rule, world(), away)).to.deep.equal(["is missing, and its tenant is away"]);
    for (const other of ["higress.io/permanent-redirect", "nginx.ingress.kubernetes.io/app-root"]) {
      expect(found(rule, sent(other, page), away), other).to.deep.equal([`metadata.annotations.${other}`]);
    }
  });

  it("leads clients to the page server for tenants that it answers for, and for nobody else", () => {
    const answered = facts({
      tenants: facts().tenants.map((one) => (one.id === "acme" ? { ...one, answered: "0123" } : one)),
    });
    const led = change(entry, destination, "entry.dns:8080");
    const parts = ["core/v1:ConfigMap", "apps/v1:Deployment", "core/v1:Service"].map((type) => ({
      type: `kubernetes:${type}`,
      props: { metadata: { name: "higress-fleet-pages", namespace: "higress-system" } },
    }));
    const registries = (list: readonly unknown[], server: readonly Sketch[] = parts) => [
      ...replace(withEntry(led), "entry.bridge", change(pick("entry.bridge"), "spec.registries", list)),
      ...server,
    ];
    const [acme, globex] = (pick("entry.bridge").props.spec as { readonly registries: readonly unknown[] }).registries;
    const pages = { ...(acme as object), name: "entry", port: 8080 };
    expect(messages(rule, registries([globex, pages]), answered)).to.deep.equal([]);
    // For when it is back.
    expect(messages(rule, registries([acme, globex, pages]), answered)).to.deep.equal([]);
    expect(messages(rule, registries([globex]), answered)).to.deep.equal([
      '"entry.dns" has no registry in the entry\'s McpBridge',
    ]);
    expect(messages(rule, registries([globex, { ...pages, port: 80 }]), answered)).to.deep.equal([
      '"entry.dns" has port 80, and not "8080"',
    ]);
    expect(messages(rule, [...world(), ...parts], answered)).to.deep.equal([
      "does not lead to the page server, and its tenant is away",
    ]);
    for (const [at, kind] of ["ConfigMap", "Deployment", "Service"].entries()) {
      const others = parts.filter((_, index) => index !== at);
      const elsewhere = parts.slice(at, at + 1).map((part) => change(part, "metadata.namespace", "acme-gateway"));
      expect(messages(rule, registries([globex, pages], [...others, ...elsewhere]), answered), kind).to.deep.equal([
        `tenants are away, and the page server that answers for them has no ${kind}`,
      ]);
    }
  });

  it("does not take a tenant's registry for one of the entry", () => {
    const elsewhere = change(pick("entry.bridge"), "metadata.namespace", "acme-gateway");
    expect(found(rule, replace(world(), "entry.bridge", elsewhere))).to.deep.equal([place, place]);
  });

  it("refuses a port that the registry has not", () => {
    expect(messages(rule, withEntry(change(entry, destination, "acme.dns:8080")))).to.deep.equal([
      '"acme.dns" has port 80, and not "8080"',
    ]);
    expect(found(rule, withEntry(change(entry, destination, "60% acme.dns:80\n40% acme.dns:81")))).to.deep.equal([
      place,
    ]);
  });

  it("refuses registries and aliases that no route uses", () => {
    expect(messages(rule, without("entry.acme"))).to.deep.equal(['no route of the entry leads to "acme.dns"']);
    expect(messages(rule, [...world(), alias])).to.deep.equal(['no route of the entry leads to "acme"']);
  });

  it("refuses a release whose gateway has another name or no port 80", () => {
    expect(found(rule, withRelease("values.gateway.name", "edge"))).to.deep.equal(["values.gateway.name"]);
    const ports = withRelease("values.gateway.service.ports", [{ name: "http2", port: 8080, targetPort: 80 }]);
    expect(found(rule, ports)).to.deep.equal(["values.gateway.service.ports"]);
    const both = [
      { name: "https", port: 443 },
      { name: "http2", port: 80 },
    ];
    expect(found(rule, withRelease("values.gateway.service.ports", both))).to.deep.equal([]);
    const shared = change(pick("shared.release"), "values.gateway.name", "edge");
    expect(found(rule, replace(world(), "shared.release", shared))).to.deep.equal([]);
  });

  it("refuses the namespace in a backend, in every Ingress", () => {
    const route = change(pick("globex.route.web"), `${backend(0)}.service.namespace`, "acme-gateway");
    expect(found(rule, replace(world(), "globex.route.web", route))).to.deep.equal([`${backend(0)}.service.namespace`]);
  });

  it("accepts the way through an alias, by number and by name of the port", () => {
    expect(found(rule, aliased())).to.deep.equal([]);
    expect(found(rule, aliased(alias, { name: "http" }))).to.deep.equal([]);
  });

  it("refuses an alias that leads to another tenant than the hosts belong to", () => {
    const globex = change(alias, "spec.externalName", "higress-gateway.globex-gateway.svc.cluster.local");
    expect(messages(rule, aliased(globex))?.[0]).to.equal(
      '"*.acme.aigw.example.com" leads to tenant globex and belongs to tenant acme',
    );
    expect(found(rule, aliased(globex))).to.deep.equal([
      "spec.rules[0].host",
      "spec.rules[1].host",
      "spec.tls[0].hosts[0]",
      "spec.tls[1].hosts[0]",
    ]);
  });

  it("refuses an alias that is not there, is none, or stands elsewhere", () => {
    const names = [0, 1].map((at) => `${backend(at)}.service.name`);
    expect(found(rule, aliased().slice(0, -1))).to.deep.equal(names);
    expect(found(rule, aliased(change(alias, "spec.type", "ClusterIP")))).to.deep.equal(names);
    expect(found(rule, aliased(change(alias, "metadata.namespace", "acme-gateway")))).to.deep.equal(names);
  });

  it("refuses an alias on another port", () => {
    const ports = [0, 1].map((at) => `${backend(at)}.service.port`);
    expect(found(rule, aliased(alias, { number: 8080 }))).to.deep.equal(ports);
    expect(found(rule, aliased(alias, { name: "admin" }))).to.deep.equal(ports);
    expect(found(rule, aliased(alias, null))).to.deep.equal(ports);
  });

  it("does not ask where an answer to a challenge leads", () => {
    expect(found(rule, [...world(), change(challenge, "metadata.namespace", "higress-system")])).to.deep.equal([]);
  });

  it("finds nothing in the world, and says nothing where no Ingress is", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [pick("entry.bridge"), pick("acme.release")])).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(messages(rule, withEntry(change(entry, destination, unknown)))?.[0]).to.match(/cannot be known/);
    expect(messages(rule, aliased(change(alias, "spec.externalName", unknown)))?.[0]).to.match(/cannot be known/);
  });
});
