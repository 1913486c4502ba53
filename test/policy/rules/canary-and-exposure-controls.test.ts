import { expect } from "chai";
import rule from "../../../policy/rules/canary-and-exposure-controls.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick, world } from "../world.ts";

const shop = pick("acme.route.shop");
const path = "spec.rules[0].http.paths[0]";
const annotated = (sketch: Sketch, ...pairs: readonly (readonly [key: string, value: unknown])[]): Sketch =>
  pairs.reduce((all, [key, value]) => change(all, `metadata.annotations["higress.io/${key}"]`, value), sketch);
const label = "metadata.labels.higress-fleet.io/exposure";
const exposed = (level: unknown, ...pairs: readonly (readonly [key: string, value: unknown])[]) =>
  annotated(change(shop, 'metadata.labels["higress-fleet.io/exposure"]', level), ...pairs);
const at = (key: string) => [`metadata.annotations.higress.io/${key}`];
const canary = { ...annotated(shop, ["canary", "true"], ["canary-weight", "10"]), name: "acme.route.shop-canary" };

describe("canary-and-exposure-controls", () => {
  it("refuses a canary without primary", () => {
    expect(found(rule, canary)).to.deep.equal([path]);
    expect(found(rule, change(canary, 'metadata.annotations["higress.io/canary"]', "false"))).to.deep.equal([]);
  });

  it("accepts a canary beside its primary, and no other neighbour", () => {
    expect(found(rule, [...world(), canary])).to.deep.equal([]);
    expect(found(rule, [shop, change(canary, "spec.rules[0].host", "SHOP.acme.aigw.example.com")])).to.deep.equal([]);
    for (const [place, value] of [
      ["metadata.namespace", "globex-gateway"],
      ["spec.ingressClassName", "higress-globex"],
      ["spec.rules[0].host", "shop2.acme.aigw.example.com"],
      [`${path}.path`, "/v2"],
      [`${path}.pathType`, "Exact"],
    ] as const) {
      expect(found(rule, [shop, change(canary, place, value)]), place).to.deep.equal([path]);
    }
    expect(found(rule, [canary, { ...canary, name: "another" }]), "two canaries").to.deep.equal([path, path]);
  });

  it("accepts a canary beside a primary of the same conditions only", () => {
    const asked = ["exact-match-header-x-version", "2"] as const;
    expect(found(rule, [annotated(shop, asked), annotated(canary, asked)])).to.deep.equal([]);
    expect(found(rule, [shop, annotated(canary, asked)])).to.deep.equal([path]);
    expect(found(rule, [annotated(shop, asked), canary])).to.deep.equal([path]);
    expect(
      found(rule, [annotated(shop, ["match-method", "GET"]), annotated(canary, ["match-method", "PUT"])]),
    ).to.deep.equal([path]);
    expect(found(rule, [annotated(shop, ["timeout", "5"]), canary])).to.deep.equal([]);
  });

  it("asks a public route for a limit that the controller takes", () => {
    expect(found(rule, exposed("public"))).to.deep.equal(at("route-limit-rps"));
    for (const value of ["", "0", "-1", "1.5", "ten", "10 "]) {
      expect(found(rule, exposed("public", ["route-limit-rps", value])), value).to.deep.equal(at("route-limit-rps"));
    }
    // A wrong number per minute wins over a right one per second.
    expect(found(rule, exposed("public", ["route-limit-rpm", "x"], ["route-limit-rps", "5"]))).to.have.length(1);
    expect(
      found(rule, exposed("public", ["route-limit-rps", "5"], ["route-limit-burst-multiplier", "0"])),
    ).to.have.length(1);
    expect(found(rule, exposed("public", ["route-limit-rps", "5"]))).to.deep.equal([]);
    expect(found(rule, exposed("public", ["route-limit-rpm", "300"]))).to.deep.equal([]);
    const other = change(exposed("public"), 'metadata.annotations["nginx.ingress.kubernetes.io/route-limit-rps"]', "5");
    expect(found(rule, other)).to.deep.equal(at("route-limit-rps"));
  });

  it("asks a route of administrators for networks that are no more than networks", () => {
    const list = (value: string) => found(rule, exposed("admin", ["whitelist-source-range", value]));
    expect(found(rule, exposed("admin"))).to.deep.equal(at("whitelist-source-range"));
    for (const value of ["0.0.0.0/0", "10.0.0.0/8,::/0", "0.0.0.0/1,128.0.0.0/1", "office", ""]) {
      expect(list(value), value).to.include.members(at("whitelist-source-range"));
    }
    for (const value of ["10.0.0.0/8", "192.0.2.7", " 192.0.2.0/24 , 2001:db8::/32 "]) {
      expect(list(value), value).to.deep.equal([]);
    }
    const narrow = judge(rule, resource(exposed("admin", ["whitelist-source-range", "10.0.0.0/8"])), facts(), {
      minPrefix: 16,
    });
    expect(narrow?.map(({ message }) => message)).to.deep.equal(['"10.0.0.0/8" is wider than /16 or no network']);
  });

  it("asks a sensitive route for clients' certificates", () => {
    expect(found(rule, exposed("sensitive"))).to.deep.equal(at("auth-tls-secret"));
    expect(found(rule, exposed("sensitive", ["auth-tls-secret", " "]))).to.deep.equal(at("auth-tls-secret"));
    expect(found(rule, exposed("sensitive", ["auth-tls-secret", "acme-tls-cacert"]))).to.deep.equal([]);
  });

  it("refuses an exposure that nobody knows, and asks for one when told so", () => {
    expect(messages(rule, exposed("Public"))).to.deep.equal(['"Public" is none of internal, public, admin, sensitive']);
    expect(found(rule, exposed("internal"))).to.deep.equal([]);
    expect(found(rule, shop)).to.deep.equal([]);
    const told = (sketch: Sketch, given = {}) =>
      judge(rule, resource(sketch), facts(), { requireLabel: true, ...given })?.map((finding) => finding.path);
    expect(told(shop)).to.deep.equal([label]);
    expect(told(pick("entry.acme"))).to.deep.equal([]);
    expect(told(exposed("internal"))).to.deep.equal([]);
    expect(told(exposed("internal"), { exposureLabel: "reach" })).to.deep.equal(["metadata.labels.reach"]);
  });

  it("refuses credentials from every origin, which is what enable-cors alone means", () => {
    const cors = (...pairs: readonly (readonly [string, unknown])[]) =>
      found(rule, annotated(shop, ["enable-cors", "true"], ...pairs));
    expect(cors()).to.deep.equal(at("cors-allow-origin"));
    for (const origin of ["*", "https://a.example, *", "https://*", "https://*:8443"]) {
      expect(cors(["cors-allow-origin", origin]), origin).to.deep.equal(at("cors-allow-origin"));
    }
    expect(cors(["cors-allow-credentials", "no"]), "no boolean of Go").to.deep.equal(at("cors-allow-origin"));
    expect(cors(["cors-allow-credentials", "false"])).to.deep.equal([]);
    expect(cors(["cors-allow-origin", "https://a.example,https://*.b.example"])).to.deep.equal([]);
    expect(found(rule, annotated(shop, ["enable-cors", "false"], ["cors-allow-origin", "*"]))).to.deep.equal([]);
  });

  it("finds nothing in the world, and says nothing where no Ingress is", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known, and judges the others", () => {
    const hidden = annotated(shop, ["enable-cors", unknown]);
    expect(
      messages(rule, [hidden, { ...exposed("sensitive"), name: "other" }])?.map((one) => one.slice(0, 15)),
    ).to.deep.equal(["cannot be known", "asks clients of"]);
  });
});
