/**
 * What keeps the pods of the fleet from the Pod Security level `restricted`, as the API server says: every pod template is
 * created as a pod, dry run, in its own namespace, which enforces `baseline` and warns of `restricted` (plan/namespace.ts).
 */
import { at, list, record, text } from "../../policy/model/shape.ts";
import { must, type Kubectl } from "./kubectl.ts";
import type { Proof } from "./proof.ts";

/**
 * What is known to be missing, by container: the chart hard-codes the security context of `discovery` (higress v2.2.4,
 * helm/core/templates/controller-deployment.yaml:276-283), and no value sets this field. Whatever else the API server names is
 * a failure.
 */
const known: Readonly<Record<string, readonly string[]>> = {
  "higress-controller": ["discovery: allowPrivilegeEscalation != false"],
  "higress-plugin-server": withoutContext("higress-core"),
  "redis-stack-server": withoutContext("redis"),
};

/** Of a container for which the chart has no value at all. */
function withoutContext(container: string): readonly string[] {
  return [
    `${container}: allowPrivilegeEscalation != false`,
    `${container}: unrestricted capabilities`,
    `runAsNonRoot != true (pod or container "${container}" must set securityContext.runAsNonRoot=true)`,
    `seccompProfile (pod or container "${container}" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`,
  ];
}

const workloads = "deployments,statefulsets,daemonsets,cronjobs,jobs";

/** @param namespaces of the fleet */
export async function provePods(run: Kubectl, namespaces: readonly string[]): Promise<Proof> {
  const templates = (await Promise.all(namespaces.map((namespace) => templatesOf(run, namespace)))).flat();
  const judged = await Promise.all(templates.map((template) => judge(run, template)));
  const missing = [...new Set(judged.flatMap(({ name, fields }) => fields.map((field) => `${name}: ${field}`)))];
  const failures = judged.flatMap(({ place, name, fields, refusal }) =>
    refusal === undefined ? unexpected(place, name, fields) : [`${place} fails baseline: ${refusal}`],
  );
  return {
    lines: [
      `${templates.length} pod templates in ${namespaces.length} namespaces, each created as a pod (dry run).`,
      `baseline    ${failures.length === 0 ? "all pass" : `${failures.length} differences`}`,
      `restricted  missing: ${missing.length === 0 ? "nothing" : missing.toSorted().join("; ")}`,
    ],
    failures,
  };
}

interface Template {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly template: Readonly<Record<string, unknown>>;
}

async function templatesOf(run: Kubectl, namespace: string): Promise<readonly Template[]> {
  const { items } = record(JSON.parse(await must(run, ["get", workloads, "--namespace", namespace, "--output=json"])));
  return list(items).map((item) => {
    const kind = text(record(item).kind) ?? "";
    const spec = record(kind === "CronJob" ? at(item, "spec", "jobTemplate", "spec") : record(item).spec);
    return { namespace, kind, name: text(at(item, "metadata", "name")) ?? "", template: record(spec.template) };
  });
}

interface Judged {
  readonly place: string;
  readonly name: string;
  /** Container and what it lacks for `restricted`. */
  readonly fields: readonly string[];
  /** Why the pod is not even created. */
  readonly refusal?: string;
}

async function judge(run: Kubectl, { namespace, name, kind, template }: Template): Promise<Judged> {
  const { labels, annotations } = record(template.metadata);
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { generateName: `${name}-`, namespace, labels, annotations },
    spec: template.spec,
  };
  const { code, err } = await run(["create", "--dry-run=server", "--output=name", "--filename=-"], JSON.stringify(pod));
  const judged = { place: `${kind} ${namespace}/${name}`, name, fields: missingFields(err) };
  return code === 0 ? judged : { ...judged, refusal: err.trim() };
}

/**
 * Reads the API server's warning: `would violate PodSecurity "restricted:v1.35": allowPrivilegeEscalation != false (container "a" must set
 * …), …`. What it says in other words is taken as it is, so that nothing is lost.
 */
export function missingFields(warnings: string): readonly string[] {
  return warnings.split("\n").flatMap((line) => {
    const [, violations] = /would violate PodSecurity "restricted:[^"]+": (.*)$/.exec(line) ?? [];
    if (violations === undefined) return [];
    return violations.split(/(?<=\)), /).flatMap((violation) => {
      const [, what = violation, where = ""] = /^(.*?) \((.*)\)$/.exec(violation) ?? [];
      const [, names] = /^containers? ("[^)]*?") must/.exec(where) ?? [];
      const containers = [...(names ?? "").matchAll(/"([^"]+)"/g)].map(([, container = ""]) => container);
      return containers.length === 0 ? [violation] : containers.map((container) => `${container}: ${what}`);
    });
  });
}

function unexpected(place: string, name: string, fields: readonly string[]): readonly string[] {
  const expected = known[name] ?? [];
  return [
    ...fields.filter((field) => !expected.includes(field)).map((field) => `${place} lacks for restricted: ${field}`),
    ...expected
      .filter((field) => !fields.includes(field))
      .map((field) => `${place} no longer lacks "${field}": take it from the list of what is known, and enforce more`),
  ];
}
