/** How large an installation is: by name, by sizes of the fleet's own, by numbers of one alone. */
import * as z from "zod";
import { dnsLabel } from "../names.ts";
import { builtInSizes } from "../sizes.ts";
import { unionError } from "./forms.ts";
import { label, objectName, quantity } from "./text.ts";
import { says } from "./words.ts";

/** So many that more are a slip of the hand. */
const most = 500;

/** A whole number within bounds. */
export const whole = (least: number, highest: number) => {
  const outside = says("is out of range", `Use a whole number from ${least} to ${highest}.`);
  return z.int().min(least, outside).max(highest, outside);
};

const cpu = () =>
  quantity().exactOptional().describe("CPU of each container, request and limit, in cores or millicores (`500m`).");
const memory = () =>
  quantity().exactOptional().describe("Memory of each container, request and limit, with a unit (`512Mi`).");

const pace = (what: string) =>
  z
    .strictObject({
      // Bounds of Kubernetes (autoscaling/v2, HPAScalingRules).
      stabilization: whole(0, 3600)
        .exactOptional()
        .describe("Seconds of which the most cautious recommendation counts."),
      pods: whole(1, most).exactOptional().describe("Pods that may come or go within one period."),
      period: whole(1, 1800).exactOptional().describe("Seconds of a period."),
    })
    .exactOptional()
    .describe(what);

const autoscaling = z
  .union(
    [
      z
        .boolean()
        .refine(
          (on) => !on,
          says(
            "does not say how far",
            'Leave it out to have the size\'s, or write a map: "{ max: 6, targetCpu: 70 }".',
          ),
        )
        .transform((): false => false),
      z.strictObject({
        max: whole(1, most)
          .exactOptional()
          .describe(
            "Most gateway pods; the fewest are `gateway.replicas`. Default: the size's, or else twice the fewest.",
          ),
        targetCpu: whole(1, 100)
          .exactOptional()
          .describe("Percent of their CPU that the gateway pods are kept at on average."),
        scaleUp: pace("How fast pods are added."),
        scaleDown: pace("How fast pods are taken away."),
      }),
    ],
    unionError(
      says("is neither false nor a map", 'Write "false" to have none, or a map: "{ max: 6, targetCpu: 70 }".'),
    ),
  )
  .exactOptional()
  .describe(
    "HorizontalPodAutoscaler of the gateway, or `false` for none. The cluster must measure its pods (metrics-server). " +
      "Where a running gateway first gets one, Helm takes `replicas` away, and until the autoscaler looks, at most a quarter of a minute, one pod is asked for.",
  );

const resources = {
  gateway: z
    .strictObject({
      replicas: whole(1, most).exactOptional().describe("Gateway pods; with autoscaling the fewest."),
      cpu: cpu(),
      memory: memory(),
      surge: whole(1, most).exactOptional().describe("Gateway pods that a rollout may add at once."),
    })
    .exactOptional()
    .describe("The gateway."),
  controller: z
    .strictObject({
      replicas: whole(1, 9)
        .exactOptional()
        .describe(
          "Controller pods. Gateways keep serving what they know while a single one is away; of several each serves them, and one writes.",
        ),
      cpu: cpu(),
      memory: memory(),
    })
    .exactOptional()
    .describe("The controller, and its container `higress-core`."),
  discovery: z
    .strictObject({ cpu: cpu(), memory: memory() })
    .exactOptional()
    .describe("Container `discovery` of the controller, which configures the gateways."),
  autoscaling,
};

const ownName = () =>
  label().refine(
    (name) => !builtInSizes.some((each) => each === name),
    says("is a size already", "Choose another name: a built-in size always means the same."),
  );

export const sizesSchema = z
  .record(
    ownName(),
    z.strictObject({
      base: z.enum(builtInSizes).describe("Built-in size that gives the numbers which are not written."),
      ...resources,
    }),
  )
  .prefault({})
  .describe("Sizes of the fleet's own by name, to be used wherever a size is named.");

export const resourcesSchema = z
  .strictObject(resources)
  .prefault({})
  .describe("Numbers in place of the size's; what is left out is the size's.");

/** Name of a size, which named-sizes.ts judges. Default: the profile's, which complete.ts fills in. */
export const sizeSchema = () => z.string().meta({ pattern: dnsLabel.source }).exactOptional();

/**
 * Name of a PriorityClass. The object is expected in the cluster: whoever may make one decides which pods of others have to go for these.
 * Not one of the cluster's own, before which everybody else's pods would have to go.
 */
export const priorityClass = () =>
  objectName()
    .refine(
      (name) => !name.startsWith("system-"),
      says("is for the cluster's own pods", "Make a PriorityClass for gateways, and write its name."),
    )
    .exactOptional();
