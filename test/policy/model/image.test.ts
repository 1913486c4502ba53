import { expect } from "chai";
import fc from "fast-check";
import { imageName, isFrom, isPinned, parseImage } from "../../../policy/model/image.ts";

const digest = `sha256:${"0a".repeat(32)}`;
const from = (reference: string, place: string): boolean | undefined => {
  const image = parseImage(reference);
  return image && isFrom(image, place);
};
const pinned = (reference: string): boolean | undefined => {
  const image = parseImage(reference);
  return image && isPinned(image);
};

describe("parseImage", () => {
  it("takes a reference apart, registry, port, tag and digest", () => {
    expect(parseImage(`Registry.Example.com:5000/team/app:1.2.3@${digest}`)).to.deep.equal({
      registry: "registry.example.com:5000",
      repository: "team/app",
      tag: "1.2.3",
      digest,
    });
    expect(parseImage("localhost/app")).to.deep.equal({ registry: "localhost", repository: "app" });
    expect(parseImage("[2001:db8::1]:5000/app:1")).to.deep.include({ registry: "[2001:db8::1]:5000", tag: "1" });
  });

  it("knows what is meant without a registry", () => {
    expect(imageName("nginx")).to.equal("docker.io/library/nginx");
    expect(imageName("nginx:1.27")).to.equal("docker.io/library/nginx");
    expect(imageName("user/app")).to.equal("docker.io/user/app");
    expect(imageName("index.docker.io/user/app")).to.equal("docker.io/user/app");
    expect(imageName("docker.io/nginx")).to.equal("docker.io/library/nginx");
  });

  it("refuses what no engine would pull", () => {
    for (const reference of [
      ...["", "/app", "a//b", "app:", "app:a b", "app@", `app@sha256:0a`, `app@${digest}@${digest}`, "app/"],
      ...[
        "https://registry.example.com/app:1",
        "registry.example.com/App:1",
        "exa mple.com/app",
        "-a.example/app",
        "app:a:b",
      ],
    ]) {
      expect(parseImage(reference), reference).to.equal(undefined);
    }
  });

  it("puts together what it took apart", () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}$/);
    const host = fc.constantFrom("registry.example.com", "localhost", "r:5000", "10.0.0.1:443");
    fc.assert(
      fc.property(
        host,
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.stringMatching(/^\w[\w.-]{0,8}$/),
        (registry, parts, tag) => {
          const repository = parts.join("/");
          expect(parseImage(`${registry}/${repository}:${tag}`)).to.deep.equal({ registry, repository, tag });
        },
      ),
    );
  });
});

describe("an image is from a registry", () => {
  it("when the host is the same, not when it begins the same", () => {
    expect(from("registry.example.com/app:1", "registry.example.com")).to.equal(true);
    expect(from("REGISTRY.example.com/app:1", "registry.example.com/")).to.equal(true);
    for (const reference of [
      ...[
        "registry.example.com.evil.org/app:1",
        "registry.example.com:5000/app:1",
        "evil.org/registry.example.com/app:1",
      ],
      ...["registry.example.co/app", "registryxexample.com/app", "app:1"],
    ]) {
      expect(from(reference, "registry.example.com"), reference).to.equal(false);
    }
  });

  it("when the first parts of its path are the same, as whole parts", () => {
    const place = "registry.example.com/mirror";
    expect(from("registry.example.com/mirror/higress/gateway:2.2.4", place)).to.equal(true);
    for (const path of ["mirror-evil/app", "mirror", "other/mirror/app", "mirrors/app"]) {
      expect(from(`registry.example.com/${path}:1`, place), path).to.equal(false);
    }
  });

  it("that nobody names, when it is Docker's", () => {
    expect([from("nginx", "docker.io"), from("nginx", "index.docker.io"), from("team/app", "team")]).to.deep.equal([
      ...[true, true, true],
    ]);
    expect(from("registry.example.com/team/app", "team")).to.equal(false);
  });
});

describe("an image is pinned", () => {
  it("by a digest, a whole version, a commit or a date", () => {
    for (const tag of [
      "2.2.4",
      "v2.40.7",
      "7.4.0-v3",
      "release-1.2.3",
      "3f2a9b1",
      `main-${"0a".repeat(20)}`,
      "20260814",
    ]) {
      expect(pinned(`r.example/app:${tag}`), tag).to.equal(true);
    }
    expect(pinned(`r.example/app:latest@${digest}`)).to.equal(true);
  });

  it("by nothing that moves", () => {
    for (const reference of [
      "app",
      "app:latest",
      "app:stable",
      "app:2",
      "app:2.2",
      "app:v1",
      "app:main",
      "app:feedface",
    ]) {
      expect(pinned(`r.example/${reference}`), reference).to.equal(false);
    }
  });
});
