import { expect } from "chai";
import fc from "fast-check";
import { checkFleet } from "../../../plan/checks.ts";
import { fleetFacts } from "../../../plan/index.ts";
import type { Route } from "../../../plan/model.ts";
import { nameRoutes } from "../../../plan/discovery.ts";
import { planRoutes } from "../../../plan/routes.ts";
import { routeSchema } from "../../../plan/schema/route.ts";
import { concerns, trafficFindings } from "../../../plan/traffic/table.ts";
import type { Facts } from "../../../policy/facts.ts";
import { isRead } from "../../../policy/model/annotations.ts";
import allowlist from "../../../policy/rules/ingress-annotation-allowlist.ts";
import crossNamespace from "../../../policy/rules/ingress-cross-namespace-ref.ts";
import ineffective from "../../../policy/rules/ingress-ineffective-auth.ts";
import { judge, resource } from "../../policy/harness.ts";
import { arbitraryNewcomer } from "../arbitrary.ts";
import { changeTenant, validFleet, validTenant } from "../fleet.ts";
import { installation } from "../planned.ts";
import { annotations, faultsOfPath } from "./annotations.ts";

const sign = fc.oneof(
  fc.constantFrom(...Array.from("/$%\\;{}()[]*.:?#@\n\t\" '~-_=&1aZ")),
  fc.constantFrom("$1", "$2", "//", "https://", "*.", "é", "\u0000"),
);
const text = fc.array(sign, { maxLength: 12 }).map((signs) => signs.join(""));
/** What begins rightly comes further. */
const nearly = (begin: string) =>
  fc.oneof(
    text,
    text.map((rest) => begin + rest),
  );

/** Settings of a route that hold text of people's own. */
const written = fc.oneof(
  nearly("/").map((path) => ({ rewrite: { path } })),
  nearly("a.org").map((host) => ({ rewrite: { host } })),
  nearly("https://a.org").map((to) => ({ redirect: { to } })),
  nearly("/").map((appRoot) => ({ appRoot })),
  nearly("https://a.org").map((origin) => ({ cors: { origins: [origin] } })),
  nearly("a").map((header) => ({ cors: { origins: ["*"], headers: [header] } })),
  nearly("a").map((header) => ({ balance: { header } })),
  nearly("a").map((query) => ({ balance: { query } })),
  nearly("a").map((cookie) => ({ balance: { cookie } })),
  nearly("a").map((service) => ({ fallback: { service } })),
  nearly("a").map((value) => ({ headers: { request: { set: { "x-a": value } } } })),
);

const tenant = validTenant("acme");
const plain = { name: "api", host: "api.acme.org", backend: { service: "api", port: 8080 } };

/** As the schema reads it, where it does. */
function readRoute(settings: object): Route | undefined {
  const { data } = routeSchema.safeParse({ ...plain, ...settings });
  return nameRoutes(data === undefined ? [] : [data], tenant.registries, "acme").value[0];
}

/** As it is read where nothing is wrong with it. */
function accepted(settings: object): Route | undefined {
  const route = readRoute(settings);
  return route !== undefined && trafficFindings(route, tenant).length === 0 ? route : undefined;
}

describe("Whatever a route says of its requests", () => {
  it("is something of every concern, in what these laws are tried on", () => {
    const routes = fc.sample(arbitraryNewcomer, { numRuns: 400, seed: 1 }).flatMap((newcomer) => newcomer.routes);
    const said = new Set(routes.flatMap((route) => Object.keys(route)));
    expect(Object.keys(concerns).filter((field) => !said.has(field))).to.deep.equal([]);
  }).timeout(30_000);

  it("becomes annotations that Higress reads, and that the rules about them let through", () => {
    const facts: Facts = fleetFacts(validFleet(), "south");
    fc.assert(
      fc.property(arbitraryNewcomer, ({ routes }) => {
        for (const ingress of planRoutes(installation(), routes)) {
          for (const name of Object.keys(ingress.metadata.annotations ?? {})) {
            const [prefix = "", key = ""] = name.split("/");
            expect(isRead({ prefix, key, path: "" }), name).to.equal(true);
          }
          const shown = resource({ type: "kubernetes:networking.k8s.io/v1:Ingress", props: { ...ingress } });
          for (const rule of [allowlist, crossNamespace, ineffective]) {
            expect(judge(rule, shown, facts), rule.id).to.deep.equal([]);
          }
        }
      }),
    );
  }).timeout(30_000);

  it("is refused with the file, or the rule about annotations has nothing against it", () => {
    const facts: Facts = fleetFacts(validFleet(), "south");
    const mark = fc.constantFrom(
      "%20",
      "%2e",
      "%5C",
      "%2f",
      "%00",
      "%7f",
      "_by_lua",
      "/var/run/secrets",
      "/a",
      "b",
      "/",
      ".",
    );
    const marked = fc
      .array(fc.oneof({ weight: 2, arbitrary: mark }, sign), { maxLength: 4 })
      .map((each) => each.join(""));
    const more = fc.oneof(
      fc.constant({}),
      written,
      marked.map((rest) => ({ rewrite: { path: `/${rest}` } })),
      marked.map((rest) => ({ headers: { response: { add: { "x-a": `a${rest}` } } } })),
      marked.map((rest) => ({ match: { query: [{ name: "a", regex: `a${rest}` }] } })),
      marked.map((rest) => ({
        variants: [{ name: "v", when: { cookie: "a", value: `a${rest}` }, backend: { service: "next", port: 8080 } }],
      })),
    );
    let right = 0;
    fc.assert(
      fc.property(
        marked,
        fc.constantFrom("Prefix", "Exact", "ImplementationSpecific"),
        more,
        (rest, pathType, settings) => {
          const route = readRoute({ path: `/${rest}`, pathType, ...settings });
          if (route === undefined) return;
          if (checkFleet(changeTenant(validFleet(), "acme", { routes: [route] })).length > 0) return;
          right += 1;
          for (const ingress of planRoutes(installation(), [route])) {
            const shown = resource({ type: "kubernetes:networking.k8s.io/v1:Ingress", props: { ...ingress } });
            expect(judge(allowlist, shown, facts)).to.deep.equal([]);
          }
        },
      ),
      { numRuns: 1500 },
    );
    expect(right).to.be.above(150);
  }).timeout(60_000);

  it("is refused, or is text on one line that no reader takes for more", () => {
    fc.assert(
      fc.property(written, (settings) => {
        const route = accepted(settings);
        fc.pre(route !== undefined);
        for (const [name, value] of Object.entries(annotations(route))) {
          expect(value, name).to.match(/^[ -~]+$/);
          if (name.includes("header-control")) continue;
          expect(value, name).to.match(/^[^;{}\\" ]+$/);
          // Where Envoy reads groups.
          if (/rewrite|redirect|root/.test(name)) expect(value, name).not.to.contain("$");
        }
      }),
      { numRuns: 1000 },
    );
  }).timeout(60_000);

  const piece = fc.constantFrom(
    "(a)",
    "(?:b)",
    "(?P<c>d)",
    "[(]",
    "[^)(]",
    String.raw`\(`,
    "(e(f))",
    "g.*",
    "[[:alpha:](]",
    "[\\](]",
  );
  it("names no group that the path has not, by the count of another reader of patterns", () => {
    fc.assert(
      fc.property(fc.uniqueArray(piece, { maxLength: 5 }), fc.integer({ min: 1, max: 9 }), (pieces, group) => {
        const path = `/${pieces.join("")}`;
        const pattern = path.replaceAll("(?P<c>", "(").replaceAll("[:alpha:]", "a-z");
        const groups = (new RegExp(`${pattern}|`).exec("")?.length ?? 1) - 1;
        const told = faultsOfPath(path, `rewrite: { path: /$${group} }`).filter((fault) =>
          fault.includes("groups, and"),
        );
        expect(told, path).to.have.length(group > groups ? 1 : 0);
      }),
    );
  }).timeout(30_000);
});
