/** Which file a new tenant gets, by the pattern that the fleet file gives for its tenants. */

/** Characters that mean something in a pattern. */
const magic = /[*?[\]{}()!+@|\\]/;

/**
 * The file's path relative to the fleet file: `prod/acme.yaml` for `prod/*.yaml` and for `prod/**\/*.yaml`. Undefined when the pattern
 * leaves open which folder or name is meant.
 * @param id a DNS label, so that it can lead to no other folder
 */
export function targetFor(pattern: string, id: string): string | undefined {
  const folders = pattern.split("/");
  const [before, after, ...more] = folders.pop()?.split("*") ?? [];
  if (before === undefined || after === undefined || more.length > 0 || magic.test(before + after)) return undefined;
  // `**` stands for no folder, too.
  const plain = folders.filter((folder) => folder !== "**" && folder !== ".");
  return plain.some((folder) => magic.test(folder)) ? undefined : [...plain, `${before}${id}${after}`].join("/");
}

/**
 * The editor's schema line of a tenant's file, beside that of the fleet file; none when the fleet file has none.
 * @param target relative to the fleet file
 */
export function schemaLine(fleetText: string, target: string): string {
  const schema = /^# yaml-language-server: \$schema=(\S+)$/m.exec(fleetText)?.[1];
  if (schema === undefined) return "";
  const own = schema.replace(/fleet\.schema\.json$/, "tenant.schema.json");
  const up = /^(https?:\/\/|\/)/.test(own) ? "" : "../".repeat(target.split("/").length - 1);
  return `# yaml-language-server: $schema=${up}${own.replace(/^\.\//, "")}\n`;
}
