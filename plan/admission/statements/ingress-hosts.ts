import { isOwn, listedHosts, ownHosts } from "../hosts.ts";
import type { Statement } from "../statement.ts";

const remedy = `Use a host of this tenant (${listedHosts}), or ask the platform to list it in the fleet file.`;

/**
 * Status is left out: it cannot change the specification. So are Ingresses with neither rules nor a default backend, which the API
 * server itself refuses.
 */
export const ingressHosts: Statement = {
  id: "ingress-hosts",
  title: "An Ingress names hosts of its tenant, and no rule answers for the rest",
  scope: "tenants",
  matches: [
    {
      apiGroups: ["networking.k8s.io"],
      apiVersions: ["*"],
      resources: ["ingresses"],
      operations: ["CREATE", "UPDATE"],
    },
  ],
  variables: [
    ...ownHosts,
    { name: "rules", expression: "object.spec.?rules.orValue([])" },
    { name: "tls", expression: "object.spec.?tls.orValue([])" },
  ],
  validations: [
    {
      expression: "!has(object.spec.defaultBackend)",
      message: "spec.defaultBackend would serve every host that nobody claims. Remove it, and give each rule its host.",
    },
    {
      expression: "variables.rules.all(rule, rule.?host.orValue('') != '')",
      message: "A rule without a host answers for every host. Give each rule its host.",
    },
    {
      expression: `variables.rules.all(rule, rule.?host.orValue('') == '' || ${isOwn("rule.host")})`,
      message: `A rule has a host that is not this tenant's. ${remedy}`,
      messageExpression: `'Host "' + variables.rules.filter(rule, rule.?host.orValue('') != '' && !${isOwn("rule.host")})[0].host + '" is not of this tenant. ${remedy}'`,
    },
    {
      expression: `variables.tls.all(tls, tls.?hosts.orValue([]).all(host, ${isOwn("host")}))`,
      message: `A certificate is for a host that is not this tenant's. ${remedy}`,
    },
    {
      expression: "variables.tls.all(tls, tls.?hosts.orValue([]).size() > 0)",
      message: "An entry of spec.tls without hosts is for every host. Name the hosts that the certificate is for.",
    },
  ],
};
