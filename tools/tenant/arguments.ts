/** What may be typed after `npm run tenant --`: one list, which parser, help and shell completion share. */
import { quote } from "../../plan/quote.ts";
import { typed } from "../typed.ts";

interface Flag {
  /** What stands for the value in the help. */
  readonly value: string;
  readonly about: string;
  /** May be given more than once. */
  readonly many?: true;
}

export const flags = {
  owner: { value: "TEXT", about: "whom to call: a mail address or a chat channel" },
  size: { value: "SIZE", about: "size of its gateway" },
  host: { value: "HOST", about: "a host of its own beside the system host; once for each", many: true },
  region: { value: "REGION", about: "a region it runs in; once for each (default: all)", many: true },
  secret: { value: "NAME", about: "TLS Secret with the certificate of its own hosts (default: ID-hosts-tls)" },
  stack: { value: "STACK", about: "take the fleet file that Pulumi.STACK.yaml names" },
  fleet: { value: "FILE", about: "take this fleet file" },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof flags;

interface Command {
  /** What the positional argument is called; absent: it takes none. */
  readonly takes?: string;
  readonly about: string;
  readonly flags: readonly FlagName[];
}

export const commands = {
  add: {
    takes: "ID",
    about: "writes the file of a new tenant, and says what `up` will do and which records and Secrets it needs",
    flags: ["owner", "size", "host", "region", "secret", "stack", "fleet"],
  },
  list: { about: "all tenants of a fleet, and where each is written", flags: ["stack", "fleet"] },
  show: { takes: "ID", about: "everything about one tenant", flags: ["stack", "fleet"] },
  remove: {
    takes: "ID",
    about: "says what would be lost with a tenant, and what to do to let it go; deletes nothing",
    flags: ["stack", "fleet"],
  },
  suspend: {
    takes: "ID",
    about: "writes into the tenant's file that none of its pods run for now, and says what `up` will do",
    flags: ["stack", "fleet"],
  },
  resume: { takes: "ID", about: "takes that away again", flags: ["stack", "fleet"] },
  retire: {
    takes: "ID",
    about:
      "names a tenant or gateway in the stack files as on its way out, which takes its protection off at the next `up`",
    flags: ["stack", "fleet"],
  },
  completion: { takes: "SHELL", about: "prints a script that completes these words in bash or zsh", flags: [] },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

export const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word);

export interface Call {
  readonly command: CommandName;
  /** The positional argument. */
  readonly subject?: string;
  readonly flags: Readonly<Partial<Record<FlagName, readonly string[]>>>;
}

/** @throws Error, for people, about the first word that has no place */
export function readCall(words: readonly string[]): Call {
  const [command = "", ...rest] = words;
  if (!isCommand(command)) {
    const seen = command === "" ? "No command" : `There is no command ${quote(command, [])}`;
    throw new Error(`${seen}. There are: ${Object.keys(commands).join(", ")}; --help tells more.`);
  }
  const known: Command = commands[command];
  const options = Object.fromEntries(known.flags.map((name) => [name, { type: "string", multiple: true } as const]));
  const config = { args: rest, options, allowPositionals: true } as const;
  const { values, positionals } = typed(config, usage(command, known));
  const [subject, more] = positionals;
  const stray = known.takes === undefined ? subject : more;
  if (stray !== undefined) throw new Error(`${command} has no use for ${quote(stray, [])}.\n${usage(command, known)}`);
  for (const name of known.flags) {
    const flag: Flag = flags[name];
    if (flag.many !== true && (values[name]?.length ?? 0) > 1)
      throw new Error(`--${name} is given twice; give it once.`);
  }
  return { command, ...(subject !== undefined && { subject }), flags: values };
}

const usage = (command: CommandName, { takes, flags: names }: Command): string =>
  [
    `Usage: npm run tenant -- ${command}`,
    ...(takes === undefined ? [] : [takes]),
    ...names.map((name) => `[--${name} ${flags[name].value}]`),
  ].join(" ");

export function help(): string {
  const named = Object.entries<Command>(commands).map(([name, { takes, about }]) => ({
    head: takes === undefined ? name : `${name} ${takes}`,
    about,
  }));
  const given = Object.entries<Flag>(flags).map(([name, { value, about }]) => ({ head: `--${name} ${value}`, about }));
  const width = Math.max(...[...named, ...given].map(({ head }) => head.length));
  const lines = (rows: typeof named) => rows.map(({ head, about }) => `  ${head.padEnd(width)}  ${about}`);
  return ["npm run tenant -- COMMAND …", "", ...lines(named), "", ...lines(given)].join("\n");
}
