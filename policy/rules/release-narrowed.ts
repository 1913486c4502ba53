import { postRenderer as ours } from "../demands.ts";
import { isFleetRelease } from "../model/release.ts";
import { text } from "../model/shape.ts";
import { cis, ruleUrl } from "../references.ts";
import { resourceRule, type Finding } from "../rule.ts";

/** As the program writes it after the chart's own digest: without it a changed post-renderer is not seen as a change. */
const digest = /\bnarrowed sha256:[0-9a-f]{12,64}\b/;

/**
 * Helm applies hooks as the chart wrote them. The provider takes the first switch for an installation and the second,
 * whatever its name, for every upgrade (pulumi-kubernetes 4.27, helm_release.go).
 */
const hookSwitches = ["disableWebhooks", "disableCRDHooks"];

export default resourceRule({
  id: "release-narrowed",
  number: 48,
  title: "All that a release makes passes through the post-renderer that takes away its cluster-wide permissions",
  why: "The chart makes every controller nearly a cluster administrator, and no value turns that off.",
  severity: "critical",
  enforcement: { protected: "mandatory", open: "mandatory" },
  remedy:
    "Set postrender to the post-renderer without arguments, write its digest into the description, and set disableWebhooks and disableCRDHooks.",
  framework: cis("5.1.1"),
  url: ruleUrl("release-narrowed"),
  settings: {
    postRenderer: {
      type: "string",
      description: "Path of the post-renderer, as releases name it.",
      default: ours,
    },
  },
  check(resource, facts, { postRenderer }) {
    if (!isFleetRelease(resource, facts)) return undefined;
    const findings: Finding[] = [];
    if (resource.props.postrender !== postRenderer) {
      findings.push({ path: "postrender", message: `is not ${postRenderer}` });
    }
    if (!digest.test(text(resource.props.description) ?? "")) {
      findings.push({ path: "description", message: 'lacks the digest, "narrowed sha256:…"' });
    }
    const hooks = hookSwitches.filter((option) => resource.props[option] !== true);
    return [
      ...findings,
      ...hooks.map((path) => ({ path, message: "is not true: a hook passes by the post-renderer" })),
    ];
  },
});
