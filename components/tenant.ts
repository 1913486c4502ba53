import * as pulumi from "@pulumi/pulumi";
import type { TenantPlan, Withheld } from "../plan/index.ts";
import { installation } from "./installation.ts";
import type { InstallationArgs } from "./installation.ts";

/** One tenant: its namespace, the fences around it and its own gateway behind the entry. */
export class Tenant extends pulumi.ComponentResource {
  /** Every host that leads to it. */
  readonly hosts: readonly string[];
  /** Hosts of its own that do not yet, for want of a proof. */
  readonly withheld: readonly Withheld[];
  readonly namespace: pulumi.Output<string>;
  /** Whether none of its pods run. */
  readonly suspended: boolean;

  constructor(name: string, args: InstallationArgs<TenantPlan>, opts: pulumi.ComponentResourceOptions) {
    super("higress-fleet:index:Tenant", name, {}, opts);
    const { namespace } = installation(this, args);

    this.hosts = args.plan.hosts;
    this.withheld = args.plan.withheld;
    this.namespace = namespace.metadata.name;
    this.suspended = args.plan.suspended;
    const { hosts, withheld, suspended } = this;
    this.registerOutputs({ hosts, withheld, namespace: this.namespace, suspended });
  }
}
