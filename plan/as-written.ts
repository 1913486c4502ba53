/** Paths of the fleet in the words of the file, where the two differ. */
import type { FleetPath } from "./fault.ts";
import { isWritten } from "./yaml/place.ts";
import type { Tree } from "./yaml/tree.ts";

export const asWritten = (path: FleetPath, tree: Tree): FleetPath =>
  withoutList(path, tree)
    .map((step, at, all) => {
      if (step !== "peer") return step;
      return all[at - 2] === "ingress" ? "from" : all[at - 2] === "egress" ? "to" : step;
    })
    .map((step, at, all) => {
      if (step !== "host" || at === 0 || at < all.length - 1 || isWritten(tree, all)) return step;
      const beside = all.slice(0, at);
      return ["service", "registry"].find((key) => isWritten(tree, [...beside, key])) ?? step;
    });

/** A backend that is one service of a registry is a list of one to the fleet. */
function withoutList(path: FleetPath, tree: Tree): FleetPath {
  const at = path.indexOf("destinations");
  const [before, after] = [path.slice(0, at), path.slice(at + 1)];
  if (at < 0 || before.at(-1) !== "backend" || isWritten(tree, [...before, "destinations"])) return path;
  return [...before, ...after.slice(1)];
}
