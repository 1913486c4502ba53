import { expect } from "chai";
import {
  allows,
  grants,
  nonResourceUrls,
  permissions,
  policyRule,
  touchesSecrets,
} from "../../../policy/model/rbac.ts";

const rule = (apiGroups: string, resources: string, verbs: string) => ({
  apiGroups: apiGroups.split(",").map((group) => (group === "core" ? "" : group)),
  resources: resources.split(","),
  verbs: verbs.split(","),
});
const spans = (granted: ReturnType<typeof rule>, group: string, resource: string, verb: string): boolean =>
  grants([granted], { group, resource, verb });

describe("permissions", () => {
  it("are every group, resource and verb of a rule with each other", () => {
    expect(permissions(rule("core,apps", "pods,secrets", "get,list"))).to.have.length(8);
    expect(permissions(rule("core", "pods", "get"))).to.deep.equal([{ group: "", resource: "pods", verb: "get" }]);
    expect(permissions({ nonResourceURLs: ["/metrics"], verbs: ["get"] })).to.deep.equal([]);
    expect(nonResourceUrls({ nonResourceURLs: ["/metrics"], verbs: ["get"] })).to.deep.equal(["/metrics"]);
  });
});

describe("grants", () => {
  it("wants group, resource and verb from one rule", () => {
    expect(spans(rule("core", "pods", "list"), "", "pods", "list")).to.equal(true);
    expect(spans(rule("core", "pods", "list"), "apps", "pods", "list")).to.equal(false);
    expect(spans(rule("core", "pods", "list"), "", "nodes", "list")).to.equal(false);
    expect(spans(rule("core", "pods", "list"), "", "pods", "get")).to.equal(false);
    const torn = [rule("core", "pods", "get"), rule("core", "nodes", "list")];
    expect(grants(torn, { group: "", resource: "pods", verb: "list" })).to.equal(false);
  });

  it("is content with one rule of many", () => {
    const rules = [rule("apps", "deployments", "get"), rule("core", "pods", "list")];
    expect(grants(rules, { group: "", resource: "pods", verb: "list" })).to.equal(true);
  });

  it("takes a wildcard for everything, and grants a wildcard by a wildcard only", () => {
    expect(spans(rule("*", "*", "*"), "apps", "deployments/scale", "patch")).to.equal(true);
    expect(spans(rule("core", "pods", "get,list,watch"), "", "pods", "*")).to.equal(false);
    expect(spans(rule("core", "*", "*"), "", "*", "*")).to.equal(true);
  });

  it("keeps a resource and its subresources apart", () => {
    expect(spans(rule("core", "pods", "get"), "", "pods/log", "get")).to.equal(false);
    expect(spans(rule("core", "pods/log", "get"), "", "pods", "get")).to.equal(false);
    expect(spans(rule("core", "*/log", "get"), "", "pods/log", "get")).to.equal(true);
    expect(spans(rule("core", "*/log", "get"), "", "pods", "get")).to.equal(false);
  });
});

describe("allows", () => {
  const named = { ...rule("core", "configmaps", "get,list,create"), resourceNames: ["one", "two"] };
  const asked = { group: "", resource: "configmaps", verb: "get" };

  it("wants the object's name where a rule lists names, and for requests that name none refuses", () => {
    expect(allows([named], { ...asked, name: "one" })).to.equal(true);
    expect(allows([named], { ...asked, name: "three" })).to.equal(false);
    expect(allows([named], { ...asked, verb: "create" })).to.equal(false);
    expect(allows([{ ...named, resourceNames: [] }], asked)).to.equal(true);
  });

  it("takes a wildcard behind the slash by the letter, as the API server does", () => {
    const log = { group: "", resource: "pods/log", verb: "get" };
    expect(allows([rule("core", "pods/*", "get")], log)).to.equal(false);
    expect(allows([rule("core", "*/*", "get")], log)).to.equal(false);
    expect(allows([rule("core", "*/log", "get")], log)).to.equal(true);
    expect(allows([rule("core", "*", "get")], log)).to.equal(true);
  });

  it("grants nothing by a rule that is none", () => {
    for (const written of [null, "*", { verbs: "*", apiGroups: "*", resources: "*" }, {}]) {
      expect(allows([policyRule(written)], asked)).to.equal(false);
    }
  });
});

describe("touchesSecrets", () => {
  it("sees them behind wildcards, and in the core group only", () => {
    for (const yes of [
      rule("core", "secrets", "get"),
      rule("*", "*", "list"),
      rule("core", "*/*", "get"),
      rule("apps,core", "pods,secrets", "update"),
    ]) {
      expect(touchesSecrets(yes)).to.equal(true);
    }
    for (const no of [rule("apps", "secrets", "get"), rule("core", "configmaps", "*"), rule("apps", "*", "*")]) {
      expect(touchesSecrets(no)).to.equal(false);
    }
  });
});
