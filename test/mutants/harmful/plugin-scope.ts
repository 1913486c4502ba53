/** Plugins: whose code they are, whose Secrets they take, and on whose requests they work. */
import { list, record } from "../../../policy/model/shape.ts";
import type { Sketch } from "../../policy/harness.ts";
import { altered, extended, set, swapped, unfit, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const plugin = "WasmPlugin tenant";
const registry = "McpBridge tenant";

const hostOf = ({ other }: ObjectSpot): string => (other.hosts[0] ?? "").replace("*", "shop");
const secret = (namespace: string, name = "registry-credentials.key"): string => `\${secret.${namespace}/${name}}`;

/** Secrets that a plugin has no business with, as a template takes them. */
const secrets: Readonly<Record<string, (spot: ObjectSpot) => string>> = {
  "the neighbour's Secret": ({ other }) => secret(other.namespace),
  "a Secret of the entry": ({ facts, other }) => secret(facts.entry.namespace, `${other.id}-tls.tls.key`),
  "a Secret of a platform's gateway": ({ facts }) => secret(facts.gateways[0]?.namespace ?? "higress-system"),
  "a Secret of no namespace": () => "${secret.registry-credentials.key}",
  "a Secret of a namespace that begins like its own": ({ tenant }) => secret(`${tenant.namespace}-2`),
  "the console's Secret": ({ tenant }) => secret(tenant.namespace, "higress-console.adminPassword"),
  "Higress's authority": ({ tenant }) => secret(tenant.namespace, "istio-ca-secret.key.pem"),
  "the neighbour's Secret, behind one of its own": ({ tenant, other }) =>
    `${secret(tenant.namespace, "own.key")}:${secret(other.namespace)}`,
};
const taking = (where: string, edit: (value: (spot: ObjectSpot) => unknown) => ReturnType<typeof set>) =>
  Object.fromEntries(Object.entries(secrets).map(([what, value]) => [`takes ${what} ${where}`, edit(value)]));

/** One rule more, for requests that are not its tenant's. */
const ruled = (rule: (spot: ObjectSpot) => Readonly<Record<string, unknown>>) =>
  extended(plugin, "spec.matchRules", (spot: ObjectSpot) => ({ config: {}, ...rule(spot) }));

const digest = "0123456789abcdef".repeat(4);
/** Of Higress's own plugins, by a plugin server. */
const served = (host: (spot: ObjectSpot) => string, path = "key-auth/2.0.0/plugin.wasm") =>
  set(plugin, "spec.url", (spot: ObjectSpot) => `http://${host(spot)}/plugins/${path}`);
const serverOf = ({ namespace }: { readonly namespace: string }, { facts }: ObjectSpot): string =>
  `higress-plugin-server.${namespace}.svc.${facts.dnsDomain}`;

/** The registry that a plugin's requests go to: any of fixed names. */
const moved = (domain: (spot: ObjectSpot) => string) =>
  altered(registry, (spot): Sketch | undefined => {
    const index = list(spot.now("spec.registries")).findLastIndex((one) => record(one).type === "dns");
    if (index < 0) return undefined;
    return set(registry, `spec.registries[${index}].domain`, domain)({ ...spot.stage, places: [spot.sketch] })[0]
      ?.becomes;
  });

export const pluginScope: readonly Harmful[] = [
  ...harmful("read", ["plugins"], {
    ...taking("in its configuration", (value) => set(plugin, "spec.defaultConfig.note", value)),
    ...taking("for some requests", (value) => set(plugin, "spec.matchRules[0].config.note", value)),
    "takes the neighbour's Secret by the name of a field": set(plugin, "spec.defaultConfig", (spot: ObjectSpot) => ({
      [secret(spot.other.namespace)]: "note",
    })),
    "takes the neighbour's Secret deep in a list": set(plugin, "spec.defaultConfig.notes", (spot: ObjectSpot) => [
      { note: [secret(spot.other.namespace)] },
    ]),
    "takes the neighbour's Secret into its environment": set(plugin, "spec.vmConfig", (spot: ObjectSpot) => ({
      env: [{ name: "NOTE", valueFrom: "INLINE", value: secret(spot.other.namespace) }],
    })),
    "takes the neighbour's Secret in place of its own": altered(plugin, (spot) => {
      const { tenant, other, sketch } = spot;
      const written = JSON.stringify(sketch.props.spec);
      const foreign = written.replaceAll(`\${secret.${tenant.namespace}/`, `\${secret.${other.namespace}/`);
      return { ...sketch, props: { ...sketch.props, spec: JSON.parse(foreign) as unknown } };
    }),
    "sends the neighbour's Secret to where its code is from": set(
      plugin,
      "spec.url",
      ({ other, now }: ObjectSpot) => `${String(now("spec.url"))}?${secret(other.namespace)}`,
    ),
  }),
  ...harmful("widen", ["plugins"], {
    "takes its code from the neighbour's plugin server": served((spot) => serverOf(spot.other, spot)),
    "takes it from a plugin server that nobody asked for": set(plugin, "spec.url", (spot: ObjectSpot) =>
      spot.tenant.servers?.includes("plugin-server") === true
        ? unfit
        : `http://${serverOf(spot.tenant, spot)}/plugins/key-auth/2.0.0/plugin.wasm`,
    ),
    "takes it from a server called like its own": served((spot) => `${serverOf(spot.tenant, spot)}.evil.example`),
    "takes it from elsewhere on its plugin server": served(
      (spot) => serverOf(spot.tenant, spot),
      "../upload/plugin.wasm",
    ),
    "takes the latest from its plugin server": served((spot) => serverOf(spot.tenant, spot), "key-auth/plugin.wasm"),
    "takes it from Docker's registry, which nobody named": set(plugin, "spec.url", `oci://key-auth@sha256:${digest}`),
    "takes it from the fleet's registry, from somebody else's part": set(
      plugin,
      "spec.url",
      ({ facts }: ObjectSpot) =>
        `oci://${(facts.hub ?? unnamed).split("/")[0] ?? ""}/somebody/key-auth@sha256:${digest}`,
    ),
    "takes it from a part that begins like ours": set(
      plugin,
      "spec.url",
      ({ facts }: ObjectSpot) => `oci://${facts.hub ?? unnamed}-2/plugins/key-auth@sha256:${digest}`,
    ),
    "takes it from another port of the registry": set(
      plugin,
      "spec.url",
      ({ facts }: ObjectSpot) =>
        `oci://${(facts.hub ?? unnamed).replace("/", ":5000/")}/plugins/key-auth@sha256:${digest}`,
    ),
    "takes it from a registry with a user": set(
      plugin,
      "spec.url",
      ({ facts }: ObjectSpot) => `https://${(facts.hub ?? unnamed).split("/")[0] ?? ""}@evil.example/key-auth.wasm`,
    ),
    "takes a part of a digest": set(
      plugin,
      "spec.url",
      ({ facts }: ObjectSpot) => `oci://${facts.hub ?? unnamed}/plugins/key-auth@sha256:0123abcd`,
    ),
    "takes its pull secret from the entry": set(
      plugin,
      "spec.imagePullSecret",
      ({ facts }: ObjectSpot) => `${facts.entry.namespace}/registry-credentials`,
    ),
  }),
  ...harmful("impersonate", ["plugins"], {
    "works besides on a host of the neighbour": ruled((spot) => ({ domain: [hostOf(spot)] })),
    "works besides on all hosts of the neighbour": ruled(({ other }) => ({ domain: other.hosts })),
    "works besides on every host": ruled(() => ({ domain: ["*"] })),
    "works besides on what ends like a host": ruled(({ facts }) => ({ domain: [`*.${facts.domain}`] })),
    "works besides on what begins like a host": ruled(({ tenant }) => ({ domain: [`${tenant.id}.*`] })),
    "works besides on a host that is nobody's": ruled(() => ({ domain: ["shop.example.info"] })),
    "works besides on a route of the neighbour": ruled(({ other }) => ({ ingress: [`${other.namespace}/shop`] })),
    "works besides on a route of the entry": ruled(({ facts, other }) => ({
      ingress: [`${facts.entry.namespace}/${other.id}`],
    })),
    "works besides on every route": ruled(() => ({ ingress: ["*"] })),
    "works besides on a Service of the neighbour": ruled(({ other, facts }) => ({
      service: [`shop.${other.namespace}.svc.${facts.dnsDomain}`],
    })),
    "works on the neighbour's hosts behind its own routes": altered(plugin, (spot) => {
      if (list(spot.now("spec.matchRules[0].ingress")).length === 0) return undefined;
      return set(
        plugin,
        "spec.matchRules[0].domain",
        ({ other }: ObjectSpot) => other.hosts,
      )({
        ...spot.stage,
        places: [spot.sketch],
      })[0]?.becomes;
    }),
    "works in a platform's gateway": altered(plugin, (spot) => {
      const { facts, sketch, now } = spot;
      if (now("metadata.labels") === undefined) return undefined;
      return set(
        plugin,
        "metadata.namespace",
        facts.gateways[0]?.namespace,
      )({
        ...spot.stage,
        places: [sketch],
      })[0]?.becomes;
    }),
    "works in a namespace that no gateway reads": set(plugin, "metadata.namespace", "middleware"),
    "works in the neighbour's gateway": altered(plugin, (spot) =>
      list(spot.now("spec.matchRules[0].domain")).length === 0
        ? undefined
        : set(
            plugin,
            "metadata.namespace",
            ({ other }: ObjectSpot) => other.namespace,
          )({
            ...spot.stage,
            places: [spot.sketch],
          })[0]?.becomes,
    ),
  }),
  ...harmful("configure", ["plugins"], {
    "has a rule for no requests at all": ruled(() => ({})),
    "guards nothing any more": swapped(plugin, "spec.phase", ({ now }: ObjectSpot) =>
      ["AUTHN", "AUTHZ"].includes(String(now("spec.phase"))) ? "AUTHN_LATER" : unfit,
    ),
  }),
  ...harmful("reach", ["discovery"], {
    "sends a plugin's requests to the neighbour's Redis": moved(
      ({ other, facts }) => `redis-stack-server.${other.namespace}.svc.${facts.dnsDomain}`,
    ),
    "sends them to the neighbour's plugin server": moved((spot) => serverOf(spot.other, spot)),
    "sends them to its own control plane": moved(
      ({ tenant, facts }) => `higress-controller.${tenant.namespace}.svc.${facts.dnsDomain}`,
    ),
    "sends them to its own console": moved(
      ({ tenant, facts }) => `higress-console.${tenant.namespace}.svc.${facts.dnsDomain}`,
    ),
    "sends them to the neighbour, behind a good name": moved(
      ({ other, facts }) => `models.example.org,higress-gateway.${other.namespace}.svc.${facts.dnsDomain}`,
    ),
    "sends them to a platform's gateway": moved(({ facts }) => {
      const [first] = facts.gateways;
      return `higress-gateway.${first?.namespace ?? ""}.svc.${facts.dnsDomain}`;
    }),
    "sends them to the cloud's metadata": moved(() => "metadata.google.internal"),
  }),
];

const unnamed = "registry.example.org/mirror";
