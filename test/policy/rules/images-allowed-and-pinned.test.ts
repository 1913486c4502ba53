import { expect } from "chai";
import rule from "../../../policy/rules/images-allowed-and-pinned.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));
const own = "registry.example.com/mirror";
const digest = `sha256:${"0a".repeat(32)}`;

const pod = (spec: unknown): Sketch => ({
  type: "kubernetes:core/v1:Pod",
  props: { metadata: { name: "it", namespace: "acme-gateway" }, spec },
});
const image = (reference: unknown) => found(rule, pod({ containers: [{ image: reference }] }));

describe("images-allowed-and-pinned", () => {
  it("refuses images of another registry, however much its name looks like the fleet's", () => {
    for (const reference of [
      ...["registry.example.com.evil.org/mirror/app:1.2.3", "registry.example.com/mirrored/app:1.2.3", "app:1.2.3"],
      ...[
        "registry.example.com:5000/mirror/app:1.2.3",
        "docker.io/registry.example.com/mirror/app:1.2.3",
        "not an image",
      ],
    ]) {
      expect(image(reference), reference).to.deep.equal(["spec.containers[0].image"]);
    }
    expect(messages(rule, pod({ containers: [{ image: "nginx:1.27.1" }] }))).to.deep.equal([
      "leads to docker.io, not to registry.example.com/mirror",
    ]);
  });

  it("refuses images that can change, and none at all", () => {
    for (const tag of ["", ":latest", ":2", ":stable"]) {
      expect(image(`${own}/app${tag}`), tag).to.deep.equal(["spec.containers[0].image"]);
    }
    expect(image(undefined)).to.deep.equal(["spec.containers[0].image"]);
  });

  it("judges every container and volume of a pod, wherever its template is", () => {
    const spec = {
      initContainers: [{ image: `${own}/a:1.2.3` }, { image: "b:1.2.3" }],
      containers: [{ image: `${own}/c:1.2.3@${digest}` }],
      ephemeralContainers: [{ image: "busybox" }],
      volumes: [
        { name: "x", image: { reference: "d:1.2.3" } },
        { name: "y", emptyDir: {} },
      ],
    };
    const at = ["initContainers[1].image", "ephemeralContainers[0].image", "volumes[0].image.reference"];
    expect(found(rule, pod(spec))).to.deep.equal(at.map((path) => `spec.${path}`));
    const job = {
      type: "kubernetes:batch/v1:CronJob",
      props: { spec: { jobTemplate: { spec: { template: { spec } } } } },
    };
    expect(found(rule, job)).to.deep.equal(at.map((path) => `spec.jobTemplate.spec.template.spec.${path}`));
  });

  it("refuses a release's hub or tag that is another, at the value that decides", () => {
    expect(withValue("global.hub", "docker.io")).to.deep.equal(["values.global.hub"]);
    expect(withValue("global.hub", undefined)).to.deep.equal(["values.global.hub"]);
    expect(withValue("gateway.hub", "registry.example.com.evil.org/mirror")).to.deep.equal(["values.gateway.hub"]);
    expect(withValue("pilot.tag", "latest")).to.deep.equal(["values.pilot.tag"]);
    expect(withValue("controller.tag", 2)).to.deep.equal(["values.controller.tag"]);
    expect(withValue("gateway.image", "../evil")).to.deep.equal(["values.global.hub"]);
  });

  it("judges the plugin for MCP servers, which a value names by URL", () => {
    const path = "controller.env.MCP_SERVER_WASM_IMAGE_URL";
    expect(withValue(path, "oci://evil.example/mcp:1.2.3")).to.deep.equal([`values.${path}`]);
    expect(withValue(path, `oci://${own}/plugins/mcp:1.2.3`)).to.deep.equal([]);
  });

  it("judges optional images when they are there", () => {
    const redis = change(release, "values.global.enableRedis", true);
    expect(found(rule, redis)).to.deep.equal([]);
    expect(found(rule, change(redis, "values.redis.redis.tag", "7"))).to.deep.equal(["values.redis.redis.tag"]);
    const collector = change(release, "values.global.o11y.enabled", true);
    expect(
      found(rule, change(collector, "values.global.o11y.promtail.image.repository", "grafana/promtail")),
    ).to.deep.equal(["values.global.o11y.promtail.image.repository"]);
  });

  it("judges the umbrella's console, whose repository no hub changes", () => {
    const umbrella = change(change(release, "chart", "higress"), "values", { global: { hub: own } });
    expect(found(rule, umbrella)).to.deep.equal(["values.higress-console.image.repository"]);
    const off = change(umbrella, 'values["higress-console"].replicaCount', 0);
    expect(found(rule, off)).to.deep.equal([]);
  });

  it("takes the vendor's registry where the fleet names none, and what its settings allow", () => {
    const withoutHub = facts();
    Reflect.deleteProperty(withoutHub, "hub");
    const vendors = change(release, "values.global.hub", undefined);
    expect(found(rule, vendors, withoutHub)).to.deep.equal([]);
    expect(found(rule, release, withoutHub)).to.deep.equal(["values.global.hub"]);
    const allowed = judge(rule, resource(vendors), facts(), {
      registries: ["higress-registry.cn-hangzhou.cr.aliyuncs.com"],
    });
    expect(allowed).to.deep.equal([]);
  });

  it("wants digests where the settings say so", () => {
    const strict = (sketch: Sketch) =>
      judge(rule, resource(sketch), facts(), { requireDigest: true })?.map(({ path }) => path);
    expect(strict(release)).to.deep.equal(["values.gateway.tag", "values.controller.tag", "values.pilot.tag"]);
    expect(strict(pod({ containers: [{ image: `${own}/app@${digest}` }] }))).to.deep.equal([]);
  });

  it("asks nothing of a patch that names no image", () => {
    const patch = {
      type: "kubernetes:apps/v1:DeploymentPatch",
      props: { spec: { template: { spec: { containers: [{ name: "a" }] } } } },
    };
    expect(found(rule, patch)).to.deep.equal([]);
  });

  it("judges the releases of the world, and nothing that runs no image", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    expect(found(rule, release)).to.deep.equal([]);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    expect(image(unknown)).to.deep.equal(["spec.containers[0].image"]);
    expect(withValue("global.hub", unknown)).to.deep.equal(["values.global.hub"]);
    expect(found(rule, change(release, "version", "9.9.9"))).to.deep.equal(["values.gateway.hub"]);
  });
});
