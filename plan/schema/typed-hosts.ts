/** Hosts of registries that somebody wrote down: the program computes them from the names that people know. */
import type { FleetPath } from "../fault.ts";
import { nameOf } from "../known-name.ts";
import { quote } from "../quote.ts";
import type { Remark } from "../yaml/data.ts";
import type { SchemaRemark } from "./issues.ts";
import { registrySchema } from "./registry.ts";
import { asNamed, asTarget } from "./service.ts";

/**
 * What there is to say of them in a tenant.
 * @param at where the tenant stands
 */
export function typedHosts(tenant: unknown, at: FleetPath): readonly SchemaRemark[] {
  const { registries, routes } = record(tenant);
  const legible = items(registries).flatMap((written) => {
    const { data } = registrySchema.safeParse(written);
    return data === undefined ? [] : [data];
  });
  return items(routes)
    .flatMap((route, place) => hostsIn(route, [...at, "routes", place]))
    .map(({ path, host }) => {
      const name = typeof host === "string" ? nameOf(host, legible) : undefined;
      const service = typeof host === "string" && /\.svc(\.|$)/.test(host) ? asTarget(host) : undefined;
      return {
        kind: "unknown",
        part: "key",
        path,
        message: `${quote(host, path)} is a host, and hosts of registries are computed`,
        remedy: name === undefined ? (service ?? asNamed) : `Write "${name}" in place of it.`,
      } satisfies Remark & SchemaRemark;
    });
}

interface Typed {
  readonly path: FleetPath;
  readonly host: unknown;
}

const hostsIn = (route: unknown, at: FleetPath): readonly Typed[] => {
  const { backend, variants } = record(route);
  return [
    ...inBackend(backend, [...at, "backend"]),
    ...items(variants).flatMap((variant, place) =>
      inBackend(record(variant)["backend"], [...at, "variants", place, "backend"]),
    ),
  ];
};

const inBackend = (backend: unknown, at: FleetPath): readonly Typed[] => {
  const { blue, green, destinations } = record(backend);
  return [
    ...inTarget(backend, at),
    ...inTarget(blue, [...at, "blue"]),
    ...inTarget(green, [...at, "green"]),
    ...items(destinations).flatMap((each, place) => inTarget(each, [...at, "destinations", place])),
  ];
};

const inTarget = (target: unknown, at: FleetPath): readonly Typed[] =>
  Object.hasOwn(record(target), "host") ? [{ path: [...at, "host"], host: record(target)["host"] }] : [];

const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
