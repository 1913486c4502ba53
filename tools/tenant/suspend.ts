/** `suspend` and `resume`: change one line of the tenant's file, judge the fleet with it, and say what `up` will do. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fleet } from "../../plan/index.ts";
import type { Tenant } from "../../plan/model.ts";
import { quote } from "../../plan/quote.ts";
import { openFile } from "../../plan/yaml/file.ts";
import { clientsOf } from "./clients.ts";
import { withoutSetting, withSetting } from "./edit.ts";
import { effectsOfChange, tellEffects } from "./effects.ts";
import { changedFleet, placesOf, type FleetFiles } from "./sources.ts";
import type { Source } from "../../plan/index.ts";
import type { Stack } from "./stacks.ts";

const key = "suspend";

/**
 * @param fleet with the tenant as it is
 * @param stacks of the regions it runs in
 * @throws Error, for people, when the line cannot be written, or the fleet would have faults with it; nothing is written then
 */
export function switchTenant(
  fleet: Fleet,
  { id, suspend: is }: Tenant,
  files: FleetFiles,
  suspend: boolean,
  stacks: readonly Stack[],
  root: string,
): readonly string[] {
  if (is === suspend)
    return [`Tenant ${quote(id, [])} ${is ? "is suspended already" : "is not suspended"}; nothing was written.`];
  const before = sourceOf(files, id);
  const text = suspend ? on(before, id) : off(before, id);
  if (text === undefined) {
    throw new Error(
      `${before.path} does not have the settings of ${quote(id, [])} one a line. Write there by hand: ${key}: ${suspend}`,
    );
  }
  const after = changedFleet(files, { path: before.path, text });
  writeFileSync(join(root, before.path), text);
  return [
    `Written: ${before.path}: ${suspend ? `${key}: true` : `without ${key}`}`,
    "",
    ...tellEffects(effectsOfChange(fleet, after, id)),
    "Nothing else changes.",
    "",
    ...(suspend
      ? told(after, id)
      : ["Its gateway comes back as it was, if the cluster still has room for it: npm run capacity."]),
    ...stacks.map(({ name }) => `  pulumi up -s ${name}`),
  ];
}

function told({ tenants }: Fleet, id: string): readonly string[] {
  const tenant = tenants.find((each) => each.id === id);
  const clients = tenant && clientsOf(tenant);
  const get = clients === undefined ? "requests for its hosts get 503" : `its clients ${clients}`;
  return [
    `None of its pods run then, and ${get}.`,
    "Namespace, quota, Secrets, certificates, routes and access stay; `resume` brings back the same.",
  ];
}

/** The file that the tenant is written in. */
function sourceOf(files: FleetFiles, id: string): Source {
  const file = placesOf(files).get(id)?.file;
  const source = [files.main, ...(files.own?.files ?? [])].find(({ path }) => path === file);
  if (source === undefined) throw new Error(`Tenant ${quote(id, [])} is in no file that can be read.`);
  return source;
}

const on = (source: Source, id: string) => withSetting(source.text, mapOf(source, id), key, "true", ["id", "owner"]);

/** Taken away as a line of its own; where somebody wrote it otherwise, switched off. */
const off = (source: Source, id: string) =>
  withoutSetting(source.text, mapOf(source, id), key) ?? withSetting(source.text, mapOf(source, id), key, "false", []);

/** Where the tenant's settings are in its file: it is the tenant, or an item of `tenants`. */
function mapOf(source: Source, id: string): readonly (string | number)[] {
  const file = openFile(source, "tenants");
  const list: unknown = "tree" in file ? file.settings["tenants"] : undefined;
  if (!Array.isArray(list)) return [];
  return [
    "tenants",
    list.findIndex((item: unknown) => typeof item === "object" && item !== null && "id" in item && item.id === id),
  ];
}
