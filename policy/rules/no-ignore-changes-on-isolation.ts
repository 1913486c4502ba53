import { isolationFields, namedFields } from "../model/isolation.ts";
import { isBelow, overlap, stepsOf } from "../model/property-path.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule } from "../rule.ts";

export default resourceRule({
  id: "no-ignore-changes-on-isolation",
  number: 3,
  title: "No field that keeps tenants apart is exempt from changes",
  why: "The engine puts the old value in place of an ignored one before any rule looks, so what is judged is not what is written.",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy: "Take the path out of `ignoreChanges`; what a controller changes, such as spec.replicas, may stay there.",
  url: ruleUrl("no-ignore-changes-on-isolation"),
  settings: {
    allowedPaths: {
      type: "array",
      items: { type: "string", pattern: "^\\S+ .+$" },
      description:
        "Fields that may be ignored all the same: kind and path, `Service spec.clusterIP` or `* metadata.labels`.",
      default: [] as readonly string[],
    },
  },
  check(resource, _facts, { allowedPaths }) {
    const fields = isolationFields(resource);
    if (fields.length === 0) return undefined;
    const allowed = namedFields(resource, allowedPaths);
    return resource.opts.ignoreChanges.flatMap((path, at) => {
      const steps = stepsOf(path);
      // What is no path to us may be one to the engine.
      const hides = steps === undefined || fields.some((field) => overlap(field, steps));
      if (!hides || (steps !== undefined && allowed.some((field) => isBelow(field, steps)))) return [];
      return [{ path: `ignoreChanges[${at}]`, message: `${JSON.stringify(path)} hides what keeps tenants apart` }];
    });
  },
});
