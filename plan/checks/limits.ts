/** LimitRange of a tenant: amounts that agree with each other, with the quota, and with the gateway's own containers. */
import type { Finding, FleetPath } from "../fault.ts";
import type { Fleet, Limits, Tenant } from "../model.ts";
import type { Compute } from "../model/sizing.ts";
import { parseQuantity } from "../quantity.ts";
import { rolloutPeak, sizingOf } from "../sizes.ts";
import { notAnAmount } from "./amounts.ts";
import { eachTenant, found, quote, sizeNamed, type Check } from "./check.ts";

const levels = ["defaultRequest", "default", "max"] as const satisfies readonly (keyof Limits)[];
const dimensions = ["cpu", "memory"] as const satisfies readonly (keyof Compute)[];

const eachDimension = (check: (dimension: keyof Compute, tenant: Tenant, fleet: Fleet) => readonly Finding[]): Check =>
  eachTenant((tenant, fleet) => dimensions.flatMap((dimension) => check(dimension, tenant, fleet)));

/** Undefined when one of the two is no quantity, which is another finding. */
function exceeds(given: string, bound: string): boolean | undefined {
  const [amount, limit] = [parseQuantity(given), parseQuantity(bound)];
  return amount === undefined || limit === undefined ? undefined : amount > limit;
}

export const limitsAreQuantities = eachDimension((dimension, { limits }) =>
  levels.flatMap((level) => {
    const given = limits[level][dimension];
    const problem =
      parseQuantity(given) === 0n
        ? { message: `${level} ${dimension} of ${quote(given)} admits nothing`, remedy: "Write an amount above zero." }
        : notAnAmount(given, dimension === "cpu" ? "cpu" : "bytes");
    return found(["limits", level, dimension], problem);
  }),
);

/** Kubernetes refuses the LimitRange otherwise. */
export const limitsAreInOrder = eachDimension((dimension, { limits }) =>
  levels.slice(1).flatMap((higher, at) => {
    const lower = levels[at] ?? higher;
    const [given, bound] = [limits[lower][dimension], limits[higher][dimension]];
    return exceeds(given, bound) === true
      ? [
          {
            path: ["limits", lower, dimension],
            message: `${lower} ${dimension} of ${quote(given)} is more than ${higher} ${dimension} of ${quote(bound)}`,
            remedy: `Lower it to at most ${quote(bound)}, or raise ${higher}.`,
          },
        ]
      : [];
  }),
);

/** A container larger than the maximum would not be admitted: not even Higress's own. */
export const limitsAdmitTheGateway = eachDimension((dimension, tenant, fleet) => {
  const { limits } = tenant;
  const { gateway, controller, discovery, beside = [] } = sizingOf(fleet.sizes, tenant);
  const given = limits.max[dimension];
  const own = [gateway, controller, discovery, ...beside].map((container) => container[dimension]);
  const needed = own.reduce((most, each) => (exceeds(each, most) === true ? each : most));
  return exceeds(needed, given) === true
    ? [
        {
          path: ["limits", "max", dimension],
          message: `max ${dimension} of ${quote(given)} does not admit Higress's own containers: ${sizeNamed(tenant)} has one of ${quote(needed)}`,
          remedy: `Raise it to at least ${quote(needed)}, or choose a smaller size.`,
        },
      ]
    : [];
});

/** A maximum that the quota can never grant only promises what will be refused. */
export const limitsFitTheQuota = eachDimension((dimension, tenant, fleet) => {
  const { quota, limits } = tenant;
  const key = `limits.${dimension}`;
  const given = limits.max[dimension];
  const written = Object.hasOwn(quota, key) ? quota[key] : undefined;
  const bound = written ?? rolloutPeak(sizingOf(fleet.sizes, tenant))[dimension];
  const path: FleetPath = ["limits", "max", dimension];
  if (exceeds(given, bound) !== true) return [];
  return [
    {
      path,
      message:
        written === undefined
          ? `max ${dimension} of ${quote(given)} is more than ${sizeNamed(tenant)} has in all, ${quote(bound)}`
          : `max ${dimension} of ${quote(given)} is more than the tenant's quota ${quote(key)} of ${quote(bound)}`,
      remedy: `Lower it to at most ${quote(bound)}, or ${written === undefined ? `set quota ${quote(key)} for workloads of the tenant's own` : `raise quota ${quote(key)}`}.`,
    },
  ];
});
