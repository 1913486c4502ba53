import type { Facts } from "../facts.ts";
import { holdsListeners, listenersOf, targetNamespace, type Listener } from "../model/gateway.ts";
import { covers, fold } from "../model/hosts.ts";
import { installationOf, namespaceOf } from "../model/ownership.ts";
import { owns } from "../model/routing.ts";
import { list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "gw-listener-per-tenant",
  number: 71,
  title: "A listener is for the hosts of one tenant, with that tenant's certificate",
  why: "Routes take over what their listener answers for, so one without a host, or with another's certificate, lets its routes speak for others.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Give every listener a hostname of one tenant, mode Terminate, and a Secret of the Gateway's namespace that the tenant lists.",
  url: ruleUrl("gw-listener-per-tenant"),
  settings: {
    maxListeners: {
      type: "number",
      description: "Listeners that one Gateway may have; more belong on a further one.",
      default: 64,
    },
  },
  check(resource, facts, { maxListeners }) {
    if (!holdsListeners(resource)) return undefined;
    const listeners = listenersOf(resource);
    return [
      ...(listeners.length > maxListeners
        ? [{ path: "spec.listeners", message: `has ${listeners.length} listeners, and ${maxListeners} is the most` }]
        : []),
      ...listeners.flatMap((one) => [...hostFindings(one, resource, facts), ...tlsFindings(one, resource, facts)]),
    ];
  },
});

const isEntrys = (resource: Resource, facts: Facts): boolean => installationOf(resource, facts)?.role === "entry";

const ownerOf = (host: string, facts: Facts) => facts.tenants.find((tenant) => owns(tenant, host, facts));

/** In a tenant's namespace host-owner-matches compares owners. */
function hostFindings({ listener, path, host }: Listener, resource: Resource, facts: Facts): readonly Finding[] {
  const { protocol } = listener;
  if (protocol === "TCP" || protocol === "UDP")
    return [{ path: `${path}.protocol`, message: `${protocol} tells no hosts apart, nor tenants` }];
  if (host === "" || host === "*")
    return [{ path: `${path}.hostname`, message: "is missing: the listener answers for every host" }];
  if (!isEntrys(resource, facts) || ownerOf(host, facts) !== undefined) return [];
  return [{ path: `${path}.hostname`, message: `${JSON.stringify(host)} belongs to no tenant` }];
}

/** Plain HTTP in the entry is the business of tls-required-and-redirect; behind the entry it is what there is. */
function tlsFindings({ listener, path, host }: Listener, resource: Resource, facts: Facts): readonly Finding[] {
  if (listener.protocol === "HTTP" || listener.protocol === "TCP" || listener.protocol === "UDP") return [];
  const tls = record(listener.tls);
  const references = list(tls.certificateRefs).map(record);
  const at = `${path}.tls`;
  return [
    ...((tls.mode ?? "Terminate") === "Terminate"
      ? []
      : [{ path: `${at}.mode`, message: `${JSON.stringify(tls.mode)} leaves the certificate to whatever is behind` }]),
    ...(references.length > 0 ? [] : [{ path: `${at}.certificateRefs`, message: "names no certificate" }]),
    ...references.flatMap((reference, index) => {
      const place = `${at}.certificateRefs[${index}]`;
      const namespace = targetNamespace(reference, resource);
      if (namespace !== (namespaceOf(resource) ?? ""))
        return [
          {
            path: `${place}.namespace`,
            message: `${JSON.stringify(namespace)} is another namespace than the Gateway's`,
          },
        ];
      if ((reference.kind ?? "Secret") !== "Secret" || (reference.group ?? "") !== "")
        return [{ path: `${place}.kind`, message: "is no Secret" }];
      const problem = isEntrys(resource, facts) ? foreign(text(reference.name) ?? "", host, facts) : undefined;
      return problem === undefined ? [] : [{ path: `${place}.name`, message: problem }];
    }),
  ];
}

/** Why a Secret of the entry may not serve the host; without an owner the hostname is wrong already. */
function foreign(secret: string, host: string, facts: Facts): string | undefined {
  const owner = host === "" || host === "*" ? undefined : ownerOf(host, facts);
  if (owner === undefined) return undefined;
  const names = owner.certificates.find((one) => one.secret === secret)?.names.map(fold);
  if (names === undefined) return `${JSON.stringify(secret)} is no certificate of tenant ${owner.id}`;
  return names.some((name) => covers(name, host))
    ? undefined
    : `${JSON.stringify(secret)} does not cover ${JSON.stringify(host)}`;
}
