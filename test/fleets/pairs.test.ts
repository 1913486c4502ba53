import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { readPair, readPem } from "../../fleets/pairs.ts";
import { makeCertificate } from "../support/certificate.ts";

describe("files of certificates", () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "pairs-")));
    put("certs/acme/api.crt", "acme's");
    put("certs/globex/api.key", "globex's");
    put("secret", "the machine's");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function put(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const link = (target: string, path: string): void => symlinkSync(target, join(root, path));
  const read = (file: string, tenant = "acme", directory = "certs") => readPem({ directory, tenant, file }, root);
  const outside = { reason: "it lies outside the tenant's directory" };

  it("are read below the tenant's own directory, which may be anywhere", () => {
    expect(read("api.crt")).to.deep.equal({ text: "acme's" });
    expect(read("api.crt", "acme", join(root, "certs"))).to.deep.equal({ text: "acme's" });
    put("certs/acme/2026/api.crt", "newer");
    expect(read("2026/api.crt")).to.deep.equal({ text: "newer" });
  });

  it("are nobody else's, by whatever path or link", () => {
    expect(read("../globex/api.key")).to.deep.equal(outside);
    expect(read("../../secret")).to.deep.equal(outside);
    expect(read(join(root, "secret"))).to.deep.equal(outside);
    link("../globex/api.key", "certs/acme/link.key");
    expect(read("link.key")).to.deep.equal(outside);
    link("../../secret", "certs/acme/secret.key");
    expect(read("secret.key")).to.deep.equal(outside);
    link("../globex", "certs/acme/folder");
    expect(read("folder/api.key")).to.deep.equal(outside);
    link("globex", "certs/initech");
    expect(read("api.key", "initech")).to.deep.equal(outside);
  });

  it("may be links as containers mount them", () => {
    put("mount/..2026/acme/api.crt", "mounted");
    link("..2026", "mount/..data");
    link("..data/acme", "mount/acme");
    expect(read("api.crt", "acme", "mount")).to.deep.equal({ text: "mounted" });
    put("other/acme/..2026/api.crt", "mounted too");
    link("..2026", "other/acme/..data");
    link("..data/api.crt", "other/acme/api.crt");
    expect(read("api.crt", "acme", "other")).to.deep.equal({ text: "mounted too" });
  });

  it("say why they cannot be read", () => {
    expect(read("none.crt")).to.deep.equal({ reason: "there is no such file" });
    expect(read("api.crt", "initech")).to.deep.equal({ reason: "there is no such file" });
    put("certs/acme/folder/x", "");
    expect(read("folder")).to.deep.equal({ reason: "it is no file" });
    put("certs/acme/large.crt", "x".repeat(65_537));
    expect(read("large.crt")).to.deep.equal({ reason: "it is larger than any certificate" });
    writeFileSync(join(root, "certs/acme/der.crt"), Buffer.from([0x30, 0x82, 0xff]));
    expect(read("der.crt")).to.deep.equal({ reason: "it is not UTF-8 text" });
  });

  it("end in a Secret without what stands beside the blocks", () => {
    const made = makeCertificate({ names: ["api.acme.org"] });
    put("certs/acme/api.crt", `Subject: CN=api\n${made.pem}`);
    put("certs/acme/api.key", `a comment\n${made.key}`);
    const place = (file: string) => ({ directory: join(root, "certs"), tenant: "acme", file });
    const metadata = { name: "acme-api", namespace: "higress-system", labels: {} };
    const pair = { metadata, certificate: place("api.crt"), key: place("api.key") };
    expect(readPair(pair)).to.deep.equal({ certificate: made.pem, key: made.key });
    expect(() => readPair({ ...pair, key: place("gone.key") })).to.throw(
      "acme/gone.key cannot be read: there is no such file",
    );
  });
});
