/** Builds resources the way the engine shows them to a pack, and judges them the way the pack does. */
import { unknownCheckingProxy } from "@pulumi/policy";
import type { Facts } from "../../policy/facts.ts";
import { judgeResource, judgeStack } from "../../policy/judge.ts";
import type { Given, Resource, Rule, Verdict } from "../../policy/rule.ts";
import { startRun, type Run } from "../../policy/run.ts";
import { snapshot } from "../../policy/snapshot.ts";

/** How the engine writes a string that preview cannot know (@pulumi/policy proxy.js). */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export type Props = Readonly<Record<string, unknown>>;

// The package exports it but strips its declaration.
const behindProxy = unknownCheckingProxy as (props: Props) => Props;

export interface Sketch {
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name; unique per type in one world. */
  readonly name?: string;
  readonly props: Props;
  readonly protect?: boolean;
  readonly ignoreChanges?: readonly string[];
  /** Type tokens from the outermost component to the parent, joined by `$`. */
  readonly parents?: string;
  /** Name of the stack; that of the world by default. */
  readonly stack?: string;
  /** Logical name of the provider; `null` for none. */
  readonly provider?: string | null;
}

export function urnOf({ type, name = "it", parents, stack = "prod" }: Sketch): string {
  return `urn:pulumi:${stack}::higress-fleet::${parents === undefined ? type : `${parents}$${type}`}::${name}`;
}

/** A resource behind the SDK's own proxy: what a rule does wrong with unknown values goes wrong here too. */
export function resource(sketch: Sketch): Resource {
  const { type, name = "it", props, protect = false, ignoreChanges = [], provider = "cluster" } = sketch;
  return snapshot({
    type,
    name,
    urn: urnOf(sketch),
    props: behindProxy(structuredClone(props)),
    opts: { protect, ignoreChanges },
    ...(provider === null ? {} : { provider: { name: provider } }),
  });
}

/** The day on which tests take place. */
export const today = "2026-06-15";

/** A run that begins; without the rules, which only the one about waivers asks for. */
export const newRun = (rules: readonly Rule[] = []): Run => startRun(rules, today);

/** What the rule says about one resource or a whole stack; in a run of its own, unless one is given. */
export function judge(
  rule: Rule,
  subject: Resource | readonly Resource[],
  facts: Facts,
  given: Given = {},
  run: Run = newRun(),
): Verdict {
  if (rule.scope === "stack") return judgeStack(rule, "urn" in subject ? [subject] : subject, facts, given, run);
  if ("urn" in subject) return judgeResource(rule, subject, facts, given, run);
  const verdicts = subject.map((one) => judgeResource(rule, one, facts, given, run));
  return verdicts.every((verdict) => verdict === undefined) ? undefined : verdicts.flatMap((verdict) => verdict ?? []);
}

/** The sketch with another value at a path such as `spec.rules[0].host` or `metadata.labels["a/b"]`; `undefined` removes it. */
export function change(sketch: Sketch, path: string, value: unknown): Sketch {
  const props = structuredClone(sketch.props) as Record<string, unknown>;
  const steps = [...path.matchAll(/\["([^"]+)"\]|([^.[\]]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const last = steps.pop() ?? "";
  let tree: Record<string, unknown> = props;
  for (const step of steps) tree = (tree[step] ??= {}) as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(tree, last);
  else tree[last] = value;
  return { ...sketch, props };
}
