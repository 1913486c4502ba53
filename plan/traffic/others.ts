/** Annotations that Higress reads and no concern of a route's traffic writes. */

/** By what they are written instead. */
export const elsewhere: Readonly<Record<string, string>> = {
  "use-regex": "`pathType: ImplementationSpecific`",
  destination: "`backend.destinations`",
  "ssl-redirect": "`tenants[].entry.redirect`, `gateways[].listeners[].secret`",
  "tls-min-protocol-version": "`entry.tls`, `tenants[].entry.tls`",
  "tls-max-protocol-version": "`entry.tls`, `tenants[].entry.tls`",
  "ssl-cipher": "`entry.tls`, `tenants[].entry.tls`",
  "auth-tls-secret": "`tenants[].certificates[].clientAuthority`",
  "whitelist-source-range": "`tenants[].entry.sourceCidrs`",
};

const releases =
  "Variants and weights of a route say it: the controller puts a canary's header in place of the route's own and reads its value as part of a pattern.";
const mcp =
  "Declares a server of the Model Context Protocol, which is a plugin's matter: the fleet file has none of them.";
const anywhere =
  "Copies requests to any host, past every rule about hosts; `mirror` names a Service beside the gateway.";
const pseudo = "Method, path and host of a request have settings of their own.";

/** Nothing writes them, and why. */
export const refused: Readonly<Record<string, string>> = {
  canary: releases,
  "canary-by-header": releases,
  "canary-by-header-value": releases,
  "canary-by-header-pattern": releases,
  "canary-by-cookie": releases,
  "canary-weight": releases,
  "canary-weight-total": releases,
  "ssl-passthrough":
    "The entry ends TLS for everybody: passed through, requests would go round all that it asks of clients.",
  "force-ssl-redirect": "Does the same as `ssl-redirect`.",
  "full-path-regex": "A path that ends in `$` says the same.",
  "session-cookie-expires": "Does the same as `session-cookie-max-age`, which wins.",
  "mcp-sse-stateful-param-name": mcp,
  "mcp-server": mcp,
  "mcp-server-match-rule-domains": mcp,
  "mcp-server-match-rule-type": mcp,
  "mcp-server-match-rule-value": mcp,
  "mcp-server-upstream-type": mcp,
  "mcp-server-enable-path-rewrite": mcp,
  "mcp-server-path-rewrite-prefix": mcp,
  "mirror-target-fqdn": anywhere,
  "mirror-target-fqdn-port": anywhere,
  "rpc-destination-name": "Names an Http2Rpc object, and the fleet file has none of them.",
  "exact-match-pseudo-header-*": pseudo,
  "prefix-match-pseudo-header-*": pseudo,
  "regex-match-pseudo-header-*": pseudo,
};
