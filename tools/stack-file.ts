/** What a stack file says about the fleet. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { record, type Tree } from "../policy/model/shape.ts";

export interface StackSettings {
  /** Path of the fleet file. */
  readonly fleet: string;
  readonly region: string;
  /** Who is on the way out; empty where the file names nobody. */
  readonly retire: readonly string[];
}

/**
 * @param path relative to the root, or absolute; messages name it as it is given
 * @throws Error, for people, when the file or one of the two settings is missing, or the file cannot be read
 */
export function readStackFile(path: string, root: string = process.cwd()): StackSettings {
  const config = configIn(path, resolve(root, path));
  const setting = (key: string): string => {
    const value = config[`higress-fleet:${key}`];
    if (typeof value !== "string") throw new Error(`${path} has no higress-fleet:${key}; add it under config:`);
    return value;
  };
  const retire = config["higress-fleet:retire"];
  const named: readonly unknown[] = Array.isArray(retire) ? retire : [];
  return {
    fleet: setting("fleet"),
    region: setting("region"),
    retire: named.filter((name) => typeof name === "string"),
  };
}

function configIn(path: string, file: string): Tree {
  if (!existsSync(file)) throw new Error(`There is no ${path}; name a stack file, for example Pulumi.prod.yaml`);
  try {
    return record(record(parse(readFileSync(file, "utf8"))).config);
  } catch (error) {
    // What follows quotes the file, which may hold what nobody else should see.
    const [reason = ""] = (error instanceof Error ? error.message : String(error)).split(/:?\n/);
    throw new Error(`${path} cannot be read: ${reason}`, { cause: error });
  }
}
