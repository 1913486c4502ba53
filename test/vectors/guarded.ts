/** What has a file of its own among the platform's objects that statement `guard-rails` keeps. */
import { autoscalers } from "./autoscalers.ts";
import { fleets } from "./console.ts";
import { monitors } from "./monitors.ts";
import { services } from "./servers.ts";
import type { Vector } from "./vector.ts";

export const guarded: readonly Vector[] = [...autoscalers, ...monitors, ...services, ...fleets];
