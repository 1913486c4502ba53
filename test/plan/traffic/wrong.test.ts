import { expect } from "chai";
import type { Traffic } from "../../../plan/model/traffic.ts";
import { faults } from "./annotations.ts";

/** A setting as somebody might write it, and what is said of it. */
type Wrong = readonly [written: string, problem: string, remedy: string];

const unit = 'Write "3600s" if seconds are meant; minutes are "2m", hours "1h".';
const secondsOrMore = 'Write a whole number of seconds, minutes or hours: "30s", "2m", "1h".';
const otherNamespace = "if it stands beside the gateway: none of another namespace can be named here.";
const path = "Write a path without query, other signs escaped";
const protocols = '"http", "http2", "https", "grpc" or "grpcs".';
const balances =
  'Write "round-robin", "least-request", "random" or "path", or "{ header: x-user }" to keep equal requests together. ' +
  "A tenant's gateway sees the entry's address, not the client's.";

const ofRegistry = [
  "is a service of a registry, where a Service beside the gateway is wanted",
  "Name such a Service: Higress looks for nothing else here.",
] as const;

/** Typed over the model: a new concern needs what people will get wrong in it. */
const wrong: Readonly<Record<keyof Traffic, readonly [Wrong, Wrong, Wrong, ...Wrong[]]>> = {
  match: [
    [
      "match: { headers: { x-version: v2 } }",
      "match.headers: a map stands here, where a list is wanted",
      'Write a list: each item on a line of its own, after "- ".',
    ],
    [
      "match: { headers: [{ name: x-version, value: v2 }] }",
      "match.headers[0]: the map does not name exactly one comparison",
      "Give exact, prefix or regex.",
    ],
    [
      "match: { headers: [{ name: x-a, regex: '*' }] }",
      'match.headers[0].regex: "*" is no regular expression that Envoy can read: it repeats nothing with "*"',
      "Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.",
    ],
  ],
  timeout: [
    ["timeout: 3600", "timeout: 3600 is no length of time: it has no unit", unit],
    ["timeout: 1.5s", 'timeout: "1.5s" is no length of time', secondsOrMore],
    ["timeout: 2h", 'timeout: "2h" is longer than 1h', 'Use at most "1h".'],
  ],
  headers: [
    [
      "headers: { request: { set: { x-discount: 10% } } }",
      'headers.request.set.x-discount: "10%" has a "%" that Envoy takes for the beginning of a variable it does not know',
      'Write "%%" for the sign itself. Known are %REQ(name)%, %RESP(name)%, %PROTOCOL%, %START_TIME% and %RESPONSE_CODE%.',
    ],
    [
      "headers: { request: { set: { Host: a.org } } }",
      'headers.request.set.Host: "Host" belongs to the message itself and cannot be changed',
      "Change path and host under rewrite.",
    ],
    [
      "headers: { request: { set: { x-tries: 3 } } }",
      "headers.request.set.x-tries: 3 is a number, where text is wanted",
      'Put it in quotes: "3".',
    ],
  ],
  mirror: [
    [
      "mirror: shadow",
      'mirror: "shadow" is text, where a map is wanted',
      'Write a map, such as "{ service: …, port: 1 }". Its settings: service, port, percent.',
    ],
    ["mirror: { service: shadow }", "mirror.port: is missing", "Add it. Port of the Service."],
    [
      "mirror: { service: shadow.test.svc.cluster.local, port: 80 }",
      'mirror.service: "shadow.test.svc.cluster.local" is no bare name of a Service',
      `Write "shadow" ${otherNamespace}`,
    ],
    ["mirror: { service: shadow@nacos, port: 80 }", `mirror.service: "shadow@nacos" ${ofRegistry[0]}`, ofRegistry[1]],
    [
      "mirror: { service: shadow, port: 80, percent: 5% }",
      'mirror.percent: "5%" is text, where a number is wanted',
      "Write 5.",
    ],
  ],
  rewrite: [
    [
      "rewrite: /v2",
      'rewrite: "/v2" is text, where a map is wanted',
      'Write a map, such as "{ path: … }". Its settings: path, host.',
    ],
    ["rewrite: { path: v2 }", 'rewrite.path: "v2" is no path to send', `${path}; "$1" stands for a group: "/v2/$1".`],
    [
      "rewrite: { host: https://a.net }",
      'rewrite.host: "https://a.net" is not a host name',
      'Write the bare name, without scheme, port or path: "api.example.com".',
    ],
  ],
  redirect: [
    [
      "redirect: https://www.example.com",
      'redirect: "https://www.example.com" is text, where a map is wanted',
      'Write a map, such as "{ to: … }". Its settings: to, code.',
    ],
    [
      "redirect: { to: http://www.example.com }",
      'redirect.to: "http://www.example.com" is no address that a gateway can send clients to',
      'Write https, host and, if it is another than the request\'s, path, without query and escapes: "https://www.example.com/shop".',
    ],
    [
      "redirect: { to: https://www.example.com, code: 304 }",
      "redirect.code: 304 is not one of the choices",
      "Write 301, 302, 303, 307 or 308.",
    ],
  ],
  appRoot: [
    ["appRoot: shop", 'appRoot: "shop" is no path to send', `${path}: "/v2/orders".`],
    ["appRoot: '/shop?tab=1'", 'appRoot: "/shop?tab=1" is no path to send', `${path}: "/v2/orders".`],
    ["appRoot: /", 'appRoot: "/" leads back to itself', 'Name a path below it: "/shop".'],
  ],
  cors: [
    [
      "cors: true",
      "cors: true stands here, where a map is wanted",
      'Write a map, such as "{ origins: […] }". Its settings: origins, methods, headers, exposed, credentials, maxAge.',
    ],
    ["cors: { origins: '*' }", 'cors.origins: "*" is text, where a list is wanted', 'Write it as a list: ["*"].'],
    ["cors: { origins: ['*'], maxAge: 3600 }", "cors.maxAge: 3600 is no length of time: it has no unit", unit],
  ],
  retry: [
    ["retry: 3", "retry: 3 is neither false nor a map", 'Write "{ attempts: 2 }", or "false" for never.'],
    [
      "retry: { attempts: 3, after: [http_5xx] }",
      'retry.after[0]: "http_5xx" is no reason to ask again',
      'Write "5xx" for every such status and for no answer at all, or a status from 400 to 599 as a number.',
    ],
    ["retry: { attempts: 20 }", "retry.attempts: 20 is out of range", "Use a whole number from 1 to 10."],
  ],
  rateLimit: [
    [
      "rateLimit: 100rps",
      'rateLimit: "100rps" is text, where a map is wanted',
      'Write a map, such as "{ requests: 1, per: second }". Its settings: requests, per, burst.',
    ],
    ["rateLimit: { requests: 100 }", "rateLimit.per: is missing", "Add it. The period."],
    [
      "rateLimit: { requests: 0, per: second }",
      "rateLimit.requests: 0 is out of range",
      "Use a whole number from 1 to 1000000.",
    ],
    [
      "rateLimit: { requests: 5, per: hour }",
      'rateLimit.per: "hour" is not one of the choices',
      'Write "second" or "minute".',
    ],
  ],
  protocol: [
    ["protocol: HTTPS", 'protocol: "HTTPS" is not one of the choices', `Did you mean "https"? Write ${protocols}`],
    ["protocol: h2", 'protocol: "h2" is not one of the choices', `Write ${protocols}`],
    ["protocol: websocket", 'protocol: "websocket" is not one of the choices', `Write ${protocols}`],
  ],
  backendTls: [
    [
      "protocol: https, backendTls: {}",
      "backendTls: the map changes nothing",
      "Name a Secret or a server name, or leave this out.",
    ],
    [
      "protocol: https, backendTls: { secret: other/tls }",
      "backendTls.secret: the value (not shown) is not a name Kubernetes accepts",
      "Use lower-case letters, digits and hyphens, with a letter or digit at both ends; dots may join such parts.",
    ],
    [
      "protocol: https, backendTls: { secret: a, verify: false }",
      "backendTls.verify: there is no such setting",
      "Remove it; the settings here are secret, serverName.",
    ],
  ],
  balance: [
    ["balance: ip-hash", 'balance: "ip-hash" is no way of choosing that the gateway knows', balances],
    [
      "balance: { header: x-user, cookie: user }",
      "balance: the map does not name exactly one key",
      "Give one of header, query and cookie.",
    ],
    ["balance: { cookie: shop, maxAge: 3600 }", "balance.maxAge: 3600 is no length of time: it has no unit", unit],
  ],
  fallback: [
    [
      "fallback: sorry",
      'fallback: "sorry" is text, where a map is wanted',
      'Write a map, such as "{ service: … }". Its settings: service, after.',
    ],
    [
      "fallback: { service: sorry, after: [200] }",
      "fallback.after[0]: 200 is no status of an error",
      "Write a number from 400 to 599.",
    ],
    [
      "fallback: { service: other/sorry }",
      'fallback.service: "other/sorry" is no bare name of a Service',
      `Write "sorry" ${otherNamespace}`,
    ],
    ["fallback: { service: orders@nacos }", `fallback.service: "orders@nacos" ${ofRegistry[0]}`, ofRegistry[1]],
  ],
};

describe("What people get wrong in a route's traffic", () => {
  for (const [written, problem, remedy] of Object.values(wrong).flat())
    it(`is told with the way out: ${written}`, () => {
      expect(faults(written)).to.deep.equal([`${problem}\n    ${remedy}`]);
    });
});
