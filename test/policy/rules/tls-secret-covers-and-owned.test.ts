import { expect } from "chai";
import rule from "../../../policy/rules/tls-secret-covers-and-owned.ts";
import { nameless, short, wide } from "../certificates.ts";
import { change, judge, resource, unknown, type Props, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, replace, world } from "../world.ts";
import { challenge } from "../world-routes.ts";

const entry = pick("entry.acme");
const withEntry = (sketch: Sketch, ...more: readonly Sketch[]) => [...replace(world(), "entry.acme", sketch), ...more];
const named = (secretName: unknown, at = 0) => withEntry(change(entry, `spec.tls[${at}].secretName`, secretName));
const place = (at: number, field = "secretName"): string => `spec.tls[${at}].${field}`;

/** What Kubernetes demands of a Secret for TLS; the key itself is of no interest here. */
const secret = (pem: unknown, props: Props = {}): Sketch => ({
  type: "kubernetes:core/v1:Secret",
  name: "entry.acme-tls",
  props: {
    metadata: { name: "acme-tls", namespace: "higress-system" },
    type: "kubernetes.io/tls",
    stringData: { "tls.crt": pem, "tls.key": unknown },
    ...props,
  },
});

describe("tls-secret-covers-and-owned", () => {
  it("refuses another tenant's certificate, even where it covers the host", () => {
    expect(messages(rule, named("globex-tls"))).to.deep.equal([
      '"globex-tls" is a certificate of tenant globex, and the route leads to acme',
    ]);
    expect(found(rule, named("globex-tls"))).to.deep.equal([place(0)]);
  });

  it("refuses a certificate that two tenants have", () => {
    const [acme, globex] = facts().tenants;
    if (acme === undefined || globex === undefined) throw new Error("the world has two tenants");
    const shared = facts({
      tenants: [acme, { ...globex, certificates: [...globex.certificates, ...acme.certificates] }],
    });
    expect(found(rule, world(), shared)).to.deep.equal([place(0), place(1)]);
  });

  it("refuses a Secret that nobody declared", () => {
    expect(messages(rule, named("higress-system-tls"))).to.deep.equal([
      '"higress-system-tls" is no certificate of tenant acme',
    ]);
  });

  it("refuses a host that the declared names do not cover, a wildcard standing for one label", () => {
    expect(messages(rule, named("acme-tls", 1))).to.deep.equal([
      '"api.acme.example" is not on the certificate "acme-tls", which has *.acme.aigw.example.com',
    ]);
    const deep = change(entry, "spec.tls[0].hosts", ["shop.acme.aigw.example.com", "a.b.acme.aigw.example.com"]);
    expect(found(rule, withEntry(deep))).to.deep.equal([place(0, "hosts[1]")]);
    const parent = change(entry, "spec.tls[0].hosts", ["acme.aigw.example.com"]);
    expect(found(rule, withEntry(parent))).to.deep.equal([place(0, "hosts[0]")]);
  });

  it("goes by the certificate itself where the stack makes the Secret", () => {
    expect(found(rule, withEntry(entry, secret(wide)))).to.deep.equal([]);
    const both = change(entry, "spec.tls[1].secretName", "acme-tls");
    expect(found(rule, withEntry(both, secret(wide)))).to.deep.equal([]);
    expect(messages(rule, withEntry(entry, secret(nameless)))).to.deep.equal([
      '"*.acme.aigw.example.com" is not on the certificate "acme-tls", which has no name',
    ]);
  });

  it("goes by what is declared while the certificate cannot be known", () => {
    expect(found(rule, withEntry(entry, secret(unknown)))).to.deep.equal([]);
    const both = change(entry, "spec.tls[1].secretName", "acme-tls");
    expect(found(rule, withEntry(both, secret(unknown)))).to.deep.equal([place(1, "hosts[0]")]);
  });

  it("refuses a Secret of another type, without its keys or without a certificate", () => {
    const why = (props: Props) => messages(rule, withEntry(entry, secret(wide, props)));
    expect(why({ type: "Opaque" })).to.deep.equal(['"acme-tls" is a Secret of another type than "kubernetes.io/tls"']);
    expect(why({ stringData: { "tls.crt": wide } })).to.deep.equal(['"acme-tls" has no tls.key']);
    expect(why({ stringData: { "tls.crt": "x", "tls.key": "y" } })).to.deep.equal([
      '"acme-tls" has no certificate in tls.crt that can be read',
    ]);
  });

  it("refuses a certificate that ends within the days given", () => {
    const of = (minDays: number) =>
      judge(rule, withEntry(entry, secret(short)).map(resource), facts(), { minDays })?.map(({ message }) => message);
    expect(of(5)).to.deep.equal([]);
    expect(of(6)).to.deep.equal(['"acme-tls" ends too soon, or has ended']);
    expect(found(rule, withEntry(entry, secret(short)))).to.deep.equal([place(0)]);
  });

  it("refuses a certificate for no host", () => {
    expect(found(rule, withEntry(change(entry, "spec.tls[0].hosts", [])))).to.deep.equal([place(0, "hosts")]);
  });

  it("refuses another tenant's certificate in annotations of the entry, in every form", () => {
    for (const value of ["globex-tls", "higress-system/globex-tls", "higress-system/globex-tls-cacert", "stray"]) {
      for (const key of ["higress.io/auth-tls-secret", "nginx.ingress.kubernetes.io/proxy-ssl-secret"]) {
        const borrowed = change(entry, `metadata.annotations["${key}"]`, value);
        expect(found(rule, withEntry(borrowed)), value).to.deep.equal([`metadata.annotations.${key}`]);
      }
    }
    for (const value of ["acme-tls", "higress-system/acme-tls-cacert"]) {
      const own = change(entry, 'metadata.annotations["higress.io/auth-tls-secret"]', value);
      expect(found(rule, withEntry(own)), value).to.deep.equal([]);
    }
  });

  it("wants the authority of clients among what the stack makes, where the stack fills its Secret", () => {
    const asking = (fillsAuthority?: boolean) =>
      facts({
        tenants: facts().tenants.map((tenant) => ({
          ...tenant,
          certificates: tenant.certificates.map((one) =>
            one.secret === "api-acme-tls"
              ? {
                  ...one,
                  clientAuthority: "api-acme-tls-cacert",
                  ...(fillsAuthority !== undefined && { fillsAuthority }),
                }
              : one,
          ),
        })),
      });
    const authority = (props: Props, namespace = "higress-system"): Sketch => ({
      type: "kubernetes:core/v1:Secret",
      name: "entry.authority.api-acme-tls-cacert",
      props: { metadata: { name: "api-acme-tls-cacert", namespace }, type: "Opaque", ...props },
    });
    const path = ["metadata.annotations.higress.io/auth-tls-secret"];
    expect(messages(rule, world(), asking(true))).to.deep.equal([
      '"api-acme-tls-cacert" is not registered: Higress would take ca.crt of "api-acme-tls" for the authority',
    ]);
    expect(found(rule, world(), asking(true))).to.deep.equal(path);
    for (const lawful of [{ stringData: { cacert: "pem" } }, { data: { cacert: "cGVt" } }]) {
      expect(found(rule, withEntry(entry, authority(lawful)), asking(true))).to.deep.equal([]);
      expect(found(rule, withEntry(entry, authority(lawful, "acme-gateway")), asking(true))).to.deep.equal(path);
    }
    for (const empty of [
      {},
      { stringData: { cacert: " \n" } },
      { data: { cacert: "" } },
      { stringData: { "ca.crt": "pem" } },
    ]) {
      expect(messages(rule, withEntry(entry, authority(empty)), asking(true)), JSON.stringify(empty)).to.deep.equal([
        '"api-acme-tls-cacert" has no cacert: Higress would take ca.crt of "api-acme-tls" for the authority',
      ]);
    }
    expect(found(rule, world(), asking())).to.deep.equal([]);
  });

  it("judges a tenant's own TLS by the Secret that the stack makes beside it", () => {
    const tls = [{ hosts: ["shop.acme.aigw.example.com"], secretName: "acme-tls" }];
    const route = change(pick("acme.route.shop"), "spec.tls", tls);
    const given = (...more: readonly Sketch[]) => [...replace(world(), "acme.route.shop", route), ...more];
    const own = (pem: string) => change(secret(pem), "metadata.namespace", "acme-gateway");
    expect(found(rule, given())).to.deep.equal([]);
    expect(found(rule, given(own(wide)))).to.deep.equal([]);
    expect(found(rule, given(own(nameless)))).to.deep.equal([place(0, "hosts[0]")]);
    expect(found(rule, given(secret(wide))), "another namespace").to.deep.equal([]);
  });

  it("never tells what a Secret holds", () => {
    const told = JSON.stringify(messages(rule, withEntry(entry, secret(`${nameless}hunter2`, { type: "x" }))));
    expect(told).to.include("no name");
    expect(told).to.not.match(/BEGIN|MIIB|hunter2/);
  });

  it("leaves alone a tls entry without Secret, and answers to challenges", () => {
    expect(found(rule, named(undefined))).to.deep.equal([]);
    const odd = change(challenge, "spec.tls", [{ secretName: "globex-tls" }]);
    expect(found(rule, [...world(), change(odd, "metadata.namespace", "higress-system")])).to.deep.equal([]);
  });

  it("finds nothing in the world, and says nothing where no Ingress is", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, [secret(wide)])).to.equal(undefined);
  });

  it("does not pass what cannot be known otherwise", () => {
    expect(found(rule, named(unknown))).to.deep.equal([place(0)]);
    expect(messages(rule, named(unknown))?.[0]).to.match(/cannot be known/);
  });
});
