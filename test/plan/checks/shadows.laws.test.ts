import { expect } from "chai";
import fc from "fast-check";
import { variantsMakeADifference } from "../../../plan/checks/variants.ts";
import { routesAreReached } from "../../../plan/checks/shadows.ts";
import type { Ingress } from "../../../plan/manifests.ts";
import type { Route } from "../../../plan/model.ts";
import type { Match, ValueMatch } from "../../../plan/model/traffic.ts";
import { planRoutes } from "../../../plan/routes.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { installation } from "../planned.ts";

interface Request {
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every request that the routes below could tell apart. */
const values = [undefined, "1", "12", "2"];
const requests: readonly Request[] = ["/", "/a", "/A", "/A/b", "/A/c", "/a/b", "/a/b/c", "/ab", "/ab/c", "/b"].flatMap(
  (path) =>
    ["GET", "PUT", "DELETE", "POST"].flatMap((method) =>
      values.flatMap((x) =>
        values.map((y): Request => {
          const headers = { ...(x !== undefined && { "x-a": x }), ...(y !== undefined && { "x-b": y }) };
          return { path, method, headers };
        }),
      ),
    ),
);

const condition = (name: string): fc.Arbitrary<ValueMatch> =>
  fc.oneof(
    fc.constantFrom("1", "12", "2").map((exact) => ({ name, exact })),
    fc.constantFrom("1", "2").map((prefix) => ({ name, prefix })),
  );
const subset = <T>(items: readonly T[]) => fc.subarray([...items], { minLength: 1 });

const match: fc.Arbitrary<Match> = fc.record(
  {
    methods: subset(["DELETE", "GET", "PUT"] as const),
    headers: subset(["x-a", "x-b"]).chain((names) => fc.tuple(...names.map(condition))),
    ignorePathCase: fc.constant(true),
  },
  { requiredKeys: [] },
);

const variants = fc.option(
  fc
    .record({ header: fc.constantFrom("x-a", "x-b"), value: fc.constantFrom("1", "2") })
    .map((when) => [{ name: "canary", when, backend: { service: "canary", port: 80 } }]),
  { nil: undefined },
);

const routesWith = (others: fc.Arbitrary<Route["variants"] | undefined>): fc.Arbitrary<readonly Route[]> =>
  fc
    .array(
      fc.record({
        path: fc.constantFrom("/", "/a", "/A", "/a/b", "/ab"),
        pathType: fc.constantFrom("Prefix", "Exact"),
        match: fc.option(match, { nil: undefined }),
        variants: others,
      }),
      { minLength: 2, maxLength: 4 },
    )
    .map((all) =>
      all.map(({ path, pathType, match: asked, variants: own }, at): Route => ({
        name: `r${at}`,
        host: "app.globex.aigw.example.com",
        path,
        pathType,
        backend: { service: `s${at}`, port: 80 },
        ...(asked && { match: asked }),
        ...(own && { variants: own }),
      })),
    );

const routes = routesWith(variants);
/** Without variants: the age of two routes means nothing where a variant takes what fits both. */
const pairs = routesWith(fc.constant(undefined)).map((all) => all.slice(0, 2));

describe("Routes that are let through", () => {
  it("answer every request alike, whatever the age of their Ingresses, and none is hidden by another", () => {
    let lawful = 0;
    fc.assert(
      fc.property(routes, (all) => {
        if (faultsOf(all).length > 0) return;
        lawful += 1;
        const ingresses = planRoutes(installation(), all);
        const answers = answersOf(ingresses);
        expect(answersOf(ingresses.toReversed())).to.deep.equal(answers);
        for (const ingress of ingresses) {
          const mine = requests.flatMap((request, at) => (fits(ingress, request) ? [answers[at]] : []));
          // Several together may hide one; a single other may not.
          if (mine.includes(ingress.metadata.name)) continue;
          expect(new Set(mine).size, ingress.metadata.name).to.be.above(1);
        }
      }),
      { numRuns: 4000 },
    );
    expect(lawful).to.be.above(200);
  }).timeout(60_000);

  it("are those alone: of two that are refused one is hidden, or their age decides", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const faults = faultsOf(all).filter((fault) => /same requests|fit both|never reached/.test(fault));
        if (faults.length === 0) return;
        const ingresses = planRoutes(installation(), all);
        const answers = answersOf(ingresses);
        const isUndecided = answersOf(ingresses.toReversed()).some((answer, at) => answer !== answers[at]);
        const isHidden = ingresses.some(({ metadata: { name } }) => !answers.includes(name));
        expect(isUndecided || isHidden, faults.join("\n")).to.equal(true);
      }),
      { numRuns: 2000 },
    );
  }).timeout(60_000);
});

const fleet = validFleet();
function faultsOf(all: readonly Route[]): readonly string[] {
  const changed = changeTenant(fleet, "globex", { routes: all });
  return [routesAreReached, variantsMakeADifference].flatMap((check) => check(changed)).map(({ message }) => message);
}

/** Name of the Ingress that answers each request, where these were created in this order. */
function answersOf(ingresses: readonly Ingress[]): readonly (string | undefined)[] {
  const sorted = ingresses.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  return requests.map((request) => sorted.find((ingress) => fits(ingress, request))?.metadata.name);
}

const key = (name: string) => `higress.io/${name}`;
const said = ({ metadata }: Ingress, name: string): string => metadata.annotations?.[key(name)] ?? "";
const ruleOf = ({ spec }: Ingress) => spec.rules[0]?.http.paths[0] ?? { path: "", pathType: "Exact" };
const headersOf = ({ metadata }: Ingress) =>
  Object.entries(metadata.annotations ?? {}).flatMap(([name, value]) => {
    const [, kind = "", header = ""] = /^higress\.io\/(exact|prefix)-match-header-(.+)$/.exec(name) ?? [];
    return header === "" ? [] : [{ kind, header, value }];
  });

/** As SortHTTPRoutes has it (higress v2.2.4, pkg/ingress/kube/common/tool.go), said from the Ingress. */
function before(a: Ingress, b: Ingress): boolean {
  const isAll = (one: Ingress): boolean =>
    ruleOf(one).pathType === "Prefix" &&
    ruleOf(one).path === "/" &&
    headersOf(one).length === 0 &&
    said(one, "match-method") === "";
  if (isAll(a)) return false;
  if (isAll(b)) return true;
  if (ruleOf(a).pathType !== ruleOf(b).pathType) return ruleOf(a).pathType === "Exact";
  if (ruleOf(a).path.length !== ruleOf(b).path.length) return ruleOf(a).path.length > ruleOf(b).path.length;
  const [ours, theirs] = [said(a, "match-method").length, said(b, "match-method").length];
  if (ours !== theirs) return ours !== 0 && theirs !== 0 ? ours < theirs : ours !== 0;
  return headersOf(a).length > headersOf(b).length;
}

function fits(ingress: Ingress, { path, method, headers }: Request): boolean {
  const fold = (text: string) => (said(ingress, "ignore-path-case") === "true" ? text.toLowerCase() : text);
  const [own, asked] = [fold(ruleOf(ingress).path), fold(path)];
  const isPath =
    own === asked || (ruleOf(ingress).pathType === "Prefix" && asked.startsWith(own === "/" ? "/" : `${own}/`));
  const methods = said(ingress, "match-method");
  return (
    isPath &&
    (methods === "" || methods.split(" ").includes(method)) &&
    headersOf(ingress).every(({ kind, header, value }) => {
      const held = headers[header];
      return held !== undefined && (kind === "exact" ? held === value : held.startsWith(value));
    })
  );
}
