import { ingressClassPath, isCatchAll, takesOverNginx } from "../model/ingress-class.ts";
import { effective, isInstallationRelease, valuePath } from "../model/release.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "ingress-class-not-catch-all",
  number: 12,
  title: "No Higress serves Ingresses of every class",
  why: "A gateway without a class of its own publishes what others wrote for theirs.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    'Set global.ingressClass to the installation\'s own class; "" and "nginx" also take what names no class. One gateway may take over from ingress-nginx: `ingressClass: nginx`.',
  url: ruleUrl("ingress-class-not-catch-all"),
  check: (resource, facts) => {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const ingressClass = effective(resource, ingressClassPath);
    if (!isCatchAll(ingressClass) || takesOverNginx(resource, ingressClass, facts)) return [];
    const message = `${JSON.stringify(ingressClass ?? null)} takes Ingresses that are not this installation's`;
    return [{ path: valuePath(resource, ingressClassPath), message }];
  },
});
