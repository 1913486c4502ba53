import * as pulumi from "@pulumi/pulumi";
import type { TenantPlan } from "../plan/index.ts";
import { installation } from "./installation.ts";
import type { InstallationArgs } from "./installation.ts";

/** One tenant: its namespace, the fences around it and its own gateway behind the entry. */
export class Tenant extends pulumi.ComponentResource {
  /** Every host that leads to it. */
  readonly hosts: readonly string[];
  readonly namespace: pulumi.Output<string>;
  /** Whether none of its pods run. */
  readonly suspended: boolean;

  constructor(name: string, args: InstallationArgs<TenantPlan>, opts: pulumi.ComponentResourceOptions) {
    super("higress-fleet:index:Tenant", name, {}, opts);
    const { namespace } = installation(this, args);

    this.hosts = args.plan.hosts;
    this.namespace = namespace.metadata.name;
    this.suspended = args.plan.suspended;
    this.registerOutputs({ hosts: this.hosts, namespace: this.namespace, suspended: this.suspended });
  }
}
