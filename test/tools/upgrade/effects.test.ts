import { expect } from "chai";
import type { ObjectChange } from "../../../tools/upgrade/compare.ts";
import { immutable, restartsPods } from "../../../tools/upgrade/effects.ts";

const change = (kind: string, ...paths: readonly string[]): ObjectChange => ({
  ...{ what: "changed", kind, name: "x", apiVersion: "v1" },
  fields: paths.map((path) => ({ path, before: "1", after: "2" })),
});

describe("a change", () => {
  it("makes pods anew when it is in a workload's template", () => {
    for (const kind of ["Deployment", "DaemonSet", "StatefulSet"]) {
      expect(restartsPods(change(kind, "spec.template.spec.containers[a].image")), kind).to.equal(true);
      expect(restartsPods(change(kind, "spec.replicas", "spec.templates", "metadata.labels.a")), kind).to.equal(false);
    }
    expect(restartsPods(change("ConfigMap", "spec.template.a"))).to.equal(false);
    expect(restartsPods({ ...change("Deployment", "spec.template.a"), what: "added" })).to.equal(false);
  });

  const refused: readonly (readonly [kind: string, path: string])[] = [
    ["Deployment", "spec.selector.matchLabels.app"],
    ["DaemonSet", "spec.selector.matchLabels.app"],
    ["StatefulSet", "spec.serviceName"],
    ["StatefulSet", "spec.volumeClaimTemplates[data].spec.resources"],
    ["PersistentVolumeClaim", "spec.storageClassName"],
    ["Service", "spec.clusterIP"],
  ];
  for (const [kind, path] of refused)
    it(`of ${path} is refused in a ${kind}`, () => {
      expect(immutable(change(kind, "metadata.labels.a", path))).to.deep.equal([path]);
      expect(immutable({ ...change(kind, path), what: "removed" })).to.deep.equal([]);
    });

  const allowed: readonly (readonly [kind: string, path: string])[] = [
    ["Deployment", "spec.template.metadata.labels.app"],
    ["StatefulSet", "spec.replicas"],
    ["StatefulSet", "spec.template.spec.containers[a].image"],
    ["PersistentVolumeClaim", "spec.resources.requests.storage"],
    ["Service", "spec.selector.app"],
    ["Service", "spec.type"],
  ];
  for (const [kind, path] of allowed)
    it(`of ${path} is taken in a ${kind}`, () => {
      expect(immutable(change(kind, path))).to.deep.equal([]);
    });
});
