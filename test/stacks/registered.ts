import { invented, secretMark, type Registered } from "../components/recorder.ts";
import { unknown, type Sketch } from "../policy/harness.ts";
import { recordStack, stacks } from "./stack.ts";

/** What a stack registers, as the engine shows it to a policy pack; what it only reads is not shown. */
export async function shownToPack(file: string, region: string): Promise<readonly Sketch[]> {
  const { registered } = await recordStack(file, region);
  const stack = stacks.find((each) => each.file === file && each.region === region)?.stack;
  return registered
    .filter(({ reads }) => reads === undefined)
    .map((each) => ({ ...sketch(each), ...(stack !== undefined && { stack }) }));
}

/** One registration, as the engine shows it to a policy pack in preview. */
export function sketch({ urn, type, name, inputs, protect, provider }: Registered): Sketch {
  const parents = urn.split("::")[2]?.split("$").slice(0, -1).join("$") ?? "";
  return {
    type,
    name,
    props: Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, inPreview(value)])),
    protect,
    provider: provider === "" ? null : provider,
    ...(parents === "" ? {} : { parents }),
  };
}

/** Of secrets, preview knows those that the program has read or written itself, and none that a resource invents. */
function inPreview(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inPreview);
  if (typeof value !== "object" || value === null) return value;
  if (Object.entries(secretMark).every(([key, mark]) => Reflect.get(value, key) === mark)) {
    const kept: unknown = Reflect.get(value, "value");
    return JSON.stringify(kept).includes(JSON.stringify(invented)) ? unknown : inPreview(kept);
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inPreview(part)]));
}
