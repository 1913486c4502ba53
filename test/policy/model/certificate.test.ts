import { expect } from "chai";
import { certificateOf, keysOf } from "../../../policy/model/certificate.ts";
import { nameless, short, wide } from "../certificates.ts";
import { resource, unknown, type Props } from "../harness.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const secret = (props: Props) => resource({ type: "kubernetes:core/v1:Secret", props });
const plain = (pem: unknown) => certificateOf(secret({ stringData: { "tls.crt": pem } }));

describe("the certificate of a Secret", () => {
  it("has its DNS names, in one spelling, and its end", () => {
    expect(plain(wide)).to.deep.equal({
      names: ["*.acme.aigw.example.com", "api.acme.example"],
      end: Date.UTC(2099, 11, 31),
    });
  });

  it("is read from base64 too, and the plain text wins as it does in the API server", () => {
    expect(certificateOf(secret({ data: { "tls.crt": base64(short) } }))).to.deep.include({
      end: Date.UTC(2026, 5, 20),
    });
    const both = secret({ data: { "tls.crt": base64(short) }, stringData: { "tls.crt": wide } });
    expect(certificateOf(both)).to.deep.include({ end: Date.UTC(2099, 11, 31) });
  });

  it("is the first of a chain", () => {
    expect(plain(`${short}${wide}`)).to.deep.equal(plain(short));
  });

  it("has no name but those that clients look at", () => {
    expect(plain(nameless)).to.deep.include({ names: [] });
  });

  it("is broken when it cannot be read", () => {
    for (const pem of ["", "x", wide.slice(0, 200), undefined, null, 7]) expect(plain(pem)).to.equal("broken");
    expect(certificateOf(secret({}))).to.equal("broken");
    expect(certificateOf(secret({ data: { "tls.crt": "%%%" } }))).to.equal("broken");
  });

  it("is unknown when preview cannot know it", () => {
    expect(plain(unknown)).to.equal("unknown");
    expect(certificateOf(secret({ stringData: unknown }))).to.equal("unknown");
  });

  it("stands beside keys that are known before their values are", () => {
    expect(keysOf(secret({ data: { "tls.crt": unknown }, stringData: { "tls.key": unknown } }))).to.deep.equal([
      "tls.crt",
      "tls.key",
    ]);
    expect(keysOf(secret({}))).to.deep.equal([]);
  });
});
