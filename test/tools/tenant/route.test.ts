import { expect } from "chai";
import type { PlainRoute } from "../../../plan/variants.ts";
import { tellRoute } from "../../../tools/tenant/route.ts";

const route: PlainRoute = {
  name: "web",
  host: "app.acme.example",
  path: "/a",
  pathType: "Prefix",
  backend: { service: "web", port: 80 },
};

describe("A route in a row", () => {
  it("is its name, its place, how paths are compared and what answers", () => {
    expect(tellRoute(route)).to.deep.equal(["web", "app.acme.example/a", "Prefix", "→ service web:80"]);
  });

  it("says what a request must have beside that", () => {
    const match = {
      methods: ["GET", "PUT"],
      headers: [
        { name: "x-a", exact: "1" },
        { name: "x-b", prefix: "v" },
      ],
      query: [{ name: "page", regex: "[0-9]+" }],
      ignorePathCase: true,
    } as const;
    expect(tellRoute({ ...route, match })[2]).to.equal(
      "Prefix, GET PUT, header x-a is 1, header x-b begins with v, parameter page fits [0-9]+, in any case",
    );
  });

  it("says who answers which share, and where copies go", () => {
    const backend = {
      destinations: [
        { host: "orders.eureka", weight: 90 },
        { service: "orders", port: 8080, weight: 10 },
      ],
    };
    expect(
      tellRoute({ ...route, backend, mirror: { service: "shadow", port: 81, percent: 5 } }).slice(3),
    ).to.deep.equal(["→ orders.eureka 90 %, service orders:8080 10 %", "copies of 5 % → service shadow:81"]);
  });
});
