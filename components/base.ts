import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { BasePlan, CustomResourceDefinition, InstallationPlan } from "../plan/index.ts";
import { gatewayClass } from "../plan/names.ts";
import { inputs } from "./inputs.ts";

export interface BaseArgs {
  readonly plan: BasePlan;
  /** Whether the CRDs are protected from deletion. */
  readonly protect: boolean;
}

/** Cluster-wide objects, which belong to the stack and not to one tenant's release. */
export class Base extends pulumi.ComponentResource {
  /** What has to exist before a release or an McpBridge does. */
  readonly customResourceDefinitions: readonly pulumi.Resource[];
  /** By name. */
  private readonly gatewayClasses: Readonly<Record<string, pulumi.Resource>>;
  /** What the controllers' cluster-wide bindings refer to. */
  readonly clusterRoles: readonly pulumi.Resource[];

  constructor(name: string, { plan, protect }: BaseArgs, opts: pulumi.ComponentResourceOptions) {
    super("higress-fleet:index:Base", name, {}, opts);

    // Deleting a CRD deletes every object of its kind in the cluster, ours or not. So it takes an unprotect to drop one
    // from the stack, and even then it stays in the cluster, as it does when Helm uninstalls a chart.
    this.customResourceDefinitions = plan.customResourceDefinitions.map(
      (definition) =>
        new k8s.apiextensions.v1.CustomResourceDefinition(
          `${name}.crd.${definition.metadata.name}`,
          { ...inputs(definition), spec: asRead(definition.spec) },
          { parent: this, protect, retainOnDelete: protect },
        ),
    );
    this.clusterRoles = plan.clusterRoles.map(
      (role) => new k8s.rbac.v1.ClusterRole(`${name}.role.${role.metadata.name}`, inputs(role), { parent: this }),
    );
    this.admission(name, plan);
    for (const ingressClass of plan.ingressClasses) {
      new k8s.networking.v1.IngressClass(`${name}.class.${ingressClass.metadata.name}`, inputs(ingressClass), {
        parent: this,
      });
    }
    this.gatewayClasses = Object.fromEntries(
      plan.gatewayClasses.map((gatewayClass) => [
        gatewayClass.metadata.name,
        new k8s.apiextensions.CustomResource(
          `${name}.gateway-class.${gatewayClass.metadata.name}`,
          inputs(gatewayClass),
          {
            parent: this,
            dependsOn: [...this.customResourceDefinitions],
          },
        ),
      ]),
    );

    this.registerOutputs();
  }

  /** What has to exist before the release of an installation does. */
  neededBy({ id, role }: InstallationPlan): readonly pulumi.Resource[] {
    // The controller of a gateway that serves the Gateway API makes a class that it does not find, and may not.
    const own = role === "gateway" ? this.gatewayClasses[gatewayClass(id)] : undefined;
    return own === undefined ? this.customResourceDefinitions : [...this.customResourceDefinitions, own];
  }

  private admission(name: string, plan: BasePlan): void {
    const platform = plan.clusterRoleBindings.map(
      (binding) =>
        new k8s.rbac.v1.ClusterRoleBinding(`${name}.binding.${binding.metadata.name}`, inputs(binding), {
          parent: this,
          dependsOn: [...this.clusterRoles],
        }),
    );
    for (const policy of plan.admissionPolicies) {
      const resource = `${name}.admission.${policy.metadata.name}`;
      new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(resource, inputs(policy), { parent: this });
    }
    for (const binding of plan.admissionPolicyBindings) {
      // A policy that binds before its exemption does, or after it, would refuse what the platform itself does.
      const options = { parent: this, dependsOn: platform };
      const resource = `${name}.admission-binding.${binding.metadata.name}`;
      new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(resource, inputs(binding), options);
    }
  }
}

// A cast, because the plan hands a schema on as it was read: the API server judges it, not the compiler.
const asRead = (spec: CustomResourceDefinition["spec"]) =>
  spec as unknown as k8s.types.input.apiextensions.v1.CustomResourceDefinitionSpec;
