/** A tenant's certificates in the file of whole.ts, each with what it asks of clients. */
import type { Fleet } from "../../plan/model.ts";
import { makeCertificate } from "../support/certificate.ts";
import type { Whole } from "./whole.ts";

const authority = makeCertificate({ authority: true, common: "partners" }).pem;

/** Items of the list. */
export const certificatesText = `      - secret: acme-tls
        names: ["*.acme.aigw.example.com", v2.api.acme.aigw.example.com]
        clientAuthority: { pem: ${JSON.stringify(authority)} }
      - secret: acme-org
        names: [bücher.acme.org, "*.shop.acme.org"]
        clientAuthority: { secret: acme-org-cacert }
      - issuer: letsencrypt
        secret: acme-issued
        names: [Www.acme.org]
        clientAuthority: { secret: acme-issued-cacert }
`;

export const certificates: Whole<Fleet["tenants"][number]["certificates"]> = [
  {
    secret: "acme-tls",
    names: ["*.acme.aigw.example.com", "v2.api.acme.aigw.example.com"],
    clientAuthority: { pem: authority },
  },
  {
    secret: "acme-org",
    names: ["xn--bcher-kva.acme.org", "*.shop.acme.org"],
    clientAuthority: { secret: "acme-org-cacert" },
  },
  {
    issuer: "letsencrypt",
    secret: "acme-issued",
    names: ["www.acme.org"],
    clientAuthority: { secret: "acme-issued-cacert" },
  },
];
