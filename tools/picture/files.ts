/** The pictures of the documentation as files, for `npm run generate`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { pictureExamples } from "./example.ts";

const root = join(import.meta.dirname, "..", "..");

/**
 * Text by path, relative to the project's root.
 * @throws Error with every fault of the test fleet
 */
export function pictureFiles(): ReadonlyMap<string, string> {
  const { fleet } = sound(readFleet("fleets/test.yaml", root));
  const page = "docs/picture.md";
  const drawn = pictureExamples(fleet, "local", readFileSync(join(root, page), "utf8"));
  return new Map([
    [page, drawn.page],
    ["docs/picture-test.svg", drawn.svg],
  ]);
}
