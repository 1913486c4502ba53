/** Which Service of the cluster a host name means to a pod. */

export interface ClusterService {
  readonly service: string;
  /** Absent: the namespace of the pod that asks. */
  readonly namespace?: string;
}

/**
 * Reads a folded name as the search list of a pod completes it: `<service>`, `<service>.<namespace>`, `….svc`, `….svc.<dnsDomain>`,
 * also with a pod's name before it, and the same for `pod`. Undefined when it leads out of the cluster. A last label counts as a
 * namespace only if it is known as one: `example.com` is also completed, but finds nothing.
 */
export function clusterService(
  host: string,
  dnsDomain: string,
  isNamespace: (label: string) => boolean,
): ClusterService | undefined {
  const inside = host.endsWith(`.${dnsDomain}`);
  const labels = (inside ? host.slice(0, -dnsDomain.length - 1) : host).split(".");
  const last = labels.at(-1) ?? "";
  if (last === "svc" || last === "pod") return { service: labels.at(-3) ?? "", namespace: labels.at(-2) ?? "" };
  if (inside) return { service: host, namespace: "" };
  if (labels.length === 1) return { service: host };
  return isNamespace(last) ? { service: labels.at(-2) ?? "", namespace: last } : undefined;
}
