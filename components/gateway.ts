import * as pulumi from "@pulumi/pulumi";
import { address } from "./address.ts";
import { installation } from "./installation.ts";
import type { InstallationArgs } from "./installation.ts";

/** A gateway of the platform itself, beside the tenants. */
export class Gateway extends pulumi.ComponentResource {
  /** Undefined unless it has a load balancer of its own. */
  readonly address: pulumi.Output<string | undefined>;
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: InstallationArgs, opts: pulumi.ComponentResourceOptions) {
    super("higress-fleet:index:Gateway", name, {}, opts);
    const { namespace, release } = installation(this, args);

    this.address = address(`${name}.service`, release, { parent: this });
    this.namespace = namespace.metadata.name;
    this.registerOutputs({ address: this.address, namespace: this.namespace });
  }
}
