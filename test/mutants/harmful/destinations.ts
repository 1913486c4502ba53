/** Where tenants' routes lead, and how much of it: registries' hosts and shares of regions. */
import { list, record, text } from "../../../policy/model/shape.ts";
import { annotated, extended, set, unfit, type ObjectSpot } from "../edits.ts";
import { harmful, type Harmful } from "../mutant.ts";

const own = "Ingress tenant";
const key = "higress.io/destination";

/** The annotation's lines, of a route that has some. */
const lines = ({ now }: ObjectSpot): readonly string[] => {
  const written = now(`metadata.annotations["${key}"]`);
  return typeof written === "string" ? written.split("\n") : [];
};
const rewritten = (by: (lines: readonly string[], spot: ObjectSpot) => readonly string[] | typeof unfit) =>
  annotated(own, key, (spot: ObjectSpot) => {
    const before = lines(spot);
    const after = before.length === 0 ? unfit : by(before, spot);
    return after === unfit ? unfit : after.join("\n");
  });

/** Hosts that no registry of the tenant produces. */
const foreign: Readonly<Record<string, (spot: ObjectSpot) => string | typeof unfit>> = {
  "the neighbour's part of a Nacos": ({ other }) => {
    const nacos = other.registries.find(({ type }) => type.startsWith("nacos"));
    return nacos?.namespace === undefined ? unfit : `shop.DEFAULT-GROUP.${nacos.namespace}.nacos`;
  },
  "everybody's part of a Nacos": () => "shop.DEFAULT-GROUP.public.nacos",
  "the neighbour's datacenter": ({ other }) => {
    const consul = other.registries.find(({ type }) => type === "consul");
    return consul === undefined ? unfit : `shop.${consul.namespace ?? other.id}-2.consul`;
  },
  "the neighbour's registry of names": ({ other, tenant }) => {
    const named = other.registries.find(
      ({ name, type }) => type === "dns" && !tenant.registries.some((one) => one.name === name && one.type === type),
    );
    return named === undefined ? unfit : `${named.name}.dns:443`;
  },
  "what the entry calls the neighbour": ({ other }) => `${other.id}.dns:80`,
  "the neighbour's gateway": ({ other, facts }) => `higress-gateway.${other.namespace}.svc.${facts.dnsDomain}:80`,
  "the neighbour's gateway, in short": ({ other }) => `higress-gateway.${other.namespace}:80`,
  "a platform's gateway": ({ facts }) =>
    `higress-gateway.${facts.gateways[0]?.namespace ?? ""}.svc.${facts.dnsDomain}:80`,
};

/** A line's share, and what is behind it. */
const shareOf = (line: string): number => Number.parseInt(/^(\d+)%/.exec(line.trim())?.[1] ?? "100", 10);
const targetOf = (line: string): string => line.trim().replace(/^\d+%\s+/, "");

const toForeign = (
  name: string,
  by: (lines: readonly string[], host: string) => readonly string[],
): Readonly<Record<string, ReturnType<typeof rewritten>>> =>
  Object.fromEntries(
    Object.entries(foreign).map(([what, host]) => [
      `${name} ${what}`,
      rewritten((before, spot) => {
        const target = host(spot);
        return target === unfit ? unfit : by(before, target);
      }),
    ]),
  );

export const destinations: readonly Harmful[] = [
  ...harmful("reach", ["discovery", "entry"], {
    ...toForeign("leads all of a route to", (_, host) => [`100% ${host}`]),
    ...toForeign("leads a tenth of it to", (before, host) => {
      const [first = "", ...others] = before;
      return [`${shareOf(first) - 10}% ${targetOf(first)}`, ...others, `10% ${host}`];
    }),
    ...toForeign("leads none of it yet to", (before, host) => [...before, `0% ${host}`]),
  }),
  ...harmful("configure", ["discovery"], {
    "shares more than there is": rewritten((before) => [...before, `10% ${targetOf(before[0] ?? "")}`]),
    "shares less than there is": rewritten(([first = "", ...others]) => [
      `${shareOf(first) - 1}% ${targetOf(first)}`,
      ...others,
    ]),
    "shares in no numbers": rewritten(([first = "", ...others]) => [`most% ${targetOf(first)}`, ...others]),
    "shares less than nothing": rewritten(([first = "", ...others]) => [
      `110% ${targetOf(first)}`,
      ...others,
      `-10% ${targetOf(first)}`,
    ]),
    "has a share for nobody": rewritten((before) => [...before, "0%"]),
    "has a host that is no longer in the bridge": set("McpBridge tenant", "spec.registries", (spot: ObjectSpot) => {
      const used = spot.stage.sketches.flatMap((sketch) => {
        const { namespace, annotations } = record(sketch.props.metadata);
        return namespace === spot.tenant.namespace ? (text(record(annotations)[key]) ?? []) : [];
      });
      return used.length === 0 ? unfit : [];
    }),
  }),
  ...harmful("widen", ["discovery"], {
    "lets a Nacos write routes and plugins": extended("McpBridge tenant", "spec.registries", (spot: ObjectSpot) => {
      const nacos = list(spot.now("spec.registries"))
        .map(record)
        .find(({ type }) => String(type).startsWith("nacos"));
      return nacos === undefined ? unfit : { ...nacos, name: "tools", enableMCPServer: true };
    }),
  }),
];
