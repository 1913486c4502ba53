import { expect } from "chai";
import type { Entry, Tenant } from "../../plan/model.ts";
import type { Door } from "../../plan/model/door.ts";
import { doorAnnotations } from "../../plan/doors.ts";
import { validFleet, validTenant } from "./fleet.ts";

const base = validFleet().entry;

/** The annotations without what all keys begin with. */
function said(door: Partial<Door>, entry: Partial<Entry> = {}): Readonly<Record<string, string>> {
  const tenant = validTenant("acme");
  const annotations = doorAnnotations({ ...base, ...entry }, { ...tenant, entry: { ...tenant.entry, ...door } });
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [key.replace(/^higress\.io\//, ""), value]),
  );
}

const known = {
  "request-header-control-remove": "x-mse-consumer",
  "request-header-control-update": "x-higress-fleet-client %DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%",
};
const plain = { ...known, "ssl-redirect": "true", "tls-min-protocol-version": "TLSv1.2" };

describe("What the entry says of a tenant's clients", () => {
  it("is TLS 1.2, a redirect, and the client's address in place of what it says of itself, where nobody says more", () => {
    expect(said({})).to.deep.equal(plain);
  });

  it("takes out every header by which a plugin tells the backend who a client is, each once", () => {
    const consumer = (claimsToHeaders: object) => ({ name: "a", issuer: "i", keys: [], claimsToHeaders });
    const plugins = [
      { use: "cors", name: "p", config: {}, rules: [] },
      {
        use: "jwt-auth",
        name: "q",
        config: { consumers: [consumer({ sub: "x-user", org: "x-team" }), consumer({ name: "x-user" })] },
        rules: [],
      },
    ] as const;
    const annotations = doorAnnotations(base, validTenant("acme", { plugins }));
    expect(annotations["higress.io/request-header-control-remove"]).to.equal("x-mse-consumer,x-team,x-user");
  });

  it("is the entry's TLS, and of the tenant's what is stricter", () => {
    const tls = {
      minVersion: "TLSv1.2",
      maxVersion: "TLSv1.3",
      ciphers: ["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"],
    } as const;
    const bounded = { ...plain, "tls-max-protocol-version": "TLSv1.3" };
    expect(said({}, { tls })).to.deep.equal({
      ...bounded,
      "ssl-cipher": "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256",
    });
    expect(said({ tls: { ciphers: ["ECDHE-RSA-AES128-GCM-SHA256"] } }, { tls })).to.deep.equal({
      ...bounded,
      "ssl-cipher": "ECDHE-RSA-AES128-GCM-SHA256",
    });
    expect(said({ tls: { minVersion: "TLSv1.3" } }, { tls })).to.deep.equal({
      ...bounded,
      "tls-min-protocol-version": "TLSv1.3",
    });
  });

  it("is who may come", () => {
    expect(said({ sourceCidrs: ["192.0.2.0/24", "2001:db8::/32"] })).to.deep.equal({
      ...plain,
      "whitelist-source-range": "192.0.2.0/24,2001:db8::/32",
    });
  });

  it("is how often, in one of two units and never in both, since the one would win in silence", () => {
    expect(said({ rateLimit: { requests: 100, per: "second", burst: 5 } })).to.deep.equal({
      ...plain,
      "route-limit-rps": "100",
      "route-limit-burst-multiplier": "5",
    });
    expect(said({ rateLimit: { requests: 30, per: "minute", burst: 1 } })).to.deep.equal({
      ...plain,
      "route-limit-rpm": "30",
      "route-limit-burst-multiplier": "1",
    });
  });

  it("says that there is no redirect", () => {
    expect(said({ redirect: false })).to.deep.equal({ ...plain, "ssl-redirect": "false" });
  });
});

describe("What the entry speaks with a tenant's gateway", () => {
  const route = {
    name: "a",
    host: "a.org",
    path: "/",
    pathType: "Prefix",
    backend: { service: "a", port: 80 },
  } as const;
  const spoken = (change: Partial<Tenant>) =>
    doorAnnotations(base, validTenant("acme", change))["higress.io/backend-protocol"];

  it("is not said of the page server, which is one for all tenants that are away", () => {
    const routes = [{ ...route, protocol: "grpc" }] as const;
    const shown = { answer: { body: "Away.", type: "text" } } as const;
    expect(spoken({ routes, maintenance: { active: false, shown } })).to.equal("HTTP2");
    expect(spoken({ routes, maintenance: { active: true, shown } })).to.equal(undefined);
    expect(spoken({ routes, maintenance: { active: false, shown }, suspend: true })).to.equal(undefined);
    expect(spoken({ routes, maintenance: { active: true, shown: { page: "https://b.org" } } })).to.equal("HTTP2");
  });

  it("is HTTP/1.1 by itself, and HTTP/2 as soon as a route has gRPC", () => {
    expect(spoken({ routes: [route] })).to.equal(undefined);
    expect(spoken({ routes: [{ ...route, protocol: "http2" }] })).to.equal(undefined);
    expect(spoken({ routes: [route, { ...route, name: "b", protocol: "grpc" }] })).to.equal("HTTP2");
    expect(spoken({ routes: [{ ...route, protocol: "grpcs" }] })).to.equal("HTTP2");
  });

  it("is HTTP/2 where a registry says gRPC of hosts that a route leads to, and only then", () => {
    const registries = [{ type: "static", name: "radar", endpoints: [], port: 443, protocol: "grpcs" }] as const;
    const toRadar = { ...route, backend: { destinations: [{ host: "radar.static", weight: 100 }] } };
    expect(spoken({ registries, routes: [toRadar] })).to.equal("HTTP2");
    expect(spoken({ registries, routes: [route] })).to.equal(undefined);
  });
});
