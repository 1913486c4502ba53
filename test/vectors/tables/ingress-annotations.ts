import { ingress, rule } from "../objects.ts";
import type { Manifest, Table, Vector } from "../vector.ts";

const rules = [rule("shop.acme.example")];
const own = ingress({ rules });
const annotated = (annotations: object): Manifest => ingress({ rules }, { annotations });

const bridge = { resource: { apiGroup: "networking.higress.io", kind: "McpBridge", name: "default" } };
const routed = (destination: string): Manifest =>
  ingress(
    { rules: [{ host: "shop.acme.example", http: { paths: [{ path: "/", pathType: "Prefix", backend: bridge }] } }] },
    { annotations: { "higress.io/destination": destination } },
  );

/** `name`, `value` of one annotation each, as vectors. */
const each = (verdict: Vector["verdict"], cases: Readonly<Record<string, readonly [string, string]>>): Vector[] =>
  Object.entries(cases).map(([name, [key, value]]) => ({ name, verdict, object: annotated({ [key]: value }) }));

const leading = (verdict: Vector["verdict"], cases: Readonly<Record<string, string>>): Vector[] =>
  Object.entries(cases).map(([name, destination]) => ({ name, verdict, object: routed(destination) }));

export const table: Table = {
  statement: "ingress-annotations",
  rules: [
    "ingress-ineffective-auth",
    "ingress-annotation-allowlist",
    "ingress-cross-namespace-ref",
    "destination-resolves",
  ],
  vectors: [
    { name: "no annotations", verdict: "accept", object: own },
    { name: "null for annotations", verdict: "accept", object: ingress({ rules }, { annotations: null }) },
    { name: "an empty map of annotations", verdict: "accept", object: annotated({}) },
    ...each("accept", {
      "a rewrite": ["nginx.ingress.kubernetes.io/rewrite-target", "/v2"],
      "a Secret of its own namespace by its bare name": ["higress.io/proxy-ssl-secret", "upstream-tls"],
      "a Secret of its own namespace by its full name": ["higress.io/proxy-ssl-secret", "acme-gateway/upstream-tls"],
      "client certificates, the one auth annotation that works": [
        "nginx.ingress.kubernetes.io/auth-tls-secret",
        "acme-gateway/clients-cacert",
      ],
      "a default backend of its own namespace": ["higress.io/default-backend", "acme-gateway/sorry"],
      "headers, one a line, with a semicolon": [
        "higress.io/response-header-control-add",
        "Cache-Control no-store;private\nX-Team shop",
      ],
      "a mirror to a Service of its own namespace": ["higress.io/mirror-target-service", "shadow:8080"],
      "a share of a mirror": ["higress.io/mirror-percentage", "5"],
      methods: ["higress.io/match-method", "GET PUT"],
      "a condition on a header": ["higress.io/exact-match-header-x-canary", "always"],
      "a condition on a cookie among others": [
        "higress.io/regex-match-header-cookie",
        "(.*\\x3b\\s*)?group=b(\\x3b.*)?",
      ],
      "a condition on a parameter": ["higress.io/prefix-match-query-page", "1"],
      "a canary, as a controller of releases makes it": ["nginx.ingress.kubernetes.io/canary", "true"],
      "a canary's share": ["nginx.ingress.kubernetes.io/canary-weight", "10"],
      "paths regardless of case": ["higress.io/ignore-path-case", "true"],
      "a rewrite with groups": ["higress.io/rewrite-target", "/$2/$1"],
      "another host for the backend": ["higress.io/upstream-vhost", "orders.example.net"],
      "a redirect for good": ["higress.io/permanent-redirect", "https://www.acme.example:8443/shop"],
      "a root for a host": ["higress.io/app-root", "/window"],
      "origins of pages": ["higress.io/cors-allow-origin", "https://*.acme.example,http://localhost:3000"],
      "further tries": ["higress.io/proxy-next-upstream", "error,http_429"],
      "a limit": ["higress.io/route-limit-rps", "50"],
      "a protocol": ["higress.io/backend-protocol", "GRPCS"],
      "a name for a backend with TLS": ["higress.io/proxy-ssl-name", "warehouse.acme.example"],
      "pods by a header": ["higress.io/upstream-hash-by", "$http_x-user"],
      "pods by a cookie": ["higress.io/session-cookie-name", "basket"],
      "a default backend by its bare name": ["higress.io/default-backend", "sorry"],
      "statuses for it": ["higress.io/custom-http-errors", "502,503"],
      "a snippet of another controller's prefix": ["nginx.org/server-snippets", "return 200;"],
    }),
    ...leading("accept", {
      "a host of its registry with weights and ports":
        "90% orders-v1.orders.shop.nacos:8080\n10% orders-v2.orders.shop.nacos:8080",
      "Services of its own namespace beside a registry's host":
        "80% a.acme-gateway.svc.cluster.local:8080\n15% b.acme-gateway.svc.cluster.local:8080\n5% orders.orders.shop.nacos",
      "a Dubbo service of its registry with its port": "100% providers:com.shop.Orders:1.0.0:.orders.shop.nacos:20880",
      "a Service of its own namespace": "100% storefront.acme-gateway.svc.cluster.local:8080",
    }),
    {
      name: "an update of the status of a lawful Ingress",
      verdict: "accept",
      before: own,
      subresource: "status",
      object: { ...own, status: { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } } },
    },
    ...each("refuse", {
      "a snippet for nginx": ["nginx.ingress.kubernetes.io/configuration-snippet", "return 200;"],
      "a snippet for nginx under Higress's prefix": ["higress.io/server-snippet", "return 200;"],
      "a snippet with its prefix in capitals": ["Nginx.Ingress.Kubernetes.io/auth-snippet", "return 200;"],
      "an empty snippet": ["nginx.ingress.kubernetes.io/stream-snippet", ""],
      "an alias for further hosts": ["nginx.ingress.kubernetes.io/server-alias", "a.globex.aigw.example.com"],
      "a mirror to anywhere": ["higress.io/mirror-target-fqdn", "collector.example.org"],
      "basic authentication, which Higress ignores": ["nginx.ingress.kubernetes.io/auth-type", "basic"],
      "a Secret for basic authentication": ["higress.io/auth-secret", "acme-gateway/users"],
      "external authentication, which Higress ignores": [
        "nginx.ingress.kubernetes.io/auth-url",
        "https://sso.example.com",
      ],
      "a list of denied sources, which Higress ignores": [
        "nginx.ingress.kubernetes.io/denylist-source-range",
        "203.0.113.0/24",
      ],
      "authentication by a key that begins like the lawful one": [
        "nginx.ingress.kubernetes.io/auth-tls-verify-client",
        "on",
      ],
      "another tenant's Secret for upstreams": ["higress.io/proxy-ssl-secret", "globex-gateway/upstream-tls"],
      "another tenant's Secret under nginx's prefix": [
        "nginx.ingress.kubernetes.io/proxy-ssl-secret",
        "globex-gateway/tls",
      ],
      "a Secret of a namespace that ends like its own": ["higress.io/proxy-ssl-secret", "x-acme-gateway/upstream-tls"],
      "another tenant's Secret behind a space": ["higress.io/proxy-ssl-secret", " globex-gateway/upstream-tls"],
      "the entry's certificate as client authority": [
        "nginx.ingress.kubernetes.io/auth-tls-secret",
        "higress-system/acme-tls",
      ],
      "another tenant's gateway as default backend": ["higress.io/default-backend", "globex-gateway/higress-gateway"],
      "a mirror to another tenant": ["higress.io/mirror-target-service", "globex-gateway/higress-gateway:80"],
      "a reference with its own namespace in front of another's": [
        "higress.io/proxy-ssl-secret",
        "acme-gateway/globex-gateway/tls",
      ],
      "Lua in a value": ["nginx.ingress.kubernetes.io/upstream-vhost", "content_by_lua_block"],
      "a token's path in a value": ["higress.io/rewrite-target", "/var/run/secrets/kubernetes.io"],
      "a directive's end in a value": ["nginx.ingress.kubernetes.io/rewrite-target", "/v2; return 200"],
      "a condition with a semicolon": ["higress.io/regex-match-header-cookie", "(.*; )?group=b"],
      "a line break in a value": ["nginx.ingress.kubernetes.io/rewrite-target", "/v2\nproxy_pass"],
    }),
    ...leading("refuse", {
      "a Dubbo service of its registry without a port, which its last colon then is for":
        "100% providers:com.shop.Orders:1.0.0:.orders.shop.nacos",
      "the API server before a path that ends like a host of its registry":
        "https://kubernetes.default.svc.cluster.local:443/orders.shop.nacos:80",
      "another tenant's gateway by its full name": "higress-gateway.globex-gateway.svc.cluster.local:80",
      "another tenant's gateway without the cluster's domain": "higress-gateway.globex-gateway.svc:80",
      "another tenant's gateway by its short name": "higress-gateway.globex-gateway:80",
      "the API server": "https://kubernetes.default.svc.cluster.local:443",
      "another tenant's gateway behind a lawful one":
        "50% orders-v1.orders.shop.nacos:8080\n50% higress-gateway.globex-gateway.svc.cluster.local:80",
      "another tenant's gateway in upper case": "HIGRESS-GATEWAY.GLOBEX-GATEWAY.SVC.CLUSTER.LOCAL:80",
      "another tenant's gateway with a trailing dot": "higress-gateway.globex-gateway.svc.cluster.local.:80",
      "another tenant's namespace that ends like its own": "api.x-acme-gateway.svc.cluster.local:80",
      "a registry's ending where the port is": "higress-gateway.globex-gateway.svc.cluster.local:80.dns",
    }),
    {
      name: "an update that adds a snippet",
      verdict: "refuse",
      before: own,
      object: annotated({ "nginx.ingress.kubernetes.io/server-snippet": "return 200;" }),
    },
    {
      name: "another tenant's Secret by an update of the status",
      verdict: "refuse",
      before: own,
      subresource: "status",
      object: annotated({ "higress.io/proxy-ssl-secret": "globex-gateway/upstream-tls" }),
    },
    {
      name: "server-side apply of an alias",
      verdict: "refuse",
      by: "apply",
      object: annotated({ "nginx.ingress.kubernetes.io/server-alias": "a.globex.aigw.example.com" }),
    },
    {
      name: "a switch with a word that the controller ignores",
      verdict: "refuse",
      object: annotated({ "higress.io/proxy-ssl-server-name": "true" }),
      unseenByAdmission: "it does nothing; the API server refuses only what harms",
    },
    {
      name: "an annotation that no controller of ours reads",
      verdict: "refuse",
      object: annotated({ "nginx.ingress.kubernetes.io/proxy-body-size": "8m" }),
      unseenByAdmission: "it does nothing; the API server refuses only what harms",
    },
    {
      name: "another tenant's host for external-dns",
      verdict: "refuse",
      object: annotated({ "external-dns.alpha.kubernetes.io/hostname": "accounts.globex.aigw.example.com" }),
      unseenByRules: "the program gives no object such an annotation",
    },
    {
      name: "another address for external-dns by server-side apply",
      verdict: "refuse",
      by: "apply",
      object: annotated({ "external-dns.alpha.kubernetes.io/target": "192.0.2.66" }),
      unseenByRules: "the program gives no object such an annotation",
    },

    ...each("refuse", {
      "a configuration by the name in a client's certificate, as IngressNightmare (CVE-2025-1974)": [
        "nginx.ingress.kubernetes.io/auth-tls-match-cn",
        "CN=abc #(\n){}\n }}\nssl_engine ../../../proc/1/fd/7;",
      ],
      "a configuration by a redirect (CVE-2023-5044)": [
        "nginx.ingress.kubernetes.io/permanent-redirect",
        "https://acme.example/;}location ~* ^/x {content_by_lua_block { os.execute(1) }}",
      ],
      "another namespace's Secret by the gateway's template": [
        "higress.io/request-header-control-add",
        "X-Key ${secret.globex-gateway/consul-token.consulToken}",
      ],
      "another tenant's Secret behind a line break": ["higress.io/proxy-ssl-secret", "\nglobex-gateway/upstream-tls"],
      "another tenant's gateway as default backend under nginx's prefix": [
        "nginx.ingress.kubernetes.io/default-backend",
        "globex-gateway/higress-gateway",
      ],
    }),
    ...leading("accept", {
      "a subset of its own Service": "100% storefront.acme-gateway.svc.cluster.local:8080 v2",
    }),
    ...leading("refuse", {
      "another tenant's gateway behind a tab and before a subset": "100%\thigress-gateway.globex-gateway.svc:80 v1",
      "another tenant's gateway after a line of Windows'":
        "50% orders-v1.orders.shop.nacos:8080\r\n50% higress-gateway.globex-gateway.svc:80",
      "the cloud's metadata service": "169.254.169.254:80",
    }),
  ],
};
