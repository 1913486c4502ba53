import { expect } from "chai";
import { faults } from "./annotations.ts";

describe("What no route says", () => {
  const told: Readonly<Record<string, readonly [string, string]>> = {
    "who may come": [
      "sourceCidrs: [10.0.0.0/8]",
      "sourceCidrs: a tenant's gateway sees the address of the entry's pod",
    ],
    "the TLS of clients": ["tls: { minVersion: TLSv1.3 }", "tls: TLS with clients ends at the entry"],
    "certificates of clients": ["clientCertificates: { secret: a }", "clientCertificates: TLS with clients ends"],
    "who clients are": ["auth: { type: basic }", "auth: Higress ignores the annotations that ask clients who they are"],
    "what annotations it has": ["annotations: { higress.io/timeout: '5' }", "annotations: nobody writes annotations"],
  };
  for (const [what, [written, begin]] of Object.entries(told)) {
    it(`is refused with the reason: ${what}`, () => {
      expect(faults(written).map((fault) => fault.slice(0, begin.length))).to.deep.equal([begin]);
    });
  }
});
