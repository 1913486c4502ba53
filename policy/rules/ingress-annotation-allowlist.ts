import {
  annotation,
  either,
  gatewayAnnotations,
  isIgnoredControl,
  isOn,
  isRead,
  type Annotation,
} from "../model/annotations.ts";
import { passedOver } from "../model/annotation-values.ts";
import { isIngress } from "../model/kinds.ts";
import { at, list, record, text } from "../model/shape.ts";
import { ruleUrl } from "../references.ts";
import { resourceRule, type Finding, type Resource } from "../rule.ts";

export default resourceRule({
  id: "ingress-annotation-allowlist",
  number: 42,
  title: "An Ingress has annotations that the controller acts on, none that becomes configuration, and plain paths",
  why:
    "What the controller ignores gives a safety that is not there, and text that a controller pastes into its configuration " +
    "has given away every Secret of a cluster (CVE-2021-25742, CVE-2023-5044, CVE-2025-1974).",
  severity: "high",
  enforcement: { protected: "mandatory", open: "advisory" },
  remedy:
    "Remove the annotation or correct the value; one that another controller needs goes into the setting `allowed`.",
  url: ruleUrl("ingress-annotation-allowlist"),
  settings: {
    allowed: {
      type: "array",
      items: { type: "string" },
      description: "Further annotations, by the name after the prefix. What is always refused stays so.",
      default: [] as readonly string[],
    },
  },
  check(resource, _, { allowed }) {
    if (!isIngress(resource)) return undefined;
    const annotations = gatewayAnnotations(resource).flatMap((each) => {
      const value = annotation(resource, `${each.prefix}/${each.key}`) ?? "";
      const message = refusal(each, allowed) ?? content(each, value) ?? ignored(resource, each, value);
      return message === undefined ? [] : [{ path: each.path, message }];
    });
    return [...annotations, ...paths(resource)];
  },
});

/** Pasted into nginx's configuration, or a host or target that no rule about hosts would see. */
const refused = /-snippets?$|^(?:server-alias|mirror-target-fqdn|mirror-target-fqdn-port|mirror-target|mirror-host)$/;

function refusal(each: Annotation, allowed: readonly string[]): string | undefined {
  // ingress-ineffective-auth says what to do instead.
  if (isIgnoredControl(each.key)) return undefined;
  if (refused.test(each.key)) return "is refused wherever it stands";
  return isRead(each) || allowed.includes(each.key) ? undefined : "is not among those that the controller reads";
}

/** One target or header per line. */
const multiline = /^(?:destination|(?:request|response)-header-control-(?:add|update))$/;

/** Never the value itself: it may be a credential. */
function content({ key }: Annotation, value: string): string | undefined {
  const isHeader = key.includes("-header-control-");
  if (/[\p{Cc}\u2028\u2029]/u.test(multiline.test(key) ? value.replace(/[\r\n\t]/g, "") : value)) {
    return "holds a line break or another control character";
  }
  // Envoy takes a header's value for what it is.
  if (!isHeader && value.includes(";")) return 'holds ";"';
  if (/_by_lua/i.test(value)) return 'holds "_by_lua"';
  return value.includes("/var/run/secrets") ? 'holds "/var/run/secrets"' : undefined;
}

/** What the controller does not do, though it reads the annotation. */
function ignored(ingress: Resource, { prefix, key }: Annotation, value: string): string | undefined {
  if (value === "") return undefined;
  // Of the two periods the controller takes the minute's (annotations/local_rate_limit.go).
  const isSecond = key === "route-limit-rps" && annotation(ingress, `${prefix}/route-limit-rpm`) !== undefined;
  return isSecond ? "is ignored, since route-limit-rpm is there too" : passedOver(key, value);
}

function paths(ingress: Resource): readonly Finding[] {
  const regex = ["use-regex", "full-path-regex"].find((key) => either(ingress, key).some(isOn));
  return list(at(ingress.props, "spec", "rules")).flatMap((rule, nth) =>
    list(at(rule, "http", "paths")).flatMap((each, mth) => {
      const place = `spec.rules[${nth}].http.paths[${mth}]`;
      const { path, pathType } = record(each);
      const message = wrongPath(text(path) ?? "", pathType === "ImplementationSpecific");
      return [
        ...(message === undefined ? [] : [{ path: `${place}.path`, message }]),
        ...(regex === undefined || pathType === "ImplementationSpecific"
          ? []
          : [
              {
                path: `${place}.pathType`,
                message: `is not "ImplementationSpecific", and ${regex} makes the path a regular expression`,
              },
            ]),
      ];
    }),
  );
}

/** Signs of a regular expression that no path of a URL needs. */
const pattern = /[\\^|[\]{}]|\.[*+]|\(\?|\$$/;

function wrongPath(path: string, mayBePattern: boolean): string | undefined {
  // Byte by byte: what is beyond ASCII is part of some character. A space belongs behind its code.
  const decoded = path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  if (/\s/u.test(path) || /\p{Cc}/u.test(decoded)) return "holds a space or a control character";
  if (/\/\//.test(decoded)) return 'holds "//"';
  if (/(?:^|\/)\.\.?(?:\/|$)/.test(decoded)) return 'holds a step "." or ".."';
  if (/%(?:2f|5c)/i.test(path)) return "hides a slash behind its code";
  return !mayBePattern && pattern.test(path) ? "looks like a regular expression" : undefined;
}
