import { expect } from "chai";
import rule from "../../../policy/rules/workload-security-context.ts";
import { change, judge, resource, unknown, type Sketch } from "../harness.ts";
import { cannotKnow, found, judged } from "../verdict.ts";
import { facts, pick } from "../world.ts";

const release = pick("acme.release");
const withValue = (path: string, value: unknown) => found(rule, change(release, `values.${path}`, value));

const safe = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const spec = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
  containers: [{ name: "app", image: "registry.example.com/mirror/app:1.2.3", securityContext: safe }],
};
const pod: Sketch = {
  type: "kubernetes:core/v1:Pod",
  props: { metadata: { name: "it", namespace: "acme-gateway" }, spec },
};
const withField = (path: string, value: unknown) => found(rule, change(pod, `spec.${path}`, value));

describe("workload-security-context, of pods,", () => {
  it("refuses each part of the node", () => {
    for (const field of ["hostNetwork", "hostPID", "hostIPC"]) {
      expect(withField(field, true)).to.deep.equal([`spec.${field}`]);
    }
    expect(withField("volumes", [{ name: "x", hostPath: { path: "/" } }])).to.deep.equal(["spec.volumes[0].hostPath"]);
    expect(withField("volumes", [{ name: "x", nfs: {} }])).to.deep.equal(["spec.volumes[0].nfs"]);
    expect(withField("containers[0].ports", [{ containerPort: 80 }, { hostPort: 80 }])).to.deep.equal([
      "spec.containers[0].ports[1].hostPort",
    ]);
    expect(withField("securityContext.sysctls", [{ name: "kernel.msgmax", value: "1" }])).to.deep.equal([
      "spec.securityContext.sysctls[0].name",
    ]);
    expect(withField("priorityClassName", "system-node-critical")).to.deep.equal(["spec.priorityClassName"]);
  });

  it("refuses each way out of the container", () => {
    const context = "containers[0].securityContext";
    for (const [field, value] of [
      ["privileged", true],
      ["allowPrivilegeEscalation", true],
      ["procMount", "Unmasked"],
      ["runAsUser", 0],
      ["runAsGroup", 0],
      ["runAsNonRoot", false],
      ["seccompProfile.type", "Unconfined"],
      ["appArmorProfile.type", "Unconfined"],
      ["seLinuxOptions.type", "spc_t"],
      ["windowsOptions.hostProcess", true],
      ["capabilities.add", ["NET_BIND_SERVICE", "SYS_ADMIN"]],
    ] as const) {
      expect(withField(`${context}.${field}`, value), field).to.deep.equal([`spec.${context}.${field}`]);
    }
    expect(withField("containers[0].livenessProbe", { httpGet: { host: "169.254.169.254" } })).to.deep.equal([
      "spec.containers[0].livenessProbe.httpGet.host",
    ]);
    const annotation = "container.apparmor.security.beta.kubernetes.io/app";
    expect(found(rule, change(pod, `metadata.annotations["${annotation}"]`, "unconfined"))).to.deep.equal([
      `metadata.annotations["${annotation}"]`,
    ]);
  });

  it("refuses a pod's word for root, whatever its containers say", () => {
    const both = change(pod, "spec.containers[0].securityContext.runAsNonRoot", true);
    expect(found(rule, change(both, "spec.securityContext.runAsNonRoot", false))).to.deep.equal([
      "spec.securityContext.runAsNonRoot",
    ]);
    expect(withField("securityContext.runAsUser", 0)).to.deep.equal(["spec.securityContext.runAsUser"]);
  });

  it("wants the rest said, by the container or where it may be by the pod", () => {
    const context = "spec.containers[0].securityContext";
    expect(withField("containers[0].securityContext", undefined)).to.deep.equal([
      `${context}.allowPrivilegeEscalation`,
      `${context}.capabilities.drop`,
    ]);
    expect(withField("securityContext", undefined)).to.deep.equal([
      `${context}.runAsNonRoot`,
      `${context}.seccompProfile.type`,
    ]);
    expect(withField("containers[0].securityContext.capabilities.drop", ["all"])).to.deep.equal([
      `${context}.capabilities.drop`,
    ]);
    const alone = change(pod, "spec.securityContext", undefined);
    const said = { ...safe, runAsNonRoot: true, seccompProfile: { type: "Localhost", localhostProfile: "p" } };
    expect(found(rule, change(alone, context, said))).to.deep.equal([]);
  });

  it("judges init and ephemeral containers like the others", () => {
    for (const kind of ["initContainers", "ephemeralContainers"]) {
      const worse = [{ name: "x", securityContext: { ...safe, privileged: true } }];
      expect(withField(kind, worse)).to.deep.equal([`spec.${kind}[0].securityContext.privileged`]);
    }
  });

  it("finds the template in every kind that has one", () => {
    const places = {
      "apps/v1:Deployment": "spec.template",
      "apps/v1:DaemonSet": "spec.template",
      "apps/v1:StatefulSet": "spec.template",
      "apps/v1:ReplicaSet": "spec.template",
      "core/v1:ReplicationController": "spec.template",
      "core/v1:PodTemplate": "template",
      "batch/v1:Job": "spec.template",
      "batch/v1:CronJob": "spec.jobTemplate.spec.template",
    };
    for (const [kind, path] of Object.entries(places)) {
      const sketch = change({ type: `kubernetes:${kind}`, props: {} }, path, { spec: { ...spec, hostPID: true } });
      expect(found(rule, sketch), kind).to.deep.equal([`${path}.spec.hostPID`]);
    }
    // Rendered by helm.v4.Chart or a ConfigGroup: the child is registered like any other object.
    const child = change(
      { type: "kubernetes:apps/v1:Deployment", props: {}, parents: "kubernetes:helm.sh/v4:Chart" },
      "spec.template.spec",
      spec,
    );
    expect(found(rule, change(child, "spec.template.spec.hostIPC", true))).to.deep.equal([
      "spec.template.spec.hostIPC",
    ]);
  });

  it("wants of a patch nothing that it leaves as it is", () => {
    const patch = (part: unknown): Sketch => ({
      type: "kubernetes:apps/v1:DeploymentPatch",
      props: { spec: { template: { spec: part } } },
    });
    expect(found(rule, patch({ containers: [{ name: "app" }] }))).to.deep.equal([]);
    expect(found(rule, patch({ containers: [{ name: "app", securityContext: { privileged: true } }] }))).to.deep.equal([
      "spec.template.spec.containers[0].securityContext.privileged",
    ]);
  });

  it("lets the chart's own container be what the chart makes it, and only in that", () => {
    const discovery = change(pod, "spec.containers[0].image", "registry.example.com/mirror/higress/pilot:2.2.4");
    const context = "spec.containers[0].securityContext";
    const bare = change(discovery, `${context}.allowPrivilegeEscalation`, undefined);
    expect(found(rule, bare)).to.deep.equal([]);
    expect(found(rule, change(bare, `${context}.privileged`, true))).to.deep.equal([`${context}.privileged`]);
    const alike = change(bare, "spec.containers[0].image", "registry.example.com/mirror/nothigress/pilot:2.2.4");
    expect(found(rule, alike)).to.deep.equal([`${context}.allowPrivilegeEscalation`]);
  });

  it("takes its level and its exceptions from the settings", () => {
    const judged = (sketch: Sketch, settings: Record<string, unknown>) =>
      judge(rule, resource(sketch), facts(), settings)?.map(({ path }) => path);
    const plain = change(
      change(pod, "spec.securityContext", undefined),
      "spec.containers[0].securityContext",
      undefined,
    );
    expect(judged(plain, { pssLevel: "baseline" })).to.deep.equal([]);
    const loud = change(plain, "spec.containers[0].securityContext.capabilities.add", ["NET_RAW"]);
    expect(judged(loud, { pssLevel: "baseline" })).to.deep.equal([
      "spec.containers[0].securityContext.capabilities.add",
    ]);
    const exceptions = [{ image: "mirror/app", field: "ports[0].hostPort" }];
    const port = change(pod, "spec.containers[0].ports", [{ hostPort: 1 }]);
    expect(judged(port, { exceptions })).to.deep.equal([]);
  });

  it("accepts what is safe, null for nothing, and the one capability that ports need", () => {
    expect(found(rule, pod)).to.deep.equal([]);
    expect(withField("hostNetwork", null)).to.deep.equal([]);
    expect(withField("containers[0].securityContext.privileged", null)).to.deep.equal([]);
    expect(withField("containers[0].securityContext.capabilities.add", ["NET_BIND_SERVICE"])).to.deep.equal([]);
    expect(
      withField("securityContext.sysctls", [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }]),
    ).to.deep.equal([]);
    expect(
      withField("volumes", [
        { name: "x", emptyDir: {} },
        { name: "y", projected: {} },
      ]),
    ).to.deep.equal([]);
  });

  it("does not pass what cannot be known", () => {
    expect(cannotKnow(rule, change(pod, "spec.hostPID", unknown), "spec.hostPID")).to.equal(true);
  });
});

describe("workload-security-context, of releases,", () => {
  it("refuses the chart's own contexts, which lack a seccomp profile", () => {
    expect(withValue("gateway.securityContext", undefined)).to.deep.equal([
      "values.gateway.securityContext.seccompProfile.type",
    ]);
    expect(withValue("controller.podSecurityContext", undefined)).to.deep.equal([
      "values.controller.podSecurityContext.runAsNonRoot",
      "values.controller.podSecurityContext.seccompProfile.type",
    ]);
    expect(withValue("controller.securityContext", undefined)).to.deep.equal([
      "values.controller.securityContext.allowPrivilegeEscalation",
      "values.controller.securityContext.capabilities.drop",
    ]);
  });

  it("wants the controller's profile for the whole pod, since discovery has no values", () => {
    const seccompProfile = { type: "RuntimeDefault" };
    const own = change(release, "values.controller.securityContext", { ...safe, runAsNonRoot: true, seccompProfile });
    expect(found(rule, change(own, "values.controller.podSecurityContext", null))).to.deep.equal([
      "values.controller.podSecurityContext.seccompProfile.type",
    ]);
  });

  it("refuses a block that replaces the chart's and is worse", () => {
    const context = { runAsUser: 0, privileged: true };
    expect(withValue("gateway.containerSecurityContext", context)).to.deep.equal([
      "values.gateway.containerSecurityContext.privileged",
      "values.gateway.containerSecurityContext.runAsUser",
      "values.gateway.containerSecurityContext.allowPrivilegeEscalation",
      "values.gateway.containerSecurityContext.capabilities.drop",
      "values.gateway.securityContext.runAsNonRoot",
    ]);
    expect(withValue("gateway.securityContext.sysctls", [{ name: "kernel.sem", value: "1" }])).to.deep.equal([
      "values.gateway.securityContext.sysctls[0].name",
    ]);
  });

  it("refuses a gateway that needs root for its ports, in every spelling the chart takes for it", () => {
    for (const value of [false, "false"]) {
      expect(withValue("gateway.unprivilegedPortSupported", value)).to.deep.equal([
        "values.gateway.unprivilegedPortSupported",
      ]);
    }
    expect(withValue("gateway.unprivilegedPortSupported", true)).to.deep.equal([]);
  });

  it("judges the umbrella's console while it runs", () => {
    const { values } = release.props as { readonly values: Readonly<Record<string, unknown>> };
    const umbrella = change(change(release, "chart", "higress"), "values", { "higress-core": values });
    expect(found(rule, umbrella)).to.deep.equal([
      "values.higress-console.securityContext.allowPrivilegeEscalation",
      "values.higress-console.securityContext.capabilities.drop",
      "values.higress-console.podSecurityContext.runAsNonRoot",
      "values.higress-console.podSecurityContext.seccompProfile.type",
    ]);
    expect(found(rule, change(umbrella, 'values["higress-console"].replicaCount', 0))).to.deep.equal([]);
  });

  it("judges the releases of the world and finds nothing", () => {
    expect(judged(rule)).to.deep.equal(["entry.release", "shared.release", "acme.release", "globex.release"]);
    for (const name of judged(rule)) expect(found(rule, pick(name ?? ""))).to.deep.equal([]);
    expect(found(rule, pick("acme.quota"))).to.equal(undefined);
  });

  it("does not pass what cannot be known", () => {
    const path = "values.controller.podSecurityContext";
    expect(cannotKnow(rule, change(release, path, unknown), path)).to.equal(true);
  });
});
