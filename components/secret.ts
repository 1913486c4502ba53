import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { GeneratedSecret } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/** A Secret with invented values, and what else stands beside them. They stay the same, encrypted in the state, until the fleet drops the Secret. */
export function generatedSecret(
  name: string,
  plan: GeneratedSecret,
  opts: pulumi.CustomResourceOptions & { readonly parent: pulumi.Resource },
): k8s.core.v1.Secret {
  const { parent } = opts;
  const invent = (key: string) =>
    // Letters and digits: user names and passwords that need no quoting anywhere. 32 of them are 190 bits.
    new random.RandomPassword(`${name}.${key}`, { length: plan.lengths?.[key] ?? 32, special: false }, { parent })
      .result;
  const invented = Object.fromEntries(plan.keys.map((key) => [key, invent(key)]));
  const stringData = { ...plan.known, ...invented };
  return new k8s.core.v1.Secret(name, { metadata: inputs(plan.metadata), stringData }, opts);
}
