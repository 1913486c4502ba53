import { expect } from "chai";
import rule from "../../../policy/rules/client-headers-taken.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const key = (change: string) => `higress.io/request-header-control-${change}`;
const path = (change: string) => `metadata.annotations.${key(change)}`;
const front = (pairs: Readonly<Record<string, unknown>>): Sketch =>
  Object.entries(pairs).reduce(
    (sketch, [name, value]) => change(sketch, `metadata.annotations["${key(name)}"]`, value),
    pick("entry.acme"),
  );

const address = "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%";
const remove = "x-mse-consumer,x-user";
const update = `x-client ${address}`;
const lawful = { remove, update };

/** Facts in which acme has two headers that say who a client is, and one for its address. */
const [acme, ...others] = facts().tenants;
if (acme === undefined) throw new Error("the world has no tenant");
const open = { minTls: "TLSv1.2", plainHttp: false, sourceCidrs: [] } as const;
const door = { ...open, identityHeaders: ["x-mse-consumer", "x-user"], addressHeader: "x-client" };
const given = facts({ tenants: [{ ...acme, door }, ...others] });

const of = (pairs: Readonly<Record<string, unknown>>) => found(rule, front(pairs), given);
const says = (pairs: Readonly<Record<string, unknown>>) => messages(rule, front(pairs), given);

describe("client-headers-taken", () => {
  it("finds a header of who a client is that no route takes away, each by its name", () => {
    expect(says({ ...lawful, remove: "x-mse-consumer" })).to.deep.equal([
      'leaves "x-user" to clients, which says who they are',
    ]);
    expect(of({ ...lawful, remove: "x-mse-consumer" })).to.deep.equal([path("remove")]);
    expect(says({ ...lawful, remove: undefined })).to.deep.equal([
      'leaves "x-mse-consumer" to clients, which says who they are',
      'leaves "x-user" to clients, which says who they are',
    ]);
    for (const value of ["", "x-mse-consumer;x-user", "x-mse-consumer x-user", "x-mse-consumers,x-users"]) {
      expect(of({ ...lawful, remove: value }), value).to.have.length(2);
    }
  });

  it("finds a route that lets clients say their address, or says another", () => {
    for (const value of [undefined, "", "x-client", `x-other ${address}`]) {
      expect(says({ ...lawful, update: value }), value).to.deep.equal([
        'leaves "x-client" to clients, which says their address',
      ]);
      expect(of({ ...lawful, update: value })).to.deep.equal([path("update")]);
    }
    for (const value of ["%REQ(x-forwarded-for)%", "192.0.2.1", "%DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT%"]) {
      expect(says({ ...lawful, update: `x-client ${value}` }), value).to.deep.equal([
        'writes something else to "x-client" than the client\'s address',
      ]);
    }
  });

  it("finds an address that is added to what the client wrote", () => {
    expect(of({ remove, add: update })).to.deep.equal([path("update"), path("add")]);
    expect(of({ ...lawful, add: `X-Client ${address}` })).to.deep.equal([path("add")]);
    expect(of({ ...lawful, update: `${update}\nX-CLIENT 192.0.2.1` })).to.deep.equal([path("update")]);
  });

  it("finds an identity that the entry gives to everybody: headers are written after others are taken away", () => {
    expect(says({ ...lawful, add: "X-Mse-Consumer admin" })).to.deep.equal([
      'says in "x-mse-consumer" who a client is, of which the entry knows nothing',
    ]);
    expect(of({ ...lawful, update: `${update}\nx-user admin` })).to.deep.equal([path("update")]);
  });

  it("reads names as the controller and Envoy do, and no prefix but the controller's own", () => {
    expect(of({ remove: " X-User , X-MSE-Consumer,x-more", update: ` X-Client \t${address} \nx-a b` })).to.deep.equal(
      [],
    );
    const nginx = Object.entries(lawful).reduce(
      (sketch, [name, value]) =>
        change(sketch, `metadata.annotations["nginx.ingress.kubernetes.io/request-header-control-${name}"]`, value),
      pick("entry.acme"),
    );
    expect(found(rule, nginx, given)).to.have.length(3);
  });

  it("holds a route that leads to several tenants to the headers of each", () => {
    const both = (pairs: Readonly<Record<string, unknown>>) =>
      change(front(pairs), 'metadata.annotations["higress.io/destination"]', "50% acme.dns:80\n50% globex.dns:80");
    expect(found(rule, both({ ...lawful, remove: "x-user" }), given)).to.deep.equal([path("remove")]);
    const globex = given.tenants.map((tenant) =>
      tenant.id === "globex" ? { ...tenant, door: { ...open, identityHeaders: ["x-team"] } } : tenant,
    );
    expect(messages(rule, both(lawful), facts({ tenants: globex }))).to.deep.equal([
      'leaves "x-team" to clients, which says who they are',
    ]);
  });

  it("asks of a patch only what it changes", () => {
    const patch = (pairs: Readonly<Record<string, unknown>>): Sketch => {
      const { props } = front(pairs);
      return { ...pick("entry.acme"), type: "kubernetes:networking.k8s.io/v1:IngressPatch", props };
    };
    expect(found(rule, patch({}), given)).to.deep.equal([]);
    expect(found(rule, patch({ remove: "x-user" }), given)).to.deep.equal([path("remove")]);
    expect(found(rule, patch({ update: "x-client 192.0.2.1" }), given)).to.deep.equal([path("update")]);
  });

  it("asks nothing where the facts ask nothing, of tenants' own routes and of challenges", () => {
    expect(of(lawful)).to.deep.equal([]);
    expect(found(rule, front({}), facts({ tenants: [{ ...acme, door: open }, ...others] }))).to.deep.equal([]);
    expect(found(rule, front({}))).to.deep.equal([]);
    expect(found(rule, pick("acme.route.shop"), given)).to.deep.equal([]);
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, pick("acme.namespace"), given)).to.equal(undefined);
  });

  it("does not pass an annotation that preview cannot know", () => {
    expect(messages(rule, front({ ...lawful, remove: unknown }), given)?.[0]).to.match(/^cannot be known in preview/);
    expect(of({ ...lawful, remove: unknown })).to.deep.equal([`metadata.annotations["${key("remove")}"]`]);
  });
});
