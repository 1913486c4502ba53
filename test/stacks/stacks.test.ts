import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { parse } from "yaml";
import type { Fleet } from "../../plan/index.ts";
import { recordFleet } from "../components/recorded.ts";
import { fleetOf } from "../support/plan.ts";
import { planStack, recordStack, stacks } from "./stack.ts";

const read = (path: string): unknown => parse(readFileSync(path, "utf8"));

/** What a resource of the fleet must say to be told apart by people and rules. */
const fleetLabel = "higress-fleet.io/fleet";

/** Everything that is told the engine, by URN. */
const inputsOf = ({ registered }: Awaited<ReturnType<typeof recordStack>>): ReadonlyMap<string, string> =>
  new Map(registered.map((each) => [each.urn, JSON.stringify(each)]));

describe("the stacks", function () {
  this.timeout(60_000);

  for (const { stack, file, region } of stacks) {
    describe(stack, () => {
      it("registers what its fleet has in its region, and each object carries the fleet's label", async () => {
        const fleet = fleetOf(file);
        const { registered } = await recordStack(file, region);
        const tenants = fleet.tenants.filter(({ regions }) => regions.includes(region)).map(({ id }) => id);
        const components = registered.filter(({ type }) => type === "higress-fleet:index:Tenant");
        expect(components.map(({ name }) => name)).to.have.members(tenants);
        const releases = registered.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        const consoles = [...fleet.gateways, ...fleet.tenants].filter(
          (each) => each.console !== undefined && each.regions.includes(region),
        );
        expect(releases).to.have.lengthOf(1 + fleet.gateways.length + tenants.length + consoles.length);
        const unlabelled = registered
          .filter(({ type, reads }) => /^kubernetes:(?!helm)/.test(type) && reads === undefined)
          .filter(({ inputs }) => {
            const { labels } = inputs.metadata as { readonly labels?: Readonly<Record<string, string>> };
            return labels?.[fleetLabel] !== fleet.environment;
          });
        expect(unlabelled.map(({ name }) => name)).to.deep.equal([]);
      });

      it("gives no tenant a role beyond its namespace but the controllers' common one", async () => {
        const { registered } = await recordStack(file, region);
        const common = "base.role.higress-fleet-controller";
        // Of whoever runs the fleet; what it grants exists nowhere.
        const platform = "base.role.higress-fleet-platform";
        const roles = registered.filter(({ type }) => type.endsWith(":ClusterRole"));
        const { groups, users } = fleetOf(file).platform;
        // Of gateways that serve the Gateway API, to which their class is.
        const serving = planStack(file, region).base.gatewayClasses.map(() => "base.role.higress-fleet-gateway-api");
        // Of gateways that watch everything.
        const all = fleetOf(file).gateways.some(({ watch }) => watch === "all");
        const both = fleetOf(file).gateways.some(({ watch, gatewayApi }) => watch === "all" && gatewayApi);
        const watching = [
          ...(all ? ["base.role.higress-fleet-watch-all"] : []),
          ...(both ? ["base.role.higress-fleet-watch-all-gateway-api"] : []),
        ];
        const expected = [
          common,
          ...watching,
          ...(groups.length + users.length > 0 ? [platform] : []),
          ...serving.slice(0, 1),
        ];
        expect(roles.map(({ name }) => name)).to.have.members(expected);
        const bindings = registered.filter(
          ({ type, parent }) => type.endsWith(":ClusterRoleBinding") && parent !== "base",
        );
        // None of them for a console.
        const releases = registered.filter(
          ({ type, inputs }) => type === "kubernetes:helm.sh/v3:Release" && inputs.name === "higress",
        );
        const more = planStack(file, region).gateways.flatMap(({ id, clusterRoleBindings }) =>
          clusterRoleBindings.slice(1).map(() => id),
        );
        expect(more.length).to.equal(serving.length + watching.length);
        expect(bindings.map(({ parent }) => parent)).to.have.members([
          ...releases.map(({ parent }) => parent),
          ...more,
        ]);
      });

      it("leaves every registered input as it was for a tenant less, but the entry's bridge", async () => {
        const left = planStack(file, region).tenants[1]?.id ?? "";
        const without = (fleet: Fleet): Fleet => ({
          ...fleet,
          tenants: fleet.tenants.filter(({ id }) => id !== left),
        });
        const all = inputsOf(await recordStack(file, region));
        const fewer = inputsOf(await recordFleet(planStack(file, region, without)));
        const name = (urn: string): string => urn.split("::").at(-1) ?? "";
        const changed = [...fewer].filter(([urn, was]) => all.get(urn) !== was).map(([urn]) => name(urn));
        expect(changed).to.deep.equal(["entry.bridge"]);
        const gone = [...all.keys()].filter((urn) => !fewer.has(urn)).map(name);
        const shared = gone.filter((each) => each !== left && !each.startsWith(`${left}.`));
        const route = planStack(file, region).entry.routes.find(({ tenant }) => tenant === left);
        expect(shared).to.have.members([
          `base.class.higress-${left}`,
          `entry.route.${left}`,
          `entry.policy.to-${left}`,
          ...(route?.certificates ?? []).map(({ metadata }) => `entry.certificate.${metadata.name}`),
        ]);
      });
    });
  }

  it("have one file each that says which region of which fleet it is", () => {
    const files = readdirSync(".").filter((name) => /^Pulumi\..+\.yaml$/.test(name));
    // The last two have tests of their own (profiles.test.ts).
    const names = [...stacks.map(({ stack }) => stack), "dev", "staging"];
    expect(files).to.have.members(names.map((name) => `Pulumi.${name}.yaml`));
    for (const { stack, file, region } of stacks) {
      expect(read(`Pulumi.${stack}.yaml`), stack)
        .to.have.property("config")
        .that.deep.includes({
          "higress-fleet:fleet": file,
          "higress-fleet:region": region,
          "pulumi:disable-default-providers": ["kubernetes"],
        });
    }
  });

  it("run every region of each fleet exactly once", () => {
    const run = stacks.map(({ file, region }) => `${file} ${region}`);
    const wanted = [...new Set(stacks.map(({ file }) => file))].flatMap((file) =>
      Object.keys(fleetOf(file).regions).map((region) => `${file} ${region}`),
    );
    expect(run).to.have.members(wanted);
  });

  it("never share a cluster: no context is named twice", () => {
    const contexts = stacks.flatMap(({ stack }) => {
      const { config } = read(`Pulumi.${stack}.yaml`) as { readonly config: Readonly<Record<string, unknown>> };
      return config["higress-fleet:context"] ?? [];
    });
    expect(contexts).to.deep.equal(["prod-south", "prod-north"]);
  });

  it("keep no secret in a tracked file, and no salt to encrypt one with", () => {
    for (const { stack } of stacks) {
      expect(readFileSync(`Pulumi.${stack}.yaml`, "utf8"), stack).not.to.match(/secure:|encryptionsalt|encryptedkey/);
    }
  });

  it("use only settings that the project declares", () => {
    const { config: declared } = read("Pulumi.yaml") as {
      readonly config: Readonly<Record<string, { description: string }>>;
    };
    for (const { description } of Object.values(declared)) expect(description).not.to.equal("");
    for (const { stack } of stacks) {
      const { config } = read(`Pulumi.${stack}.yaml`) as { readonly config: object };
      const own = Object.keys(config).flatMap((key) => /^higress-fleet:(.*)$/.exec(key)?.[1] ?? []);
      expect(Object.keys(declared), stack).to.include.members(own);
    }
  });

  it("protect production and nothing else", async () => {
    for (const { stack, file, region } of stacks) {
      const { registered } = await recordStack(file, region);
      const kept = registered.filter(({ protect }) => protect).length;
      if (stack === "test") expect(kept, stack).to.equal(0);
      else expect(kept, stack).to.be.greaterThan(20);
    }
  });
});
