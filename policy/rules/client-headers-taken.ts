import type { DoorFacts } from "../facts.ts";
import { entryAliases, tenantsBehind } from "../model/alias.ts";
import { doorsOf } from "../model/door.ts";
import { removedHeaders, removePath, updatePath, writtenHeaders } from "../model/header-control.ts";
import { isIngress } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { isChallenge } from "../model/routing.ts";
import { ruleUrl } from "../references.ts";
import { stackRule, type Finding, type Resource } from "../rule.ts";

/** The client's, or what the first proxy that the entry trusts has told of it. */
const address = "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%";

export default stackRule({
  id: "client-headers-taken",
  number: 39,
  title: "At the entry no client says who it is, nor from where it comes",
  why: "Backends and plugins believe these headers: a client that writes one is whichever consumer it likes, and passes every list of addresses.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Let the Ingress remove what tells who a client is (higress.io/request-header-control-remove), and update the header of its " +
    `address with ${address} (request-header-control-update).`,
  url: ruleUrl("client-headers-taken"),
  check(resources, facts) {
    const ingresses = resources.filter(isIngress);
    if (ingresses.length === 0) return undefined;
    const aliases = entryAliases(resources, facts);
    return ingresses
      .filter((ingress) => installationOf(ingress, facts)?.role === "entry" && !isChallenge(ingress))
      .flatMap((ingress) =>
        doorsOf(tenantsBehind(ingress, aliases, facts), facts).flatMap((door) =>
          [...identity(ingress, door), ...place(ingress, door)].map((finding) => ({ ...finding, urn: ingress.urn })),
        ),
      );
  },
});

function identity(ingress: Resource, { identityHeaders = [] }: DoorFacts): readonly Finding[] {
  const removed = removedHeaders(ingress);
  const isSilent = ingress.isPatch && removed === undefined;
  return [
    ...identityHeaders
      .filter((name) => !isSilent && removed?.includes(name) !== true)
      .map((name) => ({
        path: removePath,
        message: `leaves ${JSON.stringify(name)} to clients, which says who they are`,
      })),
    ...writtenHeaders(ingress)
      .filter(({ name }) => identityHeaders.includes(name))
      .map(({ name, path }) => ({
        path,
        message: `says in ${JSON.stringify(name)} who a client is, of which the entry knows nothing`,
      })),
  ];
}

function place(ingress: Resource, { addressHeader }: DoorFacts): readonly Finding[] {
  if (addressHeader === undefined) return [];
  const written = writtenHeaders(ingress).filter(({ name }) => name === addressHeader);
  const isTold = written.some(({ how }) => how === "update");
  const isSilent = ingress.isPatch && written.length === 0;
  const name = JSON.stringify(addressHeader);
  return [
    ...(isTold || isSilent
      ? []
      : [{ path: updatePath, message: `leaves ${name} to clients, which says their address` }]),
    ...written
      .filter(({ how, value }) => how === "add" || value !== address)
      .map(({ path }) => ({ path, message: `writes something else to ${name} than the client's address` })),
  ];
}
