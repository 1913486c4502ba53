import { expect } from "chai";
import rule from "../../../policy/rules/secret-templates-own.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";
import { gateway, route } from "../world-routes.ts";

const foreign = "${secret.globex-gateway/consul-token.key}";
const own = "${secret.acme-gateway/consul-token.key}";
const translation: Sketch = {
  type: "kubernetes:networking.higress.io/v1:Http2Rpc",
  props: { metadata: { name: "rates", namespace: "acme-gateway" }, spec: { dubbo: { service: "rates" } } },
};

/** Where each kind may have a template. */
const places: Readonly<Record<string, readonly [sketch: Sketch, path: string]>> = {
  "a path of an Ingress": [pick("acme.route.shop"), "spec.rules[0].http.paths[0].path"],
  "a header of an HTTPRoute": [route("HTTPRoute", "acme-gateway", ["web.acme.example"]), "spec.rules[0].filters"],
  "a match of a GRPCRoute": [route("GRPCRoute", "acme-gateway", ["web.acme.example"]), "spec.rules[0].matches"],
  "an annotation of a route": [route("HTTPRoute", "acme-gateway", ["web.acme.example"]), "metadata.annotations.note"],
  "an option of a listener": [gateway("acme-gateway", "web.acme.example"), "spec.listeners[0].tls.options.note"],
  "a registry": [pick("acme.bridge"), "spec.registries[0].domain"],
  "a translation to Dubbo": [translation, "spec.dubbo.service"],
};

describe("secret-templates-own", () => {
  for (const [what, [sketch, path]] of Object.entries(places)) {
    it(`refuses ${what} that takes a Secret of another namespace, or of none`, () => {
      for (const value of [
        foreign,
        `a ${own} ${foreign}`,
        "${secret.consul-token.key}",
        "${secret./consul-token.key}",
      ]) {
        expect(found(rule, change(sketch, path, value)), value).to.deep.equal([path]);
      }
    });

    it(`accepts ${what} that takes one of its own, or none`, () => {
      for (const value of [own, `${own}${own}`, "x", "$secret.globex-gateway", "${request.globex-gateway/x.y}"]) {
        expect(found(rule, change(sketch, path, value)), value).to.deep.equal([]);
      }
    });

    it(`does not pass ${what} that preview cannot know`, () => {
      expect(cannotKnow(rule, change(sketch, path, unknown), path)).to.equal(true);
    });
  }

  it("looks into lists and keys", () => {
    const deep = change(translation, "spec.methods", [{ headers: [{ key: "x", value: foreign }] }]);
    expect(found(rule, deep)).to.deep.equal(["spec.methods[0].headers[0].value"]);
    expect(found(rule, change(translation, "spec.dubbo", { [foreign]: "x" }))).to.deep.equal([`spec.dubbo.${foreign}`]);
  });

  it("says whose Secret it is", () => {
    const said = (value: string) => messages(rule, change(translation, "spec.dubbo.service", value));
    expect(said(foreign)).to.deep.equal(['takes a Secret of namespace "globex-gateway"']);
    expect(said("${secret.consul-token.key}")).to.deep.equal(["takes a Secret without saying of which namespace"]);
    expect(said("${secret.acme-gateway-2/token.key}")).to.deep.equal(['takes a Secret of namespace "acme-gateway-2"']);
  });

  it("leaves annotations of Ingresses and plugins to the rules about these", () => {
    const annotated = change(pick("acme.route.shop"), 'metadata.annotations["higress.io/auth-realm"]', foreign);
    expect(found(rule, annotated)).to.deep.equal([]);
    expect(found(rule, { ...translation, type: "kubernetes:extensions.higress.io/v1alpha1:WasmPlugin" })).to.equal(
      undefined,
    );
    expect(found(rule, world())).to.deep.equal([]);
  });
});
