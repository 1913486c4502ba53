import { expect } from "chai";
import rule from "../../../policy/rules/wasm-source-pinned.ts";
import { change, judge, resource, unknown } from "../harness.ts";
import { found, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const plugin = pick("acme.plugin");
const digest = "0123456789abcdef".repeat(4);
const from = (url: unknown, sha256?: string) => change(change(plugin, "spec.url", url), "spec.sha256", sha256);
const open = facts({ protect: false });
const path = ["spec.url"];

describe("wasm-source-pinned", () => {
  it("refuses code from another registry, however close its name comes", () => {
    for (const place of [
      "registry.example.org/mirror",
      "registry.example.com.evil.example/mirror",
      "registry.example.com:5000/mirror",
      "registry.example.com/mirrored",
      "evil.example/registry.example.com/mirror",
      "higress",
    ]) {
      expect(found(rule, from(`oci://${place}/key-auth@sha256:${digest}`)), place).to.deep.equal(path);
    }
    expect(messages(rule, from(`oci://ghcr.io/key-auth@sha256:${digest}`))).to.deep.equal([
      "leads to ghcr.io, not to registry.example.com/mirror",
    ]);
  });

  it("refuses what can change under its name", () => {
    for (const url of [
      "oci://registry.example.com/mirror/key-auth",
      "oci://registry.example.com/mirror/key-auth:latest",
    ]) {
      expect(found(rule, from(url)), url).to.deep.equal(path);
      expect(found(rule, from(url), open), url).to.deep.equal(path);
      expect(found(rule, from(url, digest)), url).to.deep.equal([]);
      expect(found(rule, from(url, "0123")), url).to.deep.equal(path);
    }
  });

  it("takes an exact tag for enough where nothing is protected, and half a digest never", () => {
    const tagged = from("oci://registry.example.com/mirror/key-auth:1.0.0");
    expect(found(rule, tagged)).to.deep.equal(path);
    expect(found(rule, tagged, open)).to.deep.equal([]);
    expect(found(rule, from(`oci://registry.example.com/mirror/key-auth@sha512:${digest}`), open)).to.deep.equal(path);
  });

  it("refuses plain HTTP, files and what it does not know, unless it was told of the very URL", () => {
    for (const url of [
      "http://registry.example.com/key-auth.wasm",
      "file:///opt/plugins/key-auth.wasm",
      "s3://plugins/x",
    ]) {
      expect(found(rule, from(url, digest)), url).to.deep.equal(path);
      const judged = (sha256?: string) => judge(rule, resource(from(url, sha256)), facts(), { urls: [url] });
      expect(judged(digest), url).to.deep.equal([]);
      expect(
        judged()?.map((finding) => finding.path),
        url,
      ).to.deep.equal(["spec.sha256"]);
    }
  });

  it("reads the host of a web address as a browser does", () => {
    expect(found(rule, from("https://registry.example.com/key-auth.wasm", digest))).to.deep.equal([]);
    expect(found(rule, from("https://registry.example.com/key-auth.wasm"))).to.deep.equal(["spec.sha256"]);
    expect(found(rule, from("https://registry.example.com/key-auth.wasm"), open)).to.deep.equal([]);
    for (const url of [
      "https://registry.example.com@evil.example/x.wasm",
      "https://somebody@registry.example.com/x.wasm",
      "https://registry.example.com.evil.example/x.wasm",
    ]) {
      expect(found(rule, from(url, digest)), url).to.deep.equal(path);
    }
  });

  it("refuses a plugin without code, and a Secret of another namespace", () => {
    for (const url of [undefined, "", "oci://", 7]) expect(found(rule, from(url)), String(url)).to.deep.equal(path);
    expect(found(rule, change(plugin, "spec.imagePullSecret", "globex-gateway/registry"))).to.deep.equal([
      "spec.imagePullSecret",
    ]);
  });

  it("takes a reference without a scheme for one of a registry, as the controller does", () => {
    expect(found(rule, from(`registry.example.com/mirror/key-auth@sha256:${digest}`))).to.deep.equal([]);
    expect(found(rule, from(`key-auth@sha256:${digest}`))).to.deep.equal(path);
  });

  it("goes by Higress's own registry where the fleet has none, and by those it was told of", () => {
    const without = facts();
    Reflect.deleteProperty(without, "hub");
    const vendor = from(`oci://higress-registry.cn-hangzhou.cr.aliyuncs.com/plugins/x@sha256:${digest}`);
    expect(found(rule, vendor, without)).to.deep.equal([]);
    expect(found(rule, vendor)).to.deep.equal(path);
    const other = resource(from(`oci://ghcr.io/example/x@sha256:${digest}`));
    expect(judge(rule, other, facts(), { registries: ["ghcr.io/example"] })).to.deep.equal([]);
  });

  it("asks of a patch only what the patch says, and nothing of other kinds", () => {
    const patch = { ...plugin, type: "kubernetes:extensions.higress.io/v1alpha1:WasmPluginPatch" };
    expect(found(rule, change(patch, "spec.url", undefined))).to.deep.equal([]);
    expect(found(rule, change(patch, "spec.url", "oci://ghcr.io/x:1"))).to.deep.equal(path);
    expect(found(rule, pick("acme.bridge"))).to.equal(undefined);
    expect(found(rule, { ...plugin, type: "kubernetes:extensions.istio.io/v1alpha1:WasmPlugin" })).to.equal(undefined);
  });

  it("takes a name and a version of the namespace's own plugin server, and nothing else of it", () => {
    const served = "http://higress-plugin-server.acme-gateway.svc.cluster.local/plugins/";
    const running = facts({ tenants: facts().tenants.map((one) => ({ ...one, servers: ["plugin-server" as const] })) });
    const right = from(`${served}key-auth/1.0.0/plugin.wasm`);
    expect(found(rule, right, running)).to.deep.equal([]);
    expect(found(rule, right)).to.deep.equal(path);
    for (const url of [
      `${served}key-auth/latest/plugin.wasm`,
      `${served}key-auth/1.0.0/other.wasm`,
      `${served}../x/1.0.0/plugin.wasm`,
      `${served.replace("acme", "globex")}key-auth/1.0.0/plugin.wasm`,
      `${served.replace("/plugins", ":8081/plugins")}key-auth/1.0.0/plugin.wasm`,
    ]) {
      expect(found(rule, from(url), running), url).to.deep.equal(path);
    }
  });

  it("does not pass what cannot be known", () => {
    expect(found(rule, from(unknown))).to.deep.equal(path);
    expect(messages(rule, from(unknown))?.[0]).to.match(/cannot be known/);
  });
});
