/** Settings of a platform's gateway, spoiled one at a time, in the file of ../written.ts. */
import type { Spoiled } from "./settings.ts";

const item = "gateways:\n  - id: internal\n    sourceCidrs: [10.0.0.0/8]\n";
const spoiled = (what: string, key: string, problem: string, remedy: string): Spoiled => [
  what,
  "tenants:\n",
  `${item}    ${key}\ntenants:\n`,
  problem,
  remedy,
];

const otherNamespace =
  "A Higress that watches another namespace than its own never starts its gateway, since it writes no root certificate there, and " +
  'ignores its registries and plugins. For one business namespace write "own" and put Ingresses, their Secrets and Services into ' +
  'higress-<id>; for several, one gateway each, or "all" with the gateway\'s class on the Ingresses it is to serve.';

export const gateways: readonly Spoiled[] = [
  spoiled(
    "another namespace to watch",
    "watch: apps",
    '17:12 gateways[0].watch: "apps" is neither "own" nor "all"',
    otherNamespace,
  ),
  spoiled(
    "several namespaces to watch",
    "watch: [apps, shops]",
    '17:5 gateways[0].watch: the list is neither "own" nor "all"',
    otherNamespace,
  ),
  spoiled(
    "a slip in what to watch",
    "watch: alll",
    '17:12 gateways[0].watch: "alll" is not one of the choices',
    'Did you mean "all"? Write "own" or "all".',
  ),
  spoiled(
    "nothing to watch",
    "watch:",
    "17:5 gateways[0].watch: nothing is written here, where text is wanted",
    "Write text, or leave the key out if it has a default.",
  ),
  spoiled(
    "a namespace that two gateways could share",
    "namespace: gateway-system",
    "17:5 gateways[0].namespace: a gateway has a namespace of its own and shares it with no other Higress: two in one would want the same 28 of the chart's 29 objects, one root certificate, one McpBridge and all plugins of the namespace",
    "Remove it: the namespace is higress-<id>. Gateways for external and internal clients are two items with two ids, and each serves the Ingresses of its own class.",
  ),
  spoiled(
    "the chart's name for what it watches",
    "watchNamespace: apps",
    "17:5 gateways[0].watchNamespace: a Higress watches its own namespace or all: with any other its gateway never starts",
    'Remove it, and write "watch: own" or "watch: all".',
  ),
  spoiled(
    "a port beyond the last",
    "ports: { http: 65536 }",
    "17:20 gateways[0].ports.http: 65536 is not a port",
    "Use a whole number from 1 to 65535.",
  ),
  spoiled(
    "a port that is switched on",
    "ports: { https: true }",
    "17:21 gateways[0].ports.https: true is neither a port nor false",
    "Use a whole number from 1 to 65535, or false, without quotes, for none.",
  ),
  spoiled(
    "a node port below the first",
    "nodePorts: { https: 8443 }",
    "17:25 gateways[0].nodePorts.https: 8443 is no node port",
    "Use a whole number from 30000 to 32767, which is what clusters keep for them.",
  ),
  spoiled(
    "a key that is no annotation's",
    'serviceAnnotations: { "internal load balancer": "true" }',
    '17:27 gateways[0].serviceAnnotations["internal load balancer"]: "internal load balancer" is not the key of an annotation',
    'Write it as your cloud documents it: "<domain>/<name>".',
  ),
  spoiled(
    "a key that is longer than one may be behind its domain",
    `serviceAnnotations: { example.com/${"a".repeat(64)}: "true" }`,
    `17:27 gateways[0].serviceAnnotations["example.com/${"a".repeat(64)}"]: "example.com/${"a".repeat(48)}…" is not the key of an annotation`,
    'Write it as your cloud documents it: "<domain>/<name>".',
  ),
  spoiled(
    "a key that is longer than one may be in all",
    `serviceAnnotations: { ${"a.".repeat(125)}a/bcd: "true" }`,
    `17:27 gateways[0].serviceAnnotations["${"a.".repeat(125)}a/bcd"]: "${"a.".repeat(30)}…" is longer than 253 characters`,
    "Write it as your cloud documents it.",
  ),
  spoiled(
    "a class of somebody else's",
    "ingressClass: higress",
    '17:19 gateways[0].ingressClass: "higress" is no class to choose',
    'Remove it: each gateway serves class higress-<id>. "nginx" is for the one that takes over from ingress-nginx.',
  ),
  spoiled(
    "a pattern of namespaces",
    'watch: all\n    backendNamespaces: ["shop-*"]',
    '18:25 gateways[0].backendNamespaces[0]: "shop-*" is not a DNS label',
    "Use lower-case letters, digits and hyphens, with a letter or digit at both ends.",
  ),
];
