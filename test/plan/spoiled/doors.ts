/** Settings of the entry and of tenants for it, spoiled one at a time, in the file of ../written.ts. */
import type { Spoiled } from "./settings.ts";

const known = [
  ...["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384"],
  ...["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305"],
];
const atEntry = (what: string, written: string, problem: string, remedy: string): Spoiled => [
  what,
  "size: s\n",
  `size: s\n  ${written}\n`,
  problem,
  remedy,
];
const atTenant = (what: string, written: string, problem: string, remedy: string): Spoiled => [
  what,
  "owner: globex@example.com",
  `owner: globex@example.com\n    entry: { ${written} }`,
  problem,
  remedy,
];

export const doors: readonly Spoiled[] = [
  atEntry(
    "a version of TLS that is broken",
    "tls: { minVersion: TLSv1.1 }",
    '14:22 entry.tls.minVersion: "TLSv1.1" is not one of the choices',
    'Did you mean "TLSv1.2"? Write "TLSv1.2" or "TLSv1.3".',
  ),
  atEntry(
    "a version of TLS as a number",
    "tls: { minVersion: 1.2 }",
    "14:22 entry.tls.minVersion: 1.2 is not one of the choices",
    'Write "TLSv1.2" or "TLSv1.3".',
  ),
  atEntry(
    "a cipher of TLS 1.3",
    "tls: { ciphers: [TLS_AES_128_GCM_SHA256] }",
    '14:20 entry.tls.ciphers[0]: "TLS_AES_128_GCM_SHA256" is no cipher by OpenSSL\'s name, and those of TLS 1.3 nobody can choose',
    `Remove it, or write one of ${known.join(", ")}.`,
  ),
  atEntry(
    "a cipher with SHA-1",
    "tls: { ciphers: [ECDHE-RSA-AES128-SHA] }",
    '14:20 entry.tls.ciphers[0]: "ECDHE-RSA-AES128-SHA" is not one of the choices',
    `Write ${known
      .map((cipher) => `"${cipher}"`)
      .join(", ")
      .replace(/, (?=[^,]*$)/, " or ")}.`,
  ),
  atEntry(
    "no cipher",
    "tls: { ciphers: [] }",
    "14:10 entry.tls.ciphers: the list is empty",
    "Name at least one cipher, or leave the list out for all of them.",
  ),
  atEntry(
    "PROXY protocol from nobody",
    "proxyProtocol: { from: [] }",
    "14:20 entry.proxyProtocol.from: the list is empty",
    "Name at least one network.",
  ),
  atEntry(
    "a class of load balancers with two slashes",
    "loadBalancer: { class: example.com/edge/1 }",
    '14:26 entry.loadBalancer.class: "example.com/edge/1" is no class of load balancers',
    'Write it as the controller documents it: "<domain>/<name>".',
  ),
  atEntry(
    "a load balancer of which nothing is said",
    "loadBalancer: {}",
    "14:3 entry.loadBalancer: the map says nothing",
    "Give it class, address or both, or leave it out.",
  ),
  atEntry(
    "a load balancer's address with a prefix",
    "loadBalancer: { address: 203.0.113.10/32 }",
    '14:28 entry.loadBalancer.address: "203.0.113.10/32" is not an IP address',
    "Write one address, without port or prefix.",
  ),
  atEntry(
    "proxies without end",
    "forwardedFor: { hops: 9, from: [198.51.100.0/28] }",
    "14:25 entry.forwardedFor.hops: 9 is out of range",
    "Use a whole number from 1 to 5.",
  ),
  atTenant(
    "plain HTTP that the entry does not allow",
    "redirect: false",
    '30:24 tenants[1].entry.redirect: hosts of tenant "globex" would answer in the clear, which the entry does not allow',
    "Remove it, or have the platform set entry.allowPlainHttp.",
  ),
  atTenant(
    "a rate with its unit",
    "rateLimit: { requests: 100rps, per: second }",
    '30:37 tenants[1].entry.rateLimit.requests: "100rps" is text, where a number is wanted',
    "Write a whole number.",
  ),
  atTenant(
    "a rate of nothing",
    "rateLimit: { requests: 0, per: second }",
    "30:37 tenants[1].entry.rateLimit.requests: 0 is out of range",
    "Use a whole number from 1 to 1000000.",
  ),
  atTenant(
    "a period that the controller does not know",
    "rateLimit: { requests: 100, per: hour }",
    '30:47 tenants[1].entry.rateLimit.per: "hour" is not one of the choices',
    'Write "second" or "minute".',
  ),
  atTenant(
    "a client without a prefix length",
    "sourceCidrs: [203.0.113.7]",
    '30:28 tenants[1].entry.sourceCidrs[0]: "203.0.113.7" has no prefix length',
    'Write "203.0.113.7/32" for this one address.',
  ),
];
