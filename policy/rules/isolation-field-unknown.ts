import { isolationFields, namedFields } from "../model/isolation.ts";
import { isBelow, stepsOf } from "../model/property-path.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";
import { unknownsAt } from "../unknown.ts";

const fields = (description: string) => ({
  type: "array" as const,
  items: { type: "string" as const, pattern: "^\\S+ .+$" },
  description,
  default: [] as readonly string[],
});

export default resourceRule({
  id: "isolation-field-unknown",
  number: 2,
  title: "Preview knows every field that keeps tenants apart",
  why: "What is known only after it was made has been judged by nobody, and other rules see no more of it.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Write a plain value, or compute it from the fleet file, instead of taking it from another resource's output.",
  url: ruleUrl("isolation-field-unknown"),
  settings: {
    extraPaths: fields(
      "Further fields that preview must know: kind and path, `ConfigMap data` or `* metadata.annotations`.",
    ),
    ignoredPaths: fields("Fields that may be unknown, in the same form: `Release values.global.hub`."),
  },
  check(resource, _facts, { extraPaths, ignoredPaths }) {
    const guarded = [...isolationFields(resource), ...namedFields(resource, extraPaths)];
    if (guarded.length === 0) return undefined;
    const ignored = namedFields(resource, ignoredPaths);
    const unknown = new Set(guarded.flatMap((field) => unknownsAt(resource.props, field)));
    return [...unknown]
      .filter((path) => {
        const steps = stepsOf(path);
        return steps === undefined || !ignored.some((field) => isBelow(field, steps));
      })
      .map((path) => ({ path, message: "cannot be known in preview, and it keeps tenants apart" }));
  },
});
