import { classes } from "../console.ts";
import { ingress, rule } from "../objects.ts";
import type { Manifest, Table } from "../vector.ts";

const rules = [rule("shop.acme.example")];
const legacy = "kubernetes.io/ingress.class";
const own = ingress({ rules });
const annotated = (annotations: object): Manifest => ingress({ rules }, { annotations });
const classed = (ingressClassName: unknown): Manifest => ingress({ rules, ingressClassName });
const status = { loadBalancer: { ingress: [{ ip: "192.0.2.7" }] } };

export const table: Table = {
  statement: "ingress-class",
  rules: ["ingress-class-explicit"],
  vectors: [
    ...classes,
    { name: "the class of the tenant's gateway", verdict: "accept", object: own },
    { name: "server-side apply of it", verdict: "accept", by: "apply", object: own },
    {
      name: "it in an Ingress with a generated name",
      verdict: "accept",
      object: ingress({ rules }, { name: undefined, generateName: "tried-" }),
    },
    { name: "no annotations at all, as null", verdict: "accept", object: ingress({ rules }, { annotations: null }) },
    {
      name: "an annotation that only sounds like the old one",
      verdict: "accept",
      object: annotated({ "example.com/ingress.class": "nginx" }),
    },
    {
      name: "an update of another field",
      verdict: "accept",
      before: own,
      object: ingress({ rules: [...rules, rule("a.api.acme.example")] }),
    },
    {
      name: "an update of the status",
      verdict: "accept",
      before: own,
      subresource: "status",
      object: { ...own, status },
    },
    {
      name: "the class of a platform's gateway, in that gateway's namespace",
      verdict: "accept",
      object: ingress(
        { rules: [rule("build.internal.example")], ingressClassName: "higress-internal" },
        { namespace: "higress-internal" },
      ),
    },
    {
      name: "class nginx, in the namespace of the gateway that takes over from it",
      verdict: "accept",
      object: ingress({ rules: [rule("old.example")], ingressClassName: "nginx" }, { namespace: "higress-edge" }),
    },
    {
      name: "its id for a class there, which nobody serves",
      verdict: "refuse",
      object: ingress(
        { rules: [rule("old.example")], ingressClassName: "higress-edge" },
        { namespace: "higress-edge" },
      ),
    },
    {
      name: "no class there, though the gateway would take it",
      verdict: "refuse",
      object: ingress({ rules: [rule("old.example")], ingressClassName: undefined }, { namespace: "higress-edge" }),
    },
    {
      name: "class nginx in the namespace of another gateway",
      verdict: "refuse",
      object: ingress({ rules: [rule("old.example")], ingressClassName: "nginx" }, { namespace: "higress-internal" }),
    },
    {
      name: "an update to class nginx",
      verdict: "refuse",
      before: own,
      object: classed("nginx"),
    },
    {
      name: "an update that gives up the class, so that the gateway of class nginx would take it",
      verdict: "refuse",
      before: own,
      object: classed(undefined),
    },
    { name: "the class of another tenant", verdict: "refuse", object: classed("higress-globex") },
    { name: "the class of the entry", verdict: "refuse", object: classed("higress-entry") },
    {
      name: "the class of a platform's gateway, in a tenant's namespace",
      verdict: "refuse",
      object: classed("higress-internal"),
    },
    { name: "class nginx, which also takes Ingresses without one", verdict: "refuse", object: classed("nginx") },
    { name: "the chart's own class", verdict: "refuse", object: classed("higress") },
    { name: "no class", verdict: "refuse", object: classed(undefined) },
    { name: "null for a class", verdict: "refuse", object: classed(null) },
    {
      name: "an empty class",
      verdict: "refuse",
      object: classed(""),
      unseenByAdmission: "the API server's own validation of Ingresses refuses it before any policy is asked",
    },
    { name: "a class that begins with the tenant's", verdict: "refuse", object: classed("higress-acme2") },
    {
      name: "the class of a tenant, in a namespace of the platform's gateway",
      verdict: "refuse",
      object: ingress({ rules }, { namespace: "higress-internal" }),
    },
    {
      name: "the old annotation beside the field",
      verdict: "refuse",
      object: annotated({ [legacy]: "nginx" }),
      // The API server refuses both on creation, and looks at the annotation in no update.
      unseenByAdmission: "the API server's own validation of Ingresses refuses both on creation",
    },
    {
      name: "the old annotation in place of the field",
      verdict: "refuse",
      object: ingress({ rules, ingressClassName: undefined }, { annotations: { [legacy]: "higress-acme" } }),
    },
    {
      name: "the old annotation without a value",
      verdict: "refuse",
      object: ingress({ rules, ingressClassName: undefined }, { annotations: { [legacy]: "" } }),
    },
    {
      name: "an update that adds the old annotation",
      verdict: "refuse",
      before: own,
      object: annotated({ [legacy]: "nginx" }),
    },
    {
      name: "the old annotation by an update of the status",
      verdict: "refuse",
      before: own,
      subresource: "status",
      object: { ...annotated({ [legacy]: "nginx" }), status },
    },
    { name: "an update to another tenant's class", verdict: "refuse", before: own, object: classed("higress-globex") },
    {
      name: "server-side apply of another tenant's class",
      verdict: "refuse",
      by: "apply",
      object: classed("higress-globex"),
    },

    {
      name: "an update that gives up the old annotation",
      verdict: "accept",
      before: ingress({ rules, ingressClassName: undefined }, { annotations: { [legacy]: "higress-acme" } }),
      object: own,
    },
    {
      name: "the old annotation in capitals, which nobody reads",
      verdict: "accept",
      object: annotated({ [legacy.toUpperCase()]: "nginx" }),
    },
    {
      name: "the class of one tenant in the namespace of another",
      verdict: "refuse",
      object: ingress({ rules: [rule("a.globex.aigw.example.com")] }, { namespace: "globex-gateway" }),
    },
    {
      name: "the tenant's class in capitals",
      verdict: "refuse",
      object: classed("Higress-Acme"),
      unseenByAdmission: "the API server's own validation of Ingresses refuses it before any policy is asked",
    },
    {
      name: "the old annotation by server-side apply on what stands",
      verdict: "refuse",
      before: own,
      by: "apply",
      object: annotated({ [legacy]: "alb" }),
    },
  ],
};
