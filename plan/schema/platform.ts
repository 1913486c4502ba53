/** Who runs the fleet, how strictly it is judged, and the exceptions from that. */
import * as z from "zod";
import { date, id, label, line } from "./text.ts";
import { exactlyOne, form, unionError } from "./forms.ts";

export const platformSchema = z
  .strictObject({
    groups: z.array(line()).prefault([]).describe("Groups of the cluster's identity provider."),
    users: z
      .array(line())
      .prefault([])
      .describe("Users; a ServiceAccount is `system:serviceaccount:<namespace>:<name>`."),
  })
  .prefault({})
  .describe(
    "Who runs `pulumi up`, beside cluster administrators. Admission policies bind everybody else, in the namespaces of the fleet.",
  );

const scopes = ["tenant", "namespace", "urn"] as const;
const twice = exactlyOne("scope", 'one of "tenant", "namespace" and "urn"');
const scope = <Key extends (typeof scopes)[number], T extends z.ZodType>(key: Key, value: T) =>
  form(
    { [key]: value } as Record<Key, T>,
    scopes.filter((other) => other !== key),
    twice,
  );

export const waiversSchema = z
  .array(
    z.strictObject({
      rule: line().describe("Id of a rule in docs/policy.md."),
      scope: z
        .union(
          [
            scope("tenant", id().describe("Id of a tenant.")),
            scope("namespace", label().describe("Name of a namespace.")),
            scope("urn", line().describe("URN of a resource, as Pulumi prints it.")),
          ],
          unionError(twice),
        )
        .describe("Whose findings: those of one tenant, one namespace, or one resource by its URN."),
      reason: line().describe("Why it is right to make the exception."),
      owner: line().describe("Who answers for it: a mail address or a chat channel."),
      expires: date().describe("Last day, `2026-12-31`; the rule `waiver-valid` refuses more than 90 days ahead."),
    }),
  )
  .prefault([])
  .describe(
    "Exceptions from rules of the policy pack. One that has expired, matches nothing or names no rule is a violation itself.",
  );

/** Which rules there are, and with which settings, the policy pack knows and not the plan: tools/policy-config.ts asks it. */
export const policySchema = z
  .strictObject({
    rules: z
      .record(
        line(),
        z
          .object({
            level: z
              .enum(["mandatory", "advisory", "disabled", "remediate"])
              .exactOptional()
              .describe(
                "In place of the rule's own. Where `protect` is on it may only be stricter; `remediate` mends what the rule can mend, and never there.",
              ),
          })
          .catchall(z.unknown().describe("Value of one of the rule's settings.")),
      )
      .prefault({})
      .describe("By id of the rule (docs/policy.md)."),
  })
  .prefault({})
  .describe("How the policy pack judges this environment, where that is not as its rules have it.");
