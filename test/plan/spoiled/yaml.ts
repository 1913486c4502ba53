/** YAML spoiled in one place, in the file of ../written.ts. */
import type { Spoiled } from "./settings.ts";

const quoteIt = (text: string): string => `Put it in quotes: "${text}".`;
const wholeNumberWanted = "Write the number in plain decimal digits.";
const operator = "20:27 tenants[0].access.operators[0]:";

/** YAML, but not what it looks like, or not to everybody. */
export const surprises: readonly Spoiled[] = [
  [
    "no for a name",
    "id: globex",
    "id: no",
    '28:9 tenants[1].id: "no" without quotes is text here, but false to readers of YAML 1.1',
    quoteIt("no"),
  ],
  [
    "on for a name",
    "[acme-operators]",
    "[on]",
    `${operator} "on" without quotes is text here, but true to readers of YAML 1.1`,
    quoteIt("on"),
  ],
  [
    "yes for true",
    "domain:",
    "protect: yes\ndomain:",
    '2:10 protect: "yes" without quotes is text here, but true to readers of YAML 1.1',
    "Write true.",
  ],
  [
    "no for a key",
    "  south:",
    "  no:",
    '4:3 regions.no: the key "no" without quotes is text here, but false to readers of YAML 1.1',
    "Put the key in quotes.",
  ],
  [
    "a leading zero in a number",
    "port: 443",
    "port: 0443",
    '25:78 tenants[0].registries[0].port: "0443" without quotes is the number 443 here, but the number 291 to readers of YAML 1.1',
    wholeNumberWanted,
  ],
  [
    "a leading zero in a name",
    "id: globex",
    "id: 012",
    '28:9 tenants[1].id: "012" without quotes is the number 12 here, but the number 10 to readers of YAML 1.1',
    quoteIt("012"),
  ],
  [
    "an underscore in a number",
    "port: 8080",
    "port: 8_080",
    '27:73 tenants[0].routes[0].backend.port: "8_080" without quotes is text here, but the number 8080 to readers of YAML 1.1',
    wholeNumberWanted,
  ],
  [
    "an exponent",
    "[acme-operators]",
    "[1e3]",
    `${operator} 1e3 is read as the number 1000, where text is wanted`,
    quoteIt("1e3"),
  ],
  [
    "a time",
    "[acme-operators]",
    "[12:30]",
    `${operator} "12:30" without quotes is text here, but the number 750 to readers of YAML 1.1`,
    quoteIt("12:30"),
  ],
  [
    "a date",
    "[acme-operators]",
    "[2026-11-21]",
    `${operator} "2026-11-21" without quotes is text here, but a date to readers of YAML 1.1`,
    quoteIt("2026-11-21"),
  ],
  [
    "a wildcard without quotes",
    "hosts: [api.acme.org]",
    "hosts: [*.acme.org]",
    '17:13 tenants[0].hosts[0]: "*.acme.org" without quotes is a YAML alias',
    "Put text that begins with * in quotes. Aliases are not followed: write the value itself.",
  ],
  [
    "an anchor",
    "owner: team@acme.org",
    "owner: &team team@acme.org",
    "16:18 tenants[0].owner: has an anchor (&)",
    "Remove it; text that begins so needs quotes.",
  ],
  [
    "a tag",
    "owner: team@acme.org",
    "owner: !!str team@acme.org",
    "16:18 tenants[0].owner: has a tag (!)",
    "Remove it; text that begins so needs quotes.",
  ],
  [
    "a merge key",
    "owner: globex@example.com",
    "<<: { size: m }",
    '29:5 tenants[1]["<<"]: is a merge key',
    "Write the settings out.",
  ],
  [
    "a key twice",
    "size: s\n",
    "size: s\n  size: m\n",
    "14:3 entry.size: occurs twice in this map",
    "Remove one of the two.",
  ],
  [
    "a key that objects have by themselves",
    "environment:",
    "__proto__: {}\nenvironment:",
    "1:1 __proto__: cannot be used as a key",
    "Choose another name.",
  ],
];

/** No YAML, or not one document of it. */
export const syntax: readonly Spoiled[] = [
  [
    "a colon in a value",
    "owner: team@acme.org",
    "owner: team: acme",
    "16:12 is not valid YAML: a key stands inside a value",
    "Indent the line like its neighbours, or, if the colon belongs to the value, put the value in quotes.",
  ],
  [
    "an at sign",
    "owner: team@acme.org",
    "owner: @acme",
    "16:12 is not valid YAML: a value cannot begin with this character",
    "Put the value in quotes.",
  ],
  ["a tab", "    owner: globex", "\towner: globex", "29:1 has a tab where YAML wants spaces", "Indent with spaces."],
  [
    "an open quote",
    '["192.0.2.10:8443"]',
    '["192.0.2.10:8443]',
    "25:52 is not valid YAML: the quote that begins here is not closed",
    "Close it.",
  ],
  [
    "an open bracket",
    "hosts: [api.acme.org]",
    "hosts: [api.acme.org",
    "18:5 is not valid YAML: a bracket opened before this is not closed",
    "Add the closing bracket.",
  ],
  [
    "a second document",
    "tenants:",
    "---\ntenants:",
    "14:1 begins a second document",
    'Keep one document per file: remove the "---" or what follows it.',
  ],
  [
    "another version of YAML",
    "environment:",
    "%YAML 1.1\n---\nenvironment:",
    '1:1 begins with a directive ("%")',
    "Remove the line: the file is read as YAML 1.2.",
  ],
  [
    "brackets without end",
    "entry:",
    `x: ${"[".repeat(5_000)}\nentry:`,
    "12:36 is nested deeper than 32 levels",
    "The fleet needs far fewer: look for stray brackets or dashes.",
  ],
];
