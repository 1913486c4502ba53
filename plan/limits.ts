/** What one container may ask for, and gets when it asks for nothing. */
import type { Limits } from "./model.ts";
import type { Compute, Sizing } from "./model/sizing.ts";
import { metadata } from "./metadata.ts";
import type { LimitRange, Strings } from "./manifests.ts";
import { formatCpu, formatMemory, parseQuantity } from "./quantity.ts";
import type { Installation } from "./site.ts";

export function planLimits(installation: Installation): LimitRange {
  const { limits } = installation;
  return {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: metadata(installation, "limits"),
    spec: {
      limits: [
        {
          type: "Container",
          default: amounts(limits.default),
          defaultRequest: amounts(limits.defaultRequest),
          max: amounts(limits.max),
        },
      ],
    },
  };
}

const amounts = ({ cpu, memory }: Compute): Strings => ({ cpu, memory });

/**
 * What fits an installation where nobody says otherwise: its own containers all bring their numbers, so the largest of them is
 * the most, and whatever somebody starts beside them gets little.
 */
export function platformLimits({ gateway, controller, discovery, beside = [] }: Sizing): Limits {
  const containers = [gateway, controller, discovery, ...beside];
  const most = (key: keyof Compute): bigint => containers.map((each) => parseQuantity(each[key]) ?? 0n).reduce(larger);
  const max = { cpu: most("cpu"), memory: most("memory") };
  // Own sizes may be so small that little is already too much: a LimitRange must be in order.
  const little = { cpu: formatCpu(smaller(100n, max.cpu)), memory: formatMemory(smaller(littleMemory, max.memory)) };
  return {
    default: little,
    defaultRequest: little,
    max: { cpu: formatCpu(max.cpu), memory: formatMemory(max.memory) },
  };
}

/** 128Mi, in thousandths. */
const littleMemory = 128n * 1024n ** 2n * 1000n;

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
