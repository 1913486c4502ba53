/** Plugins: code that runs in a gateway's pods. */
import { set, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const plugin = "WasmPlugin tenant";
const url = ({ now }: ObjectSpot): string => String(now("spec.url"));
const digest = "0123456789abcdef".repeat(4);

export const plugins: readonly Harmful[] = [
  ...harmful("widen", ["plugins"], {
    "takes the latest plugin": set(plugin, "spec.url", (spot: ObjectSpot) => url(spot).replace(/@.*/, ":latest")),
    "takes whatever plugin there is": set(plugin, "spec.url", (spot: ObjectSpot) => url(spot).replace(/@.*/, "")),
    "takes a plugin from elsewhere": set(plugin, "spec.url", `oci://ghcr.io/someone/key-auth@sha256:${digest}`),
    "takes it from a name that begins like ours": set(plugin, "spec.url", (spot: ObjectSpot) =>
      url(spot).replace(/^oci:\/\/([^/]+)/, "oci://$1.evil.example"),
    ),
    "takes it from whoever ours is a user of": set(plugin, "spec.url", (spot: ObjectSpot) =>
      url(spot).replace(/^oci:\/\/([^/]+)/, "oci://$1@evil.example"),
    ),
    "takes it over plain HTTP": set(plugin, "spec.url", "http://plugins.example.org/key-auth.wasm"),
    "takes it from the pod's disk": set(plugin, "spec.url", "file:///tmp/key-auth.wasm"),
    "has no source": set(plugin, "spec.url", undefined),
    "lets requests pass when it fails": set(plugin, "spec.failStrategy", "FAIL_OPEN"),
    "is in no phase": set(plugin, "spec.phase", "DEFAULT"),
    "is in a phase that nobody knows": set(plugin, "spec.phase", "EARLY"),
  }),
  ...harmful("read", ["plugins"], {
    "reads the pod's environment": set(plugin, "spec.vmConfig", { env: [{ name: "KEY", valueFrom: "HOST" }] }),
    "has a token in its configuration": set(plugin, "spec.defaultConfig.apiTokens", ["correct-horse-battery"]),
    "has a password in the configuration of a host": set(plugin, "spec.matchRules[0].config.password", "tr0ub4dor"),
    "has a key in a harmless place": set(plugin, "spec.defaultConfig.note", `sk-${"a1B2c3D4".repeat(5)}`),
    "has a private key": set(
      plugin,
      "spec.defaultConfig.pem",
      "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKc\n-----END PRIVATE KEY-----",
    ),
    "takes its pull secret from the neighbour": set(
      plugin,
      "spec.imagePullSecret",
      ({ other }: ObjectSpot) => `${other.namespace}/registry`,
    ),
  }),
  ...harmful("impersonate", ["plugins"], {
    "acts on the neighbour's hosts": set(plugin, "spec.matchRules[0].domain", ({ other }: ObjectSpot) => other.hosts),
    "acts on one more host, in capitals": set(plugin, "spec.matchRules[0].domain", ({ tenant, other }: ObjectSpot) => [
      ...tenant.hosts,
      (other.hosts[0] ?? "").replace("*", "shop").toUpperCase(),
    ]),
    "acts on every host": set(plugin, "spec.matchRules[0].domain", ["*"]),
    "acts on the neighbour's routes": set(plugin, "spec.matchRules[0].ingress", ({ other }: ObjectSpot) => [
      `${other.namespace}/shop`,
    ]),
    "acts on routes by pattern": set(plugin, "spec.matchRules[0].ingress", ["shop-*"]),
  }),
  ...harmful("impersonate", ["plugins", "entry"], {
    "runs in the entry": set(plugin, "metadata.namespace", ({ facts }: ObjectSpot) => facts.entry.namespace),
  }),
];
