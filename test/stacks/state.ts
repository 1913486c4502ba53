import { secretMark, type Registered } from "../components/recorder.ts";

/** A resource of a state file, as far as audits read it. */
export interface Recorded {
  readonly urn: string;
  readonly type: string;
  readonly external?: boolean;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What `pulumi stack export` writes of a stack that was applied; values its providers compute are missing. */
export function stateOf(registered: readonly Registered[]): { readonly resources: readonly Recorded[] } {
  const providers = new Map(
    registered.filter(({ type }) => type.startsWith("pulumi:providers:")).map(({ name, urn }) => [name, urn]),
  );
  return { resources: registered.map((each) => recorded(each, providers)) };
}

/** The file's text. Its secrets are in plain text, as `--show-secrets` writes them. */
export const exported = ({ resources }: ReturnType<typeof stateOf>): string =>
  JSON.stringify({
    version: 3,
    deployment: { manifest: { time: "2026-06-15T00:00:00Z", magic: "", version: "" }, resources },
  });

function recorded(
  { urn, type, name, inputs, protect, provider, reads }: Registered,
  urns: ReadonlyMap<string, string>,
) {
  const values = inState(inputs) as Recorded["inputs"];
  const isComponent = type.startsWith("higress-fleet:") || type === "pulumi:pulumi:Stack";
  return {
    urn,
    custom: !isComponent,
    ...(isComponent ? {} : { id: reads ?? `${name}-id` }),
    type,
    // Of what is only read, the engine records what was answered and no inputs.
    inputs: reads === undefined ? values : {},
    outputs: values,
    ...(reads === undefined ? {} : { external: true }),
    ...(protect ? { protect } : {}),
    ...(provider === "" ? {} : { provider: `${urns.get(provider) ?? ""}::${provider}-id` }),
  };
}

function inState(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inState);
  if (typeof value !== "object" || value === null) return value;
  if (Object.entries(secretMark).every(([key, mark]) => Reflect.get(value, key) === mark)) {
    return { ...secretMark, plaintext: JSON.stringify(Reflect.get(value, "value")) };
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inState(part)]));
}
