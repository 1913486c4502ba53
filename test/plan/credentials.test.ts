import { expect } from "chai";
import { planSecrets } from "../../plan/credentials.ts";
import type { Credentials, Registry } from "../../plan/model/registry.ts";
import { acmeLabels, installation } from "./planned.ts";

const server = { name: "main", domain: "10.0.0.1", port: 8848, cidrs: [] };
const nacos = (credentials: Credentials): Registry => ({
  ...server,
  type: "nacos2",
  namespaceId: "",
  groups: ["g"],
  credentials,
});
const consul = (credentials: Credentials): Registry => ({ ...server, type: "consul", datacenter: "dc1", credentials });

const metadata = (name: string) => ({ name, namespace: "acme-gateway", labels: acmeLabels });

describe("Generated credentials", () => {
  it("have the keys that the controller reads for the registry's type", () => {
    const secrets = planSecrets(installation(), [
      nacos({ secret: "nacos-login", generate: true }),
      consul({ secret: "consul-login", generate: true }),
    ]);
    expect(secrets).to.deep.equal([
      { metadata: metadata("consul-login"), keys: ["consulToken"] },
      { metadata: metadata("nacos-login"), keys: ["nacosPassword", "nacosUsername"] },
    ]);
  });

  it("are one Secret where registries share its name", () => {
    const shared = { secret: "login", generate: true };
    expect(planSecrets(installation(), [consul(shared), nacos(shared), nacos(shared)])).to.deep.equal([
      { metadata: metadata("login"), keys: ["consulToken", "nacosPassword", "nacosUsername"] },
    ]);
  });

  it("are not made for a Secret that is there already", () => {
    expect(planSecrets(installation(), [nacos({ secret: "nacos-login", generate: false })])).to.deep.equal([]);
  });
});
