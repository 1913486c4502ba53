/** What the agent of a gateway is told beside its own settings (Istio's ProxyConfig), wherever a release can write it. */
import type { Resource } from "../rule.ts";
import { effective } from "./release.ts";
import { record } from "./shape.ts";

export interface AgentConfig {
  /** Value of the release: `meshConfig.defaultConfig`. */
  readonly value: string;
  /** YAML or JSON, which the pack does not read: rules look for names in it. */
  readonly config: string;
}

const places = [
  { value: "gateway.podAnnotations", key: "proxy.istio.io/config" },
  { value: "gateway.env", key: "PROXY_CONFIG" },
  { value: "meshConfig.defaultConfig" },
] as const;

export const agentConfigs = (release: Resource): readonly AgentConfig[] =>
  places.flatMap((place) => {
    const whole = effective(release, place.value);
    const said = "key" in place ? record(whole)[place.key] : whole;
    if (said === undefined || said === null) return [];
    return [{ value: place.value, config: typeof said === "string" ? said : JSON.stringify(said) }];
  });

/** A character may be written by its number in JSON and YAML, and then a name is not seen. */
const hides = /\\[xu]/i;

/** Whether a name may stand in it: `gatewayTopology`, or `gateway_topology`, which protobuf reads too. */
export const mentions = (config: string, name: string): boolean => hides.test(config) || spelled(name).test(config);

/** Whether the name may stand in it with another value than this one. */
export const saysOther = (config: string, name: string, value: string): boolean =>
  mentions(config.replaceAll(new RegExp(`${spelled(name).source}["']?\\s*:\\s*["']?${value}\\b`, "gi"), ""), name);

const spelled = (name: string): RegExp => new RegExp(name.replaceAll(/[A-Z]/g, "_?$&"), "i");
