/** Words that may come next, and the scripts by which shells ask for them. */
import { quoted } from "../quoted.ts";
import { commands, flags, isCommand, type FlagName } from "./arguments.ts";

/** What the words depend on; each is read only when it is needed. */
export interface Known {
  readonly tenants: () => readonly string[];
  readonly regions: () => readonly string[];
  readonly stacks: () => readonly string[];
  readonly fleets: () => readonly string[];
  readonly sizes: () => readonly string[];
}

export const shells = ["bash", "zsh"] as const;
export type Shell = (typeof shells)[number];

/**
 * What may stand in place of the last word.
 * @param words after `npm run tenant --`, the one at the cursor last; it may be empty
 */
export function candidates(words: readonly string[], known: Known): readonly string[] {
  const typed = words.slice(0, -1);
  const current = words.at(-1) ?? "";
  return next(typed, current, known).filter((word) => word.startsWith(current));
}

function next([command, ...rest]: readonly string[], current: string, known: Known): readonly string[] {
  if (command === undefined) return Object.keys(commands);
  if (!isCommand(command)) return [];
  const own: readonly FlagName[] = commands[command].flags;
  const flag = own.find((name) => rest.at(-1) === `--${name}`);
  if (flag !== undefined) return valuesOf(flag, known);
  const subjects = current.startsWith("-") || hasSubject(rest) ? [] : subjectsOf(command, known);
  if (subjects.length > 0) return subjects;
  return own.filter((name) => "many" in flags[name] || !rest.includes(`--${name}`)).map((name) => `--${name}`);
}

/** Every flag takes a value, so a word that is no flag and follows none is the positional argument. */
const hasSubject = (words: readonly string[]): boolean =>
  words.some((word, at) => !word.startsWith("--") && !(words[at - 1]?.startsWith("--") ?? false));

function subjectsOf(command: keyof typeof commands, known: Known): readonly string[] {
  if (command === "completion") return shells;
  return ["show", "remove", "suspend", "resume", "retire"].includes(command) ? known.tenants() : [];
}

function valuesOf(flag: FlagName, known: Known): readonly string[] {
  const values: Partial<Record<FlagName, () => readonly string[]>> = {
    size: known.sizes,
    region: known.regions,
    stack: known.stacks,
    fleet: known.fleets,
  };
  return values[flag]?.() ?? [];
}

/** Programs and folder that a script calls, absolute. */
export interface Installed {
  readonly root: string;
  readonly node: string;
  readonly tool: string;
}

/** Completes `npm run tenant -- …` below the checkout's folder, and leaves everything else of npm to what completed it before. */
export function script(shell: Shell, installed: Installed): string {
  const root = quoted(installed.root);
  const call = `(cd ${root} && ${quoted(installed.node)} ${quoted(installed.tool)} complete`;
  return shell === "bash" ? bash(root, call) : zsh(root, call);
}

const bash = (root: string, call: string): string => `# bash: source <(npm run --silent tenant -- completion bash)
[[ $(complete -p npm 2>/dev/null) =~ -F\\ ([^ ]+) && \${BASH_REMATCH[1]} != _higress_fleet ]] && _higress_fleet_prior=\${BASH_REMATCH[1]}
_higress_fleet() {
  local at=2
  while [[ \${COMP_WORDS[at]} == -* ]] && ((at < COMP_CWORD)); do ((at++)); done
  if [[ \${COMP_WORDS[1]} == run && \${COMP_WORDS[at]} == tenant && \${COMP_WORDS[at + 1]} == -- && $PWD/ == ${root}/* ]] && ((at + 1 < COMP_CWORD)); then
    mapfile -t COMPREPLY < <${call} "\${COMP_WORDS[@]:at + 2:COMP_CWORD - at - 1}" 2>/dev/null)
  elif [[ -n \${_higress_fleet_prior-} ]]; then
    "$_higress_fleet_prior" "$@"
  fi
}
complete -o default -F _higress_fleet npm
`;

const zsh = (
  root: string,
  call: string,
): string => `# zsh, after compinit: source <(npm run --silent tenant -- completion zsh)
[[ -n \${_comps[npm]-} && \${_comps[npm]} != _higress_fleet ]] && typeset -g _higress_fleet_prior=\${_comps[npm]}
_higress_fleet() {
  local at=3
  while [[ \${words[at]} == -* ]] && ((at < CURRENT)); do ((at++)); done
  if [[ \${words[2]} == run && \${words[at]} == tenant && \${words[at + 1]} == -- && $PWD/ == ${root}/* ]] && ((at + 1 < CURRENT)); then
    local -a found
    found=("\${(@f)$${call} "\${(@)words[at + 2,CURRENT]}" 2>/dev/null)}")
    compadd -- \${found:#}
  elif [[ -n \${_higress_fleet_prior-} ]]; then
    "$_higress_fleet_prior" "$@"
  else
    _default
  fi
}
compdef _higress_fleet npm
`;
