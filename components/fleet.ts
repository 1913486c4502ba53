import * as pulumi from "@pulumi/pulumi";
import { isProtected, type Plan } from "../plan/index.ts";
import { Base } from "./base.ts";
import type { ReadPair } from "./certificates.ts";
import { Entry } from "./entry.ts";
import { fieldManager } from "./field-manager.ts";
import { Gateway } from "./gateway.ts";
import { Tenant } from "./tenant.ts";

/**
 * All of one stack: what is cluster-wide, the entry, the platform's gateways and the tenants. No resource of one tenant
 * waits for one of another.
 */
export class Fleet extends pulumi.ComponentResource {
  readonly entry: Entry;
  /** By id. */
  readonly gateways: Readonly<Record<string, Gateway>>;
  /** By id. */
  readonly tenants: Readonly<Record<string, Tenant>>;

  /** @param readPair asked for the certificates that come from files; a plan without any needs none */
  constructor(
    name: string,
    plan: Plan,
    opts: Omit<pulumi.ComponentResourceOptions, "transformations">,
    readPair: ReadPair = nobody,
  ) {
    const { environment, region } = plan;
    super(
      "higress-fleet:index:Fleet",
      name,
      { environment, region },
      { ...opts, transformations: [fieldManager(plan)] },
    );
    const { protect } = plan;
    const child = { parent: this };
    const held = ({ id }: { readonly id: string }) => isProtected(plan, id);

    const base = new Base("base", { plan: plan.base, protect }, child);
    this.entry = new Entry(plan.entry.id, { plan: plan.entry, base, protect, readPair }, child);
    this.gateways = Object.fromEntries(
      plan.gateways.map((gateway) => [
        gateway.id,
        new Gateway(gateway.id, { plan: gateway, base, protect: held(gateway) }, child),
      ]),
    );
    this.tenants = Object.fromEntries(
      plan.tenants.map((tenant) => [
        tenant.id,
        new Tenant(tenant.id, { plan: tenant, base, protect: held(tenant) }, child),
      ]),
    );

    this.registerOutputs();
  }
}

const nobody: ReadPair = ({ metadata }) => {
  throw new Error(`Nobody reads the files of Secret ${metadata.name}.`);
};
