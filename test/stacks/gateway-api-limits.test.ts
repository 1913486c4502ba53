/** Where the CRDs have no more room, the fleet file says so, and not a place earlier. */
import { expect } from "chai";
import { formatPath } from "../../plan/fault.ts";
import type { GatewayApiObject } from "../../plan/index.ts";
import { parseFleet } from "../../plan/parse.ts";
import { planFleet } from "../../plan/plan.ts";
import { surroundings } from "../plan/planned.ts";
import { spoil } from "../plan/written.ts";
import { problems } from "./crd-schemas.ts";

const many = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** A file with one gateway, whose Gateway API objects it is about. */
const fileWith = (gateway: object): string =>
  spoil(
    "entry:\n  size: s\n",
    `entry:\n  size: s\ngateways: [${JSON.stringify({ ...base, ...gateway })}]\n`,
    spoil("  crds: ", "  gatewayApi: { crds: ./crds.yaml }\n  crds: "),
  );

const listener = { name: "corp", hosts: ["api.corp.example"], secret: "corp-tls" };
const base = {
  id: "internal",
  sourceCidrs: ["10.0.0.0/8"],
  gatewayApi: true,
  routesAs: "gateway-api",
  listeners: [listener],
};

interface Read {
  /** Of the faults. */
  readonly paths: readonly string[];
  /** Of a file without. */
  readonly objects: readonly GatewayApiObject[];
}

function read(gateway: object): Read {
  const result = parseFleet({ path: "fleets/test.yaml", text: fileWith(gateway) }, () => []);
  return "faults" in result
    ? { paths: result.faults.map(({ path }) => formatPath(path)), objects: [] }
    : {
        paths: [],
        objects: planFleet(result.fleet, "south", surroundings).gateways.flatMap(({ gatewayApi }) => gatewayApi),
      };
}

const backend = { service: "api", port: 8080 };
const routed = (settings: object) => ({
  routes: [{ name: "api", host: "api.corp.example", backend, ...settings }],
});

const set = (count: number) => Object.fromEntries(many(count, (at) => [`x-${at}`, "1"]));
const compared = (count: number) => many(count, (at) => ({ name: `x-${at}`, exact: "1" }));
const spread = (count: number) => ({
  destinations: many(count, (at) => ({ service: `s-${at}`, port: 80, weight: at === 0 ? 101 - count : 1 })),
});
/** Of which a section is named, with `https-` in front. */
const hostOf = (length: number) =>
  `${"a.".repeat(Math.floor((length - 40) / 2))}${"b".repeat(30 + (length % 2))}.c.example`;
const grpc = { protocol: "grpc", path: "/shop.v1.Orders" };

/** What a file may have so many of, and no more; and where it is told. */
const limits: readonly (readonly [what: string, most: number, of: (count: number) => object, path: string])[] = [
  [
    "hosts of a listener",
    16,
    (count) => ({ listeners: [{ ...listener, hosts: many(count, (at) => `h${at}.corp.example`) }] }),
    "listeners[0].hosts",
  ],
  [
    "characters of a host",
    247,
    (count) => ({ listeners: [{ ...listener, hosts: [hostOf(count)] }] }),
    "listeners[0].hosts[0]",
  ],
  ["headers to compare", 16, (count) => routed({ match: { headers: compared(count) } }), "routes[0].match.headers"],
  ["parameters to compare", 16, (count) => routed({ match: { query: compared(count) } }), "routes[0].match.query"],
  [
    "headers that a variant compares, its own among them",
    15,
    (count) =>
      routed({
        match: { headers: compared(count) },
        variants: [{ name: "v", when: { header: "x-v", value: "1" }, backend: { service: "next", port: 8080 } }],
      }),
    "routes[0].match.headers",
  ],
  ...(["request", "response"] as const).flatMap((direction) => [
    ...(["set", "add"] as const).map(
      (change) =>
        [
          `headers of a ${direction} to ${change}`,
          16,
          (count: number) => routed({ headers: { [direction]: { [change]: set(count) } } }),
          `routes[0].headers.${direction}.${change}`,
        ] as const,
    ),
    [
      `headers of a ${direction} to remove`,
      16,
      (count: number) => routed({ headers: { [direction]: { remove: many(count, (at) => `x-${at}`) } } }),
      `routes[0].headers.${direction}.remove`,
    ] as const,
  ]),
  ["destinations", 16, (count) => routed({ backend: spread(count) }), "routes[0].backend.destinations"],
  [
    "destinations of a variant",
    16,
    (count) => routed({ variants: [{ name: "v", when: { header: "x-v", value: "1" }, backend: spread(count) }] }),
    "routes[0].variants[0].backend.destinations",
  ],
  [
    "headers that gRPC compares",
    16,
    (count) => routed({ ...grpc, match: { headers: compared(count) } }),
    "routes[0].match.headers",
  ],
  [
    "destinations of gRPC",
    16,
    (count) => routed({ ...grpc, backend: spread(count) }),
    "routes[0].backend.destinations",
  ],
  ["characters of a path", 500, (count) => routed({ path: `/${"a".repeat(count - 1)}` }), "routes[0].path"],
];

describe("What the CRDs of the Gateway API have room for", () => {
  for (const [what, most, of, path] of limits) {
    it(`is ${most} ${what}, and one more is a fault there`, () => {
      const { paths, objects } = read(of(most));
      expect(paths).to.deep.equal([]);
      expect(objects).not.to.deep.equal([]);
      for (const object of objects) expect(problems(object), object.metadata.name).to.deep.equal([]);
      expect(read(of(most + 1)).paths).to.deep.equal([`gateways[0].${path}`]);
    });
  }
});
