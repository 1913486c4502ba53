import { clusterNameAt, clusterNamePlaces } from "../model/cluster-name.ts";
import { isInstallationRelease, valuePath } from "../model/release.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "release-cluster-name",
  number: 78,
  title: "The parts of a release know their cluster by one name",
  why: "The controller writes its name into the names of certificates, and pilot hands out none of a cluster that it does not know: every host of the gateway is without TLS.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Leave the name out in all places, or say the same in global.multiCluster.clusterName, clusterName and controller.env.CLUSTER_ID.",
  url: ruleUrl("release-cluster-name"),
  check(resource, facts) {
    if (!isInstallationRelease(resource, facts)) return undefined;
    const told = clusterNamePlaces.flatMap((place) => {
      const found = clusterNameAt(resource, place);
      if (found === undefined) return [];
      const { name, isDefault } = found;
      return [
        { path: valuePath(resource, place.path), name, is: `${JSON.stringify(name)}${isDefault ? " by default" : ""}` },
      ];
    });
    const [first, ...others] = told;
    if (first === undefined) return [];
    return others
      .filter(({ name }) => name !== first.name)
      .map(({ path, is }) => ({ path, message: `is ${is}, where ${first.path} is ${first.is}` }));
  },
});
