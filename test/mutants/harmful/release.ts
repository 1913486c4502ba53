/** Values of the releases: what the chart makes of them, and from where the chart comes. */
import { set, swapped, when, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const releases = "Release tenant,gateway,entry";
const own = "Release tenant";
const value = (path: string) => `values.${path}`;

/** Several values that are all as wrong, at one path. */
const each = (name: string, path: string, values: readonly unknown[], where = releases, how = set) =>
  Object.fromEntries(
    values.map((one) => [`${name} (${one === undefined ? "absent" : JSON.stringify(one)})`, how(where, path, one)]),
  );

const parts = ["gateway", "controller", "pilot"];
const eachPart = (name: string, path: (part: string) => string, to: unknown, of = parts) =>
  Object.fromEntries(of.map((part) => [`${name} ${part}`, set(releases, path(part), to)]));

export const release: readonly Harmful[] = [
  ...harmful("read", ["release"], {
    // The chart's default is true, and null takes the line out before the default is put in.
    ...each("lets the gateway read Secrets everywhere", value("gateway.rbac.enabled"), [
      true,
      "false",
      null,
      undefined,
    ]),
    "forgets all of the gateway's rights": set(releases, value("gateway.rbac"), undefined),
  }),
  ...harmful("widen", ["release"], {
    ...each("narrows nothing", "postrender", [undefined, "", "./other.ts", "/bin/cat"]),
    "does not say by which narrowing": set(releases, "description", undefined),
    "says another thing": set(releases, "description", "higress-core"),
    ...each("takes the chart from elsewhere", "chart", [
      "./higress-core",
      "oci://charts.example.org/higress-core",
      "higress",
    ]),
    "takes it from another repository": set(releases, "repositoryOpts.repo", "https://charts.example.org"),
    "takes it from one that begins like ours": when(
      ({ chart }) => chart.repository !== undefined,
      set(releases, "repositoryOpts.repo", ({ facts }: ObjectSpot) => `${facts.chart.repository ?? ""}.evil.example`),
    ),
    ...each("takes another version", "version", ["2.2.3", "^2.2.4", "latest"]),
    "takes versions that are none yet": set(releases, "devel", true),
    "replaces what is there": set(releases, "replace", true),
    "forces what does not fit": set(releases, "forceUpdate", true),
    "runs hooks": set(releases, "disableWebhooks", false),
    ...each("installs CRDs", "skipCrds", [false, undefined]),
    "has values from a file": set(releases, "valueYamlFiles", ["values.yaml"]),
    ...each("serves Gateway API", value("global.enableGatewayAPI"), [true, undefined, "true"], own),
    ...each("serves Istio's API", value("global.enableIstioAPI"), [true, undefined], own),
    ...each("issues certificates itself", value("controller.automaticHttps.enabled"), [true, undefined], own),
    ...each("runs a plugin server", value("global.enablePluginServer"), [true], own),
    ...each("runs a Redis", value("global.enableRedis"), [true], own),
    ...each("runs its own observability", value("global.o11y.enabled"), [true], own),
    ...each("writes addresses into Ingresses", value("global.enableStatus"), [true], own),
    "runs a gateway as root": set(releases, value("gateway.securityContext.runAsUser"), 0),
    "runs a controller as root": set(releases, value("controller.podSecurityContext.runAsNonRoot"), false),
    "runs a controller as whoever the image says": set(releases, value("controller.podSecurityContext"), undefined),
    "lets a controller become more": set(releases, value("controller.securityContext.allowPrivilegeEscalation"), true),
    "lets a controller keep capabilities": set(releases, value("controller.securityContext.capabilities"), undefined),
    "adds a capability to it": set(releases, value("controller.securityContext.capabilities.add"), ["NET_ADMIN"]),
    "makes a controller privileged": set(releases, value("controller.securityContext.privileged"), true),
    "gives a gateway every system call": set(
      releases,
      value("gateway.securityContext.seccompProfile.type"),
      "Unconfined",
    ),
    "leaves a gateway's system calls to the node": set(
      releases,
      value("gateway.securityContext.seccompProfile"),
      undefined,
    ),
  }),
  ...harmful("widen", ["release"], {
    ...eachPart("takes the latest image of", (part) => value(`${part}.tag`), "latest"),
    ...eachPart("takes an image of somebody else for", (part) => value(`${part}.hub`), "docker.io/someone"),
    "takes images from elsewhere": set(releases, value("global.hub"), "docker.io/higress"),
    "takes them from where the vendor has them": when(
      ({ hub }) => hub !== undefined,
      set(releases, value("global.hub"), undefined),
    ),
    "takes them from a name that begins like ours": set(releases, value("global.hub"), ({ facts }: ObjectSpot) =>
      (facts.hub ?? "registry").replace("/", ".evil.example/"),
    ),
  }),
  ...harmful("impersonate", ["release"], {
    "carries the neighbour's label": set(
      own,
      value("gateway.podLabels.higress"),
      ({ other }: ObjectSpot) => `${other.namespace}-higress-gateway`,
    ),
    "carries the neighbour's label on everything": set(
      own,
      value("gateway.labels.higress"),
      ({ other }: ObjectSpot) => `${other.namespace}-higress-gateway`,
    ),
    "is another app": set(releases, value("gateway.podLabels.app"), "other"),
    "has a controller of another app": set(releases, value("controller.podLabels.app"), "other"),
    "has another name": set(releases, value("gateway.name"), "gateway"),
    "runs as the account that everybody has": set(releases, value("gateway.serviceAccount.name"), "default"),
    "has a controller that runs as another account": set(releases, value("controller.serviceAccount.name"), "default"),
  }),
  ...harmful("exhaust", ["release"], {
    // Without a word the chart's own limits hold, of which it has none for pilot.
    "limits nothing of pilot": set(releases, value("pilot.resources.limits"), undefined),
    ...eachPart("has null for the limits of", (part) => value(`${part}.resources.limits`), null),
    ...eachPart("has null for what limits", (part) => value(`${part}.resources`), null),
    ...eachPart("asks for more than it may have for", (part) => value(`${part}.resources.requests.memory`), "900Gi"),
    ...eachPart("asks for nothing for", (part) => value(`${part}.resources.requests`), null),
  }),
  ...harmful("configure", ["release"], {
    ...each("has a value that nobody reads", value("gateway.replicaCount"), [3]),
    ...each("has values of the other chart", value("higress-core.gateway.replicas"), [3]),
    ...each("has one misspelt", value("global.watchNamespaces"), ["x"]),
    ...each("has one at the wrong place", value("watchNamespace"), ["x"]),
  }),
  ...harmful("reach", ["entry"], {
    ...each("shares the node's network", value("gateway.hostNetwork"), [true, "true"]),
    "is on every node": set(releases, value("gateway.kind"), "DaemonSet"),
    ...each("is for a cluster on one machine", value("global.local"), [true, "true"]),
    ...each("is for kind", value("global.kind"), [true]),
    "reads plugins from the node's disk": set(releases, value("global.volumeWasmPlugins"), true),
    ...each(
      "opens a tenant to the outside",
      value("gateway.service.type"),
      ["LoadBalancer", "NodePort", undefined, null],
      own,
    ),
    "forgets how a tenant is reached": set(own, value("gateway.service"), undefined),
  }),
  ...harmful("impersonate", ["topology"], {
    ...each("watches every class", value("global.ingressClass"), ["", "nginx"]),
    "has the neighbour's class in its values": swapped(
      own,
      value("global.ingressClass"),
      ({ other }: ObjectSpot) => other.ingressClass,
    ),
    "has the entry's class in its values": swapped(
      own,
      value("global.ingressClass"),
      ({ facts }: ObjectSpot) => facts.entry.ingressClass,
    ),
  }),
  ...harmful("read", ["topology"], {
    // Whoever may read all of them says none.
    ...each("reads every namespace", value("global.watchNamespace"), ["", undefined, null], releases, swapped),
    "reads the neighbour's namespace": set(
      own,
      value("global.watchNamespace"),
      ({ other }: ObjectSpot) => other.namespace,
    ),
    "reads its own and one that is none": set(
      own,
      value("global.watchNamespace"),
      ({ site }: ObjectSpot) => `${site.namespace} `,
    ),
    "reads the entry's namespace": set(
      own,
      value("global.watchNamespace"),
      ({ facts }: ObjectSpot) => facts.entry.namespace,
    ),
  }),
  ...harmful("configure", ["topology"], {
    "has no class of its own": set(releases, value("global.ingressClass"), undefined),
    "is released where the neighbour is": set(own, "namespace", ({ other }: ObjectSpot) => other.namespace),
  }),
];
