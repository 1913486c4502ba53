import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EntryPlan } from "../plan/index.ts";
import { address } from "./address.ts";
import { authoritySecrets, certManager, issuedCertificates, pairSecrets, type ReadPair } from "./certificates.ts";
import { ingress } from "./ingress.ts";
import { inputs } from "./inputs.ts";
import { installation, within } from "./installation.ts";
import type { InstallationArgs } from "./installation.ts";
import { pageServer } from "./page-server.ts";

export interface EntryArgs extends InstallationArgs<EntryPlan> {
  readonly readPair: ReadPair;
}

/** The gateway in front of all tenants: ends TLS and passes each host on to the tenant that owns it. */
export class Entry extends pulumi.ComponentResource {
  /** What the DNS records of all hosts point to. */
  readonly address: pulumi.Output<string | undefined>;
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: EntryArgs, opts: pulumi.ComponentResourceOptions) {
    super("higress-fleet:index:Entry", name, {}, opts);
    const { namespace, release } = installation(this, args);
    const inside = within(this, namespace);

    // Nothing waits for the tenants here, and no tenant for the entry: each comes up by itself.
    const installed = certManager(args.plan.routes, this);
    for (const planned of args.plan.routes) {
      const { ingresses, networkPolicy } = planned;
      const authoritiesOf = authoritySecrets(name, planned, inside);
      for (const each of ingresses) {
        const dependsOn = [...inside.dependsOn, ...authoritiesOf(each)];
        ingress(`${name}.route.${each.metadata.name}`, each, { ...inside, dependsOn });
      }
      issuedCertificates(name, planned, installed, inside);
      pairSecrets(name, planned, args.readPair, inside);
      new k8s.networking.v1.NetworkPolicy(
        `${name}.policy.${networkPolicy.metadata.name}`,
        inputs(networkPolicy),
        inside,
      );
    }

    if (args.plan.pageServer) pageServer(name, args.plan.pageServer, inside);

    this.address = address(`${name}.service`, release, { parent: this });
    this.namespace = namespace.metadata.name;
    this.registerOutputs({ address: this.address, namespace: this.namespace });
  }
}
