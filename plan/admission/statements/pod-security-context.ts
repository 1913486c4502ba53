import { podKinds, thePod } from "../pods.ts";
import type { Statement } from "../statement.ts";

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(", ");

/** What the Pod Security Standard `restricted` lets a Pod mount; a kind that is not in the list is refused. */
const volumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Of its own network namespace alone, by the Pod Security Standard `baseline`; the gateway sets the last but one. */
const sysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** Of containers, by the Pod Security Standard `baseline`. */
const seLinuxTypes = ["container_engine_t", "container_init_t", "container_kvm_t", "container_t"];

const everyContext = (holds: string): string => `variables.contexts.all(context, ${holds})`;

/** Beyond Pod Security, which the Namespace's labels switch on: it judges Pods, and only warns of what they are made of. */
export const podSecurityContext: Statement = {
  id: "pod-security-context",
  title: "A tenant's Pods have no part of the node",
  scope: "tenants",
  matches: podKinds,
  variables: [
    ...thePod,
    {
      name: "containers",
      expression:
        "variables.spec.?containers.orValue([]) + variables.spec.?initContainers.orValue([]) + " +
        "variables.spec.?ephemeralContainers.orValue([])",
    },
    {
      name: "contexts",
      expression:
        "[variables.spec.?securityContext.orValue({})] + " +
        "variables.containers.map(container, container.?securityContext.orValue({}))",
    },
    {
      name: "asked",
      expression:
        "variables.containers.map(container, container.?livenessProbe.orValue({})) + " +
        "variables.containers.map(container, container.?readinessProbe.orValue({})) + " +
        "variables.containers.map(container, container.?startupProbe.orValue({})) + " +
        "variables.containers.map(container, container.?lifecycle.?postStart.orValue({})) + " +
        "variables.containers.map(container, container.?lifecycle.?preStop.orValue({}))",
    },
  ],
  validations: [
    {
      expression: "['hostNetwork', 'hostPID', 'hostIPC'].all(field, variables.spec[?field].orValue(false) != true)",
      message: "The Pod would share the node's network, processes or memory. Remove hostNetwork, hostPID and hostIPC.",
    },
    {
      expression:
        "variables.containers.all(container, container.?ports.orValue([]).all(port, port.?hostPort.orValue(0) == 0))",
      message: "A host port is open on the node's address, past the entry. Remove hostPort.",
    },
    {
      expression: `variables.spec.?volumes.orValue([]).all(volume, volume.all(key, key in ['name', ${quoted(volumes)}]))`,
      message: `A volume leads to the node or to a server of its own. Use one of: ${volumes.join(", ")}.`,
    },
    {
      expression: `variables.asked.all(asked, asked.?httpGet.?host.orValue('') == '' && asked.?tcpSocket.?host.orValue('') == '')`,
      message: "The node would ask another host than the Pod, from its own address. Remove host from probes and hooks.",
    },
    {
      expression: everyContext(
        "context.?privileged.orValue(false) != true && context.?allowPrivilegeEscalation.orValue(false) != true && " +
          "context.?windowsOptions.?hostProcess.orValue(false) != true && " +
          "context.?procMount.orValue('Default') == 'Default' && " +
          "context.?seccompProfile.?type.orValue('RuntimeDefault') != 'Unconfined' && " +
          "context.?appArmorProfile.?type.orValue('RuntimeDefault') != 'Unconfined'",
      ),
      message:
        "A container would be privileged, or free of the node's guards. Remove privileged, allowPrivilegeEscalation, hostProcess, procMount and Unconfined profiles.",
    },
    {
      expression: everyContext(
        "context.?seLinuxOptions.?user.orValue('') == '' && context.?seLinuxOptions.?role.orValue('') == '' && " +
          `context.?seLinuxOptions.?type.orValue('') in ['', ${quoted(seLinuxTypes)}]`,
      ),
      message:
        "SELinux would treat the container as a part of the node. Remove seLinuxOptions but for a container's type.",
    },
    {
      expression: everyContext("context.?capabilities.?add.orValue([]).all(each, each == 'NET_BIND_SERVICE')"),
      message: "Added capabilities are rights over the node's kernel. Remove all but NET_BIND_SERVICE.",
    },
    {
      expression: everyContext("context.?runAsUser.orValue(1) != 0"),
      message: "The user root of a container is the node's. Give runAsUser another number.",
    },
    {
      expression: `variables.spec.?securityContext.?sysctls.orValue([]).all(sysctl, sysctl.name in [${quoted(sysctls)}])`,
      message: "A sysctl reaches beyond the Pod. Remove it from securityContext.sysctls.",
    },
    {
      expression: "!variables.spec.?priorityClassName.orValue('').startsWith('system-')",
      message: "The cluster's own priority would drive other tenants' Pods away. Leave priorityClassName out.",
    },
  ],
};
