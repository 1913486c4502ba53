import { annotation } from "../model/annotations.ts";
import { isIngress, isIngressClass, isRelease } from "../model/kinds.ts";
import { installationOf } from "../model/ownership.ts";
import { chartBasename } from "../model/release.ts";
import { at, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "entry-controller-supported",
  number: 44,
  title: "No door of the fleet is a controller that nobody mends any more",
  why: "The controller ingress-nginx has had no maintenance since March 2026, and its own README warns against sharing it between tenants.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Let a Higress be the entry, and remove chart, class and Ingresses of the old controller.",
  url: ruleUrl("entry-controller-supported"),
  settings: {
    charts: {
      type: "array",
      items: { type: "string" },
      description: "Charts, by the last part of their name, whose controller has reached its end of life.",
      default: ["ingress-nginx"] as readonly string[],
    },
    controllers: {
      type: "array",
      items: { type: "string" },
      description: "Controllers, as spec.controller of an IngressClass names them, that have reached theirs.",
      default: ["k8s.io/ingress-nginx"] as readonly string[],
    },
  },
  check(resource, facts, { charts, controllers }) {
    const { props } = resource;
    if (isRelease(resource)) {
      const chart = chartBasename(text(props.chart) ?? "");
      return charts.includes(chart) ? [{ path: "chart", message: ended(chart) }] : [];
    }
    if (isIngressClass(resource)) {
      const controller = text(at(props, "spec", "controller")) ?? "";
      return controllers.includes(controller) ? [{ path: "spec.controller", message: ended(controller) }] : [];
    }
    if (isIngress(resource) && installationOf(resource, facts)?.role === "entry") return nginxClass(resource);
    return ofChart(resource, charts);
  },
});

const ended = (what: string): string => `${JSON.stringify(what)} has reached its end of life`;

/** The class that both that controller and a Higress without a class of its own listen to. */
function nginxClass(ingress: Resource): readonly Finding[] {
  const named = {
    "spec.ingressClassName": at(ingress.props, "spec", "ingressClassName"),
    "metadata.annotations.kubernetes.io/ingress.class": annotation(ingress, "kubernetes.io/ingress.class"),
  };
  return Object.entries(named).flatMap(([path, value]) =>
    value === "nginx"
      ? [{ path, message: '"nginx" is the class of a controller that has reached its end of life' }]
      : [],
  );
}

/** Objects of a chart that is rendered object by object say so in a label, `ingress-nginx-4.15.1`. */
function ofChart(resource: Resource, charts: readonly string[]): readonly Finding[] | undefined {
  const label = text(at(resource.props, "metadata", "labels", "helm.sh/chart"));
  if (label === undefined) return undefined;
  const chart = chartBasename(label);
  return charts.includes(chart) ? [{ path: "metadata.labels.helm.sh/chart", message: ended(chart) }] : [];
}
