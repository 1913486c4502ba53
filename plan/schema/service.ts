/** Services of the gateway's own namespace by their bare names, and what to say of names that have a namespace. */
import { label } from "./text.ts";
import { says } from "./words.ts";

/** Such as `web.shop.svc.cluster.local` and `shop/web`; `web.shop` too, since no Service's own name has a dot. */
function inFull(text: string): { readonly name: string; readonly namespace: string } | undefined {
  const [, before = "", slashed, dotted, after = ""] =
    /^(?:([a-z0-9-]+)\/([a-z][a-z0-9-]*)|([a-z][a-z0-9-]*)\.([a-z0-9-]+)(?:\.[a-z0-9.-]*)?)$/.exec(text) ?? [];
  if (slashed !== undefined) return { name: slashed, namespace: before };
  return dotted === undefined ? undefined : { name: dotted, namespace: after };
}

const bareName = (text: string): string | undefined => inFull(text)?.name;

/** The way out for what a route leads to, where the text is the name of a Service with its namespace. */
export function asTarget(text: string): string | undefined {
  const name = bareName(text);
  return (
    name &&
    `Write "service: ${name}" if it stands beside the gateway. One of another namespace is a dns registry with its full name under domains, and the route names that: "registry: <name>".`
  );
}

/** Hosts that registries make of services, which other documents have people write. */
const hostOfRegistry = /\..+\..+\.nacos$|\..+\.consul$|\.(eureka|zookeeper|static|dns)$/;

/** Words for a text that is no bare name; undefined for one that is. */
export const notBare = (text: string): string | undefined =>
  wordsOf(text, (name) => (hostOfRegistry.test(name) ? computed : told(asTarget(name))));

/** The same of a route that may say the namespace, and leads to no registry: `web.static` stands in a namespace. */
export const notPlaced = (text: string): string | undefined =>
  wordsOf(text, (name) => {
    if (/\..+\./.test(name) && hostOfRegistry.test(name)) return noService;
    const found = inFull(name);
    return told(
      found && `Write "service: ${found.name}" and, unless it is the gateway's own, "namespace: ${found.namespace}".`,
    );
  });

const wordsOf = (text: string, words: (text: string) => string | undefined): string | undefined =>
  label(63, words).safeParse(text).error?.issues[0]?.message;

/** The way out for hosts of registries where nothing more is known of them. */
export const asNamed =
  'Write the service and its registry, "service: orders@nacos", or of a registry that is one service "registry: billing".';

const computed = says("is a host, and hosts of registries are computed", asNamed);

const noService = says(
  "is a host of a registry, to which routes of a gateway do not lead",
  "Name a Service, by its bare name.",
);

const ofRegistry = says(
  "is a service of a registry, where a Service beside the gateway is wanted",
  "Name such a Service: Higress looks for nothing else here.",
);

/** A Service beside the gateway, where no other can be named. */
export const serviceName = () =>
  label(63, (text) => {
    if (text.includes("@")) return ofRegistry;
    const name = bareName(text);
    return told(
      name && `Write "${name}" if it stands beside the gateway: none of another namespace can be named here.`,
    );
  });

const told = (remedy: string | undefined): string | undefined => remedy && says("is no bare name of a Service", remedy);
