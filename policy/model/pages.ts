/** What the page server says on which hosts, as its ConfigMap has it. */
import { pageServerName } from "../demands.ts";
import type { Facts } from "../facts.ts";
import type { Resource } from "../rule.ts";
import { isConfigMap } from "./kinds.ts";
import { namespaceOf } from "./ownership.ts";
import { at, list, record, text } from "./shape.ts";

/** Where Envoy's configuration stands. */
export const pagesPath = 'data["envoy.json"]';

export const isPages = (resource: Resource, { entry }: Facts): boolean =>
  isConfigMap(resource) &&
  namespaceOf(resource) === entry.namespace &&
  at(resource.props, "metadata", "name") === pageServerName;

/** A tenant's words, and the hosts that have them. */
export interface Page {
  readonly tenant: string;
  readonly hosts: readonly string[];
}

/** Hosts that are nobody's: the kubelet's probe, and whatever is not told apart. */
const nobodys = ["ready.invalid", "*"];

/** Undefined where it cannot be told. */
export function pagesIn(resource: Resource): readonly Page[] | undefined {
  const config = parsed(text(at(resource.props, "data", "envoy.json")));
  const [listener, ...others] = list(at(config, "static_resources", "listeners"));
  const [filter, ...more] = list(at(list(at(listener, "filter_chains"))[0], "filters"));
  const hosts = list(at(filter, "typed_config", "route_config", "virtual_hosts"));
  if (hosts.length === 0 || others.length > 0 || more.length > 0) return undefined;
  return hosts.map(record).flatMap(({ name, domains, routes }) => {
    const named = list(domains).map((domain) => text(domain) ?? "");
    const speaks = list(routes).some((route) => at(route, "direct_response", "body") !== undefined);
    return !speaks && named.length > 0 && named.every((domain) => nobodys.includes(domain))
      ? []
      : [{ tenant: text(name) ?? "", hosts: named }];
  });
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "") as unknown;
  } catch {
    return undefined;
  }
}
