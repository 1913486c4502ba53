/** docs/policy.md: the catalogue of the policy pack, from the rules' own records. */
import type { Rule } from "../policy/rule.ts";

/** Headings are the rules' ids, since the links in violations end in them. */
export function policyPage(rules: readonly Rule[]): string {
  const rows = rules.map((rule) => `| ${rule.number} | [${rule.id}](#${rule.id}) | ${rule.title} | ${rule.severity} |`);
  const table = ["| # | Rule | What must hold | Severity |", "| --- | --- | --- | --- |", ...rows].join("\n");
  return [head, `<!-- prettier-ignore -->\n${table}`, ...rules.map(section)].join("\n\n") + "\n";
}

const head = `# Policy rules

Written by \`npm run generate\` from \`policy/rules/\`: change a rule there. Numbers follow a catalogue of rules for such fleets; rules of one
number answer one item of it. A mandatory finding stops \`preview\` and \`up\`, an advisory one is printed. Which of the two a rule has depends on the
fleet's \`protect\`. A value that preview cannot know, in a field that a rule reads, is a finding too.`;

function section(rule: Rule): string {
  const { id, number, title, why, remedy, severity, enforcement, framework, scope } = rule;
  const { protected: strict, open } = enforcement;
  const level = strict === open ? strict : `${strict}, ${open} where \`protect\` is off`;
  const judged = scope === "resource" ? "each resource before it is applied" : "the stack as a whole";
  const source = framework === undefined ? "" : ` · ${framework.name} ${framework.version}, ${framework.reference}`;
  return [
    `## ${id}`,
    `**${title}.** ${why}`,
    remedy,
    `Rule ${number} · ${severity} · ${level} · judges ${judged}${source}`,
  ].join("\n\n");
}
