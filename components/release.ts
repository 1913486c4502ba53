import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ReleasePlan } from "../plan/index.ts";
import { inputs } from "./inputs.ts";

/** Relative to the project, as is a local chart: an absolute path would be a change in every other checkout. */
const narrow = "./components/narrow.ts";

/** The Helm release of one installation. Helm waits until its pods are ready. */
export function release(name: string, plan: ReleasePlan, opts: pulumi.CustomResourceOptions): k8s.helm.v3.Release {
  return new k8s.helm.v3.Release(
    name,
    {
      name: plan.name,
      namespace: plan.namespace,
      chart: plan.chart,
      ...(plan.repository === undefined ? {} : { repositoryOpts: { repo: plan.repository } }),
      ...(plan.version === undefined ? {} : { version: plan.version }),
      values: inputs(plan.values),
      description: plan.description,
      postrender: narrow,
      // Hooks pass by the post-renderer, and the chart has none. The provider asks the first on installation, the second on upgrades.
      disableWebhooks: true,
      disableCRDHooks: true,
      // The CRDs are resources of their own (base.ts): Helm never upgrades any.
      skipCrds: true,
      // Helm would read the API server's whole OpenAPI document once per release, only to learn that the server validates;
      // 100 releases spend a third of the provider's time on that. The server judges what is sent to it either way.
      disableOpenapiValidation: true,
      // A failed or interrupted install is removed and a failed upgrade rolled back, so that `up` can be run again; a release
      // that was left half-made would refuse every further attempt.
      atomic: true,
      cleanupOnFail: true,
      // Every revision is a Secret with the whole manifest in it.
      maxHistory: 3,
    },
    opts,
  );
}
