import type { Facts } from "../facts.ts";
import { units } from "../model/limit-range.ts";
import { amountOf } from "../model/peak.ts";
import { formatQuantity, parseQuantity } from "../model/quantity.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { isSuspended } from "../model/ownership.ts";
import { gatewayScale } from "../model/scale.ts";
import { at } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

type Amount = string | number;

/** The least that an environment's gateways have. */
interface Floor {
  readonly replicas: number;
  readonly cpu: Amount;
  readonly memory: Amount;
}

const defaultFloors: Readonly<Record<"prod" | "staging" | "test" | "dev", Floor>> = {
  prod: { replicas: 3, cpu: "2", memory: "2Gi" },
  staging: { replicas: 2, cpu: "1", memory: "1Gi" },
  test: { replicas: 2, cpu: "500m", memory: "512Mi" },
  dev: { replicas: 1, cpu: "200m", memory: "256Mi" },
};

const noCap: Readonly<Partial<Record<"cpu" | "memory", Amount>>> = {};

const amount = { type: ["string" as const, "number" as const] };
const path = "gateway.resources";

export default resourceRule({
  id: "env-gateway-floor",
  number: 76,
  title: "Every gateway has the replicas, CPU and memory that its environment asks for",
  why: "A gateway below the floor falls over at the first load, or stops all of a tenant's traffic when one node is drained.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Give the installation a larger size; where the floor is wrong for the environment, set the rule's floors. With autoscaling, minReplicas counts.",
  url: ruleUrl("env-gateway-floor"),
  settings: {
    floors: {
      type: "object",
      additionalProperties: {
        type: "object",
        properties: { replicas: { type: "integer", minimum: 1 }, cpu: amount, memory: amount },
        required: ["replicas", "cpu", "memory"],
        additionalProperties: false,
      },
      description:
        "By environment the least replicas, and CPU and memory that one gateway pod asks for. One without a row has that of its profile, and where that has none either, that of `prod` where it is protected, else that of `test`. Of the default table the profile chooses first.",
      default: defaultFloors,
    },
    cap: {
      type: "object",
      properties: { cpu: amount, memory: amount },
      additionalProperties: false,
      description: "The most that one gateway pod may have as limits: `{ cpu: 8, memory: 16Gi }`. None by default.",
      default: noCap,
    },
  },
  check: (resource, facts, { floors, cap }) => {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const floor = floorOf(floors, facts);
    const container = { path, resources: effective(resource, path) };
    return [
      ...(isSuspended(resource, facts) ? none(resource) : replicas(resource, floor.replicas, facts.environment)),
      ...units.flatMap((unit) => [
        ...below(amountOf(container, "requests", unit), floor[unit], valuePath(resource, `${path}.requests.${unit}`)),
        ...above(amountOf(container, "limits", unit), at(cap, unit), valuePath(resource, `${path}.limits.${unit}`)),
      ]),
    ];
  },
});

/** A table that somebody gives need not have the two rows that others fall back to. */
function floorOf(floors: Readonly<Record<string, Floor>>, { environment, profile, protect }: Facts): Floor {
  const row = (name: string | undefined): Floor | undefined =>
    name !== undefined && Object.hasOwn(floors, name) ? floors[name] : undefined;
  const other = protect ? "prod" : "test";
  // Of the rule's own table the profile chooses: an environment `dev` may be one of production.
  const named = floors === defaultFloors && profile !== undefined ? undefined : row(environment);
  return named ?? row(profile) ?? row(other) ?? defaultFloors[other];
}

function replicas(release: Resource, floor: number, environment: string): readonly Finding[] {
  const { least, leastPath, most, mostPath } = gatewayScale(release);
  const [from, to] = [leastPath, mostPath].map((each) => valuePath(release, each));
  if (from === undefined || to === undefined) return [];
  if (least === undefined) return [{ path: from, message: "leaves open how many pods there will be" }];
  const few = `${least} ${least === 1 ? "is" : "are"} fewer than the ${floor} of environment ${JSON.stringify(environment)}`;
  return [
    ...(least < floor ? [{ path: from, message: few }] : []),
    ...(most === undefined || most < least ? [{ path: to, message: `is no number from ${least} on` }] : []),
  ];
}

/** A fact that spares a release its floor must be true. */
function none(release: Resource): readonly Finding[] {
  const { most, mostPath } = gatewayScale(release);
  if (most === 0) return [];
  return [{ path: valuePath(release, mostPath), message: "is not 0, and its tenant is suspended" }];
}

function below(has: bigint | undefined, floor: unknown, at: string): readonly Finding[] {
  const least = parseQuantity(floor);
  if (least === undefined) return [{ path: at, message: `the rule's floor ${JSON.stringify(floor)} is no quantity` }];
  if (has === undefined) return [{ path: at, message: "is missing or no quantity" }];
  if (has >= least) return [];
  return [{ path: at, message: `${formatQuantity(has)} is below the environment's floor of ${formatQuantity(least)}` }];
}

function above(has: bigint | undefined, cap: unknown, at: string): readonly Finding[] {
  if (cap === undefined) return [];
  const most = parseQuantity(cap);
  if (most === undefined) return [{ path: at, message: `the rule's cap ${JSON.stringify(cap)} is no quantity` }];
  if (has === undefined) return [{ path: at, message: "is missing or no quantity" }];
  if (has <= most) return [];
  return [{ path: at, message: `${formatQuantity(has)} is above the cap of ${formatQuantity(most)}` }];
}
