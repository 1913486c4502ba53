/** What a stack file says about the fleet. */
import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";

export interface StackSettings {
  /** Path of the fleet file. */
  readonly fleet: string;
  readonly region: string;
}

/** @throws Error, for people, when the file or one of the two settings is missing */
export function readStackFile(path: string): StackSettings {
  if (!existsSync(path)) throw new Error(`There is no ${path}; name a stack file, for example Pulumi.prod.yaml`);
  const { config } = parse(readFileSync(path, "utf8")) as { readonly config?: Readonly<Record<string, unknown>> };
  const setting = (key: string): string => {
    const value = config?.[`higress-fleet:${key}`];
    if (typeof value !== "string") throw new Error(`${path} has no higress-fleet:${key}; add it under config:`);
    return value;
  };
  return { fleet: setting("fleet"), region: setting("region") };
}
