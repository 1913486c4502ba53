import { hosts } from "../console.ts";
import { ingress, ingressFor, rule } from "../objects.ts";
import type { Table } from "../vector.ts";

const validated = "the API server's own validation of Ingresses refuses it before any policy is asked";
const own = "shop.acme.example";

export const table: Table = {
  statement: "ingress-hosts",
  rules: ["host-required", "host-wildcard-shape", "host-exclusive", "host-owner-matches"],
  vectors: [
    ...hosts,
    { name: "a host that the fleet file lists", verdict: "accept", object: ingressFor(own) },
    { name: "a host below the system host", verdict: "accept", object: ingressFor("a.acme.aigw.example.com") },
    { name: "a host two labels below a wildcard", verdict: "accept", object: ingressFor("a.b.api.acme.example") },
    { name: "the tenant's own wildcard", verdict: "accept", object: ingressFor("*.api.acme.example") },
    { name: "a wildcard below the tenant's own", verdict: "accept", object: ingressFor("*.b.api.acme.example") },
    { name: "a host in punycode", verdict: "accept", object: ingressFor("xn--bcher-kva.acme.example") },
    {
      name: "a certificate for a host of the tenant",
      verdict: "accept",
      object: ingress({ rules: [rule(own)], tls: [{ hosts: [own], secretName: "shop" }] }),
    },
    { name: "an empty list of certificates", verdict: "accept", object: ingress({ rules: [rule(own)], tls: [] }) },
    { name: "null for the certificates", verdict: "accept", object: ingress({ rules: [rule(own)], tls: null }) },
    {
      name: "null for the default backend",
      verdict: "accept",
      object: ingress({ rules: [rule(own)], defaultBackend: null }),
    },
    {
      name: "a generated name",
      verdict: "accept",
      object: ingress({ rules: [rule(own)] }, { name: undefined, generateName: "tried-" }),
    },
    { name: "server-side apply of a host of its own", verdict: "accept", by: "apply", object: ingressFor(own) },
    {
      name: "an update that adds a label to a lawful Ingress",
      verdict: "accept",
      before: ingressFor(own),
      object: ingress({ rules: [rule(own)] }, { labels: { team: "shop" } }),
    },
    { name: "a host of another tenant", verdict: "refuse", object: ingressFor("a.globex.aigw.example.com") },
    { name: "another tenant's wildcard", verdict: "refuse", object: ingressFor("*.globex.aigw.example.com") },
    { name: "a host of nobody", verdict: "refuse", object: ingressFor("www.example.org") },
    { name: "a wildcard over the whole domain", verdict: "refuse", object: ingressFor("*.aigw.example.com") },
    { name: "a wildcard over the tenant's own host", verdict: "refuse", object: ingressFor("*.acme.example") },
    { name: "a wildcard over a top-level domain", verdict: "refuse", object: ingressFor("*.com") },
    { name: "the parent of a wildcard of its own", verdict: "refuse", object: ingressFor("api.acme.example") },
    {
      name: "the tenant's label without anything below",
      verdict: "refuse",
      object: ingressFor("acme.aigw.example.com"),
    },
    { name: "a host that ends like one of its own", verdict: "refuse", object: ingressFor("myshop.acme.example") },
    { name: "its own host with another domain behind", verdict: "refuse", object: ingressFor("shop.acme.example.org") },
    {
      name: "a host below its own wildcard with another domain behind",
      verdict: "refuse",
      object: ingressFor("a.api.acme.example.org"),
    },
    { name: "one foreign host among its own", verdict: "refuse", object: ingressFor(own, "a.globex.aigw.example.com") },
    {
      name: "another tenant's host in upper case",
      verdict: "refuse",
      object: ingressFor("A.GLOBEX.aigw.example.com"),
      unseenByAdmission: validated,
    },
    {
      name: "another tenant's host with a trailing dot",
      verdict: "refuse",
      object: ingressFor("a.globex.aigw.example.com."),
      unseenByAdmission: validated,
    },
    {
      name: "another tenant's host with a port",
      verdict: "refuse",
      object: ingressFor("a.globex.aigw.example.com:443"),
      unseenByAdmission: validated,
    },
    { name: "a rule without a host", verdict: "refuse", object: ingress({ rules: [rule()] }) },
    { name: "a rule with an empty host", verdict: "refuse", object: ingressFor("") },
    { name: "a rule with null for a host", verdict: "refuse", object: ingress({ rules: [{ ...rule(), host: null }] }) },
    {
      name: "a rule without a host behind one that has it",
      verdict: "refuse",
      object: ingress({ rules: [rule(own), rule()] }),
    },
    {
      name: "no rules but a default backend",
      verdict: "refuse",
      object: ingress({ defaultBackend: { service: { name: "storefront", port: { number: 8080 } } } }),
    },
    {
      name: "a default backend beside a lawful rule",
      verdict: "refuse",
      object: ingress({
        rules: [rule(own)],
        defaultBackend: { service: { name: "storefront", port: { number: 8080 } } },
      }),
    },
    {
      name: "a certificate for a host of another tenant",
      verdict: "refuse",
      object: ingress({ rules: [rule(own)], tls: [{ hosts: ["a.globex.aigw.example.com"], secretName: "shop" }] }),
    },
    {
      name: "server-side apply of another tenant's host",
      verdict: "refuse",
      by: "apply",
      object: ingressFor("a.globex.aigw.example.com"),
    },
    {
      name: "an update from its own host to another tenant's",
      verdict: "refuse",
      before: ingressFor(own),
      object: ingressFor("a.globex.aigw.example.com"),
    },
    {
      name: "another tenant's host in an Ingress with a generated name",
      verdict: "refuse",
      object: ingress({ rules: [rule("a.globex.aigw.example.com")] }, { name: undefined, generateName: "tried-" }),
    },
    {
      name: "another tenant's host in an object that is being deleted",
      verdict: "refuse",
      before: ingress(
        { rules: [rule(own)] },
        { finalizers: ["example.com/late"], deletionTimestamp: "2026-01-01T00:00:00Z" },
      ),
      object: ingress({ rules: [rule("a.globex.aigw.example.com")] }, { finalizers: ["example.com/late"] }),
    },

    {
      name: "a host of another tenant in a letter that looks alike",
      verdict: "refuse",
      // аpi.acme.example with a Cyrillic а, as people read it.
      object: ingressFor("a.xn--pi-6kc.acme.example"),
    },
    {
      name: "a wildcard below another tenant's host",
      verdict: "refuse",
      object: ingressFor("*.a.globex.aigw.example.com"),
    },
    { name: "the fleet's domain itself", verdict: "refuse", object: ingressFor("aigw.example.com") },
    {
      name: "its own host in another tenant's namespace",
      verdict: "refuse",
      object: ingress({ rules: [rule(own)], ingressClassName: "higress-globex" }, { namespace: "globex-gateway" }),
    },
    {
      name: "a certificate for a wildcard over its own host",
      verdict: "refuse",
      object: ingress({ rules: [rule(own)], tls: [{ hosts: [own, "*.acme.example"], secretName: "shop" }] }),
    },
    {
      name: "an address in place of a host",
      verdict: "refuse",
      object: ingressFor("192.0.2.10"),
      unseenByAdmission: validated,
    },
  ],
};
