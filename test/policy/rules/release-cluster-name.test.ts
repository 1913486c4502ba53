import { expect } from "chai";
import rule from "../../../policy/rules/release-cluster-name.ts";
import { change, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged, messages } from "../verdict.ts";
import { pick, world } from "../world.ts";

const pilot = "global.multiCluster.clusterName";
const gateway = "clusterName";
const controller = "controller.env.CLUSTER_ID";

/** The release of chart `higress-core`, or of the umbrella, whose values these are. */
const core = (values: Readonly<Record<string, unknown>>): Sketch =>
  Object.entries(values).reduce(
    (sketch, [path, value]) => change(sketch, `values.${path}`, value),
    pick("acme.release"),
  );
const umbrella = (values: Readonly<Record<string, unknown>>): Sketch =>
  Object.entries(values).reduce(
    (sketch, [path, value]) =>
      change(sketch, `values.${path.startsWith("global.") ? "" : "higress-core."}${path}`, value),
    change(change(pick("acme.release"), "chart", "higress"), "values", {}),
  );

describe("release-cluster-name", () => {
  it("finds a name that is told to one part only, and says which parts keep the default", () => {
    expect(messages(rule, core({ [pilot]: "south" }))).to.deep.equal([
      `is "Kubernetes" by default, where values.${pilot} is "south"`,
      `is "Kubernetes" by default, where values.${pilot} is "south"`,
    ]);
    expect(found(rule, core({ [pilot]: "south" }))).to.deep.equal([`values.${gateway}`, `values.${controller}`]);
    for (const path of [gateway, controller]) {
      expect(found(rule, core({ [path]: "south" })), path).to.deep.equal([`values.${path}`]);
      expect(messages(rule, core({ [path]: "south" })), path).to.deep.equal([
        `is "south", where values.${pilot} is "Kubernetes" by default`,
      ]);
    }
  });

  it("finds a part that is left out, as the variable that no value of the chart speaks of", () => {
    expect(messages(rule, core({ [pilot]: "south", [gateway]: "south" }))).to.deep.equal([
      `is "Kubernetes" by default, where values.${pilot} is "south"`,
    ]);
    expect(found(rule, core({ [pilot]: "south", [gateway]: "south" }))).to.deep.equal([`values.${controller}`]);
    expect(found(rule, core({ [pilot]: "south", [controller]: "south" }))).to.deep.equal([`values.${gateway}`]);
    expect(found(rule, core({ [gateway]: "south", [controller]: "south" }))).to.deep.equal([
      `values.${gateway}`,
      `values.${controller}`,
    ]);
  });

  it("finds names that differ, by a letter's case too", () => {
    expect(messages(rule, core({ [pilot]: "south", [gateway]: "South", [controller]: "south" }))).to.deep.equal([
      `is "South", where values.${pilot} is "south"`,
    ]);
    // The default stands in the code with a capital letter.
    expect(found(rule, core({ [controller]: "kubernetes" }))).to.deep.equal([`values.${controller}`]);
  });

  it("finds a variable that says another name behind the chart's back", () => {
    for (const path of ["pilot.env.CLUSTER_ID", "gateway.env.ISTIO_META_CLUSTER_ID"]) {
      expect(messages(rule, core({ [path]: "north" })), path).to.deep.equal([
        `is "north", where values.${pilot} is "Kubernetes" by default`,
      ]);
      expect(found(rule, core({ [path]: "Kubernetes" })), path).to.deep.equal([]);
    }
  });

  it("looks where the umbrella chart looks", () => {
    expect(messages(rule, umbrella({ [pilot]: "south", [gateway]: "south" }))).to.deep.equal([
      `is "Kubernetes" by default, where values.${pilot} is "south"`,
    ]);
    expect(found(rule, umbrella({ [controller]: "south" }))).to.deep.equal([`values.higress-core.${controller}`]);
    expect(found(rule, umbrella({ [pilot]: "south", [gateway]: "south", [controller]: "south" }))).to.deep.equal([]);
    const misplaced = change(umbrella({ [pilot]: "south", [controller]: "south" }), `values.${gateway}`, "south");
    expect(found(rule, misplaced), "of the inner chart").to.deep.equal([`values.higress-core.${gateway}`]);
  });

  it("takes the default in all places, left out or written out, and one name in all places", () => {
    expect(found(rule, core({}))).to.deep.equal([]);
    expect(found(rule, core({ [pilot]: "", [gateway]: null, [controller]: null }))).to.deep.equal([]);
    expect(found(rule, core({ [controller]: "Kubernetes" }))).to.deep.equal([]);
    expect(found(rule, core({ [pilot]: "south", [gateway]: "south", [controller]: "south" }))).to.deep.equal([]);
    // Templates print both alike.
    expect(found(rule, core({ [pilot]: 7, [gateway]: "7", [controller]: 7 }))).to.deep.equal([]);
  });

  it("takes an empty variable for a name, which the code does", () => {
    expect(messages(rule, core({ [controller]: "" }))).to.deep.equal([
      `is "", where values.${pilot} is "Kubernetes" by default`,
    ]);
  });

  it("finds a list of variables, from which the chart makes none of that name", () => {
    const values = { [pilot]: "south", [gateway]: "south", "controller.env": [{ name: "CLUSTER_ID", value: "south" }] };
    expect(found(rule, core(values))).to.deep.equal([`values.${controller}`]);
  });

  it("judges the releases of Higress and nothing else, and finds nothing in a lawful world", () => {
    expect(found(rule, world())).to.deep.equal([]);
    expect(judged(rule)).to.include.members(["acme.release", "entry.release", "shared.release"]);
    expect(found(rule, pick("acme.namespace"))).to.equal(undefined);
  });

  it("does not pass a name that preview cannot know, nor the defaults of a chart that the pack does not", () => {
    expect(cannotKnow(rule, core({ [gateway]: unknown }), `values.${gateway}`)).to.equal(true);
    const [message] = messages(rule, change(pick("acme.release"), "version", "9.9.9")) ?? [];
    expect(message).to.match(/^has the default of chart "higress-core" "9\.9\.9", which the pack does not know/);
  });
});
