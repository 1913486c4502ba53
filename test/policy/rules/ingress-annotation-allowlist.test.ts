import { expect } from "chai";
import rule from "../../../policy/rules/ingress-annotation-allowlist.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { facts, pick } from "../world.ts";
import { challenge } from "../world-routes.ts";

const shop = pick("acme.route.shop");
const annotated = (name: string, value: unknown = "x", sketch: Sketch = shop) =>
  change(sketch, `metadata.annotations["${name}"]`, value);
const nginx = "nginx.ingress.kubernetes.io";
const at = "spec.rules[0].http.paths[0]";
const withPath = (path: string, pathType = "Prefix") =>
  change(change(shop, `${at}.path`, path), `${at}.pathType`, pathType);

describe("ingress-annotation-allowlist", () => {
  for (const name of [
    `${nginx}/configuration-snippet`,
    `${nginx}/server-snippet`,
    "higress.io/location-snippets",
    `${nginx}/server-alias`,
    "higress.io/mirror-target-fqdn",
  ]) {
    it(`always refuses ${name}`, () => {
      expect(messages(rule, annotated(name))).to.deep.equal(["is refused wherever it stands"]);
      const key = name.split("/").at(-1);
      expect(judge(rule, resource(annotated(name)), facts(), { allowed: [key] })).to.have.length(1);
    });
  }

  for (const name of [
    `${nginx}/limit-rps`,
    "higress.io/proxy-body-size",
    "higress.io/affinity-mode",
    `${nginx}/destination`,
    `${nginx}/timeout`,
    "higress.io/Timeout",
    "Higress.io/timeout",
    "higress.io/exact-match-header-",
    `${nginx}/exact-match-header-x`,
  ]) {
    it(`refuses ${name}, which the controller does not read`, () => {
      expect(found(rule, annotated(name))).to.deep.equal([`metadata.annotations.${name}`]);
      expect(messages(rule, annotated(name))).to.deep.equal(["is not among those that the controller reads"]);
    });
  }

  it("accepts what is allowed besides", () => {
    const given = { allowed: ["limit-rps"] };
    expect(judge(rule, resource(annotated(`${nginx}/limit-rps`)), facts(), given)).to.deep.equal([]);
    expect(judge(rule, resource(annotated(`${nginx}/limit-rpm`)), facts(), given)).to.have.length(1);
  });

  it("refuses text that could become configuration, and tells which, not what", () => {
    const value = (text: string) => messages(rule, annotated(`${nginx}/rewrite-target`, text));
    expect(value("/a\n}}")).to.deep.equal(["holds a line break or another control character"]);
    expect(value("/a\u0000")).to.deep.equal(["holds a line break or another control character"]);
    expect(value("/a\u2028b")).to.deep.equal(["holds a line break or another control character"]);
    expect(value("/a; return 200")).to.deep.equal(['holds ";"']);
    expect(value("content_by_lua")).to.deep.equal(['holds "_by_lua"']);
    expect(value("/var/run/secrets/x")).to.deep.equal(['holds "/var/run/secrets"']);
  });

  const passedOver: Readonly<Record<string, readonly [accepted: readonly string[], refused: readonly string[]]>> = {
    "backend-protocol": [
      ["HTTPS", "grpc"],
      ["h2", "HTTP3", "FCGI"],
    ],
    "proxy-ssl-verify": [
      ["on", "off"],
      ["true", "On"],
    ],
    "proxy-ssl-server-name": [["on"], ["true"]],
    "load-balance": [
      ["round_robin", "RANDOM"],
      ["ewma", "round-robin"],
    ],
    "upstream-hash-by": [
      ["$http_x-user", "$arg_a", "$request_uri"],
      ["x-user", "$cookie_a"],
    ],
    "proxy-next-upstream": [
      ["error,http_502", "off", "error http_503"],
      ["http_5xx", "5xx", "connect-failure"],
    ],
    timeout: [["30"], ["30s", "-1"]],
    "permanent-redirect": [["https://a.org"], ["/a", "ftp://a.org"]],
    "permanent-redirect-code": [["308"], ["300", "304", "permanent"]],
  };
  for (const [key, [accepted, refused]] of Object.entries(passedOver)) {
    it(`refuses values of ${key} that the controller passes over`, () => {
      for (const value of accepted)
        expect(messages(rule, annotated(`higress.io/${key}`, value)), value).to.deep.equal([]);
      for (const value of refused) expect(found(rule, annotated(`higress.io/${key}`, value)), value).to.have.length(1);
    });
  }

  it("refuses the second of two periods of a limit", () => {
    const both = annotated("higress.io/route-limit-rpm", "60", annotated("higress.io/route-limit-rps", "5"));
    expect(found(rule, both)).to.deep.equal(["metadata.annotations.higress.io/route-limit-rps"]);
    expect(messages(rule, both)).to.deep.equal(["is ignored, since route-limit-rpm is there too"]);
  });

  it("accepts lines where the controller reads lines, and semicolons in headers", () => {
    for (const [key, text] of [
      ["destination", "90% a.dns:80\n10% b.dns:80\n"],
      ["response-header-control-add", "strict-transport-security max-age=1; includeSubDomains\r\nx-a b"],
    ]) {
      expect(found(rule, annotated(`higress.io/${key}`, text)), key).to.deep.equal([]);
    }
    expect(found(rule, annotated("higress.io/request-header-control-remove", "a\nb"))).to.have.length(1);
    expect(found(rule, annotated("higress.io/destination", "a.dns;b"))).to.have.length(1);
  });

  it("accepts what the controller reads under either prefix, and matchers", () => {
    for (const name of [
      `${nginx}/rewrite-target`,
      "higress.io/rewrite-target",
      "higress.io/route-limit-rps",
      "higress.io/exact-match-header-x-version",
      "higress.io/prefix-match-query-v",
      "higress.io/regex-match-pseudo-header-authority",
      "pulumi.com/skipAwait",
      "example.com/server-snippet",
    ]) {
      expect(found(rule, annotated(name)), name).to.deep.equal([]);
    }
  });

  it("leaves access control that has no effect to ingress-ineffective-auth", () => {
    expect(found(rule, annotated(`${nginx}/auth-url`))).to.deep.equal([]);
  });

  const wrong: readonly (readonly [path: string, message: string])[] = [
    ["/a/../b", 'holds a step "." or ".."'],
    ["/a/%2e%2E/b", 'holds a step "." or ".."'],
    ["/a/..", 'holds a step "." or ".."'],
    ["/a//b", 'holds "//"'],
    ["/a/%2fb", 'holds "//"'],
    ["/a%2Fb", "hides a slash behind its code"],
    ["/a%5cb", "hides a slash behind its code"],
    ["/a\tb", "holds a space or a control character"],
    ["/a%00", "holds a space or a control character"],
    ["/a%1F", "holds a space or a control character"],
    ["/a%7f", "holds a space or a control character"],
    ["/a b", "holds a space or a control character"],
    ["/a.*", "looks like a regular expression"],
    ["/v(1|2)", "looks like a regular expression"],
    ["/a$", "looks like a regular expression"],
  ];
  for (const [path, message] of wrong) {
    it(`refuses the path ${JSON.stringify(path)}`, () => {
      expect(found(rule, withPath(path))).to.deep.equal([`${at}.path`]);
      expect(messages(rule, withPath(path))).to.deep.equal([message]);
    });
  }

  it("accepts regular expressions where the path is one, and there only", () => {
    expect(found(rule, withPath("/v(1|2)/.*", "ImplementationSpecific"))).to.deep.equal([]);
    expect(found(rule, withPath("/a/../b", "ImplementationSpecific"))).to.deep.equal([`${at}.path`]);
    const regex = annotated("higress.io/use-regex", "true", withPath("/a", "ImplementationSpecific"));
    expect(found(rule, regex)).to.deep.equal([]);
    for (const pathType of ["Prefix", "Exact", undefined]) {
      expect(found(rule, change(regex, `${at}.pathType`, pathType))).to.deep.equal([`${at}.pathType`]);
    }
    expect(found(rule, annotated("higress.io/use-regex", "false"))).to.deep.equal([]);
  });

  it("accepts paths with all that a URL may hold", () => {
    for (const path of [
      "/",
      "/a.b/..c/...",
      "/~me/(x)+y,z;v=1",
      "/caf%C3%A9",
      "/%E3%81%82%C2%85",
      "/a%20b",
      "/@a:b!'*",
    ]) {
      expect(found(rule, withPath(path)), path).to.deep.equal([]);
    }
  });

  it("judges the world's Ingresses and answers to challenges, and finds nothing", () => {
    expect(judged(rule)).to.have.length(5);
    expect(found(rule, challenge)).to.deep.equal([]);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const name = "higress.io/rewrite-target";
    expect(cannotKnow(rule, annotated(name, unknown), `metadata.annotations["${name}"]`)).to.equal(true);
    expect(cannotKnow(rule, change(shop, `${at}.path`, unknown), `${at}.path`)).to.equal(true);
  });
});
