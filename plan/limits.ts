/** What one container may ask for, and gets when it asks for nothing. */
import type { Compute, Limits, Size } from "./model.ts";
import { metadata } from "./metadata.ts";
import type { LimitRange, Strings } from "./manifests.ts";
import { parseQuantity } from "./quantity.ts";
import type { Installation } from "./site.ts";
import { sizes } from "./sizes.ts";

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
export function platformLimits(size: Size): Limits {
  const { gateway, controller, pilot } = sizes[size];
  const containers = [gateway, controller, pilot];
  return {
    default: { cpu: "100m", memory: "128Mi" },
    defaultRequest: { cpu: "100m", memory: "128Mi" },
    max: { cpu: largest(containers.map((each) => each.cpu)), memory: largest(containers.map((each) => each.memory)) },
  };
}

const largest = (quantities: readonly string[]): string =>
  quantities.reduce((most, each) => ((parseQuantity(each) ?? 0n) > (parseQuantity(most) ?? 0n) ? each : most));
