/**
 * Regular expressions as Envoy reads them (github.com/google/re2/wiki/Syntax). One that it cannot read costs a gateway its whole
 * configuration, so this knows only the part of RE2 that is the same wherever RE2 is, and what lies outside is refused.
 */

/** What is wrong with the text as a regular expression, to be read after the text itself; undefined where nothing is. */
export function regexProblem(text: string): string | undefined {
  let state: State = { depth: [{ size: 0 }], names: [] };
  for (let at = 0; at < text.length;) {
    const [token, read] = tokenAt(text, at);
    if (read === undefined) return outside(token);
    const next = read(state, token);
    if (typeof next === "string") return next;
    state = next;
    at += token.length;
  }
  if (state.depth.length > 1) return 'opens a "(" that it does not close';
  return inner(state).size > largest ? tooLarge : undefined;
}

/**
 * Most that an expression may repeat and choose, counted in characters to compare: RE2 repeats nothing more than 1000 times, nested
 * repetitions multiplied, and Envoy gives up on programs a good deal larger.
 */
const largest = 1000;
const tooLarge = `repeats too much: its repetitions come to more than ${largest} characters`;

interface Group {
  readonly size: number;
  /** Of what a repetition would repeat; absent where there is nothing to repeat. */
  readonly last?: number;
}

interface State {
  /** Open groups, the innermost last; the first is the expression itself. */
  readonly depth: readonly Group[];
  readonly names: readonly string[];
}

type Read = (state: State, token: string) => State | string;

const inner = ({ depth }: State): Group => depth.at(-1) ?? { size: 0 };
const withInner = (state: State, group: Group): State => ({ ...state, depth: [...state.depth.slice(0, -1), group] });

/** Something that matches, of a size. */
const atom =
  (sizeOf: (token: string) => number): Read =>
  (state, token) => {
    const { size } = inner(state);
    const last = sizeOf(token);
    return withInner(state, { size: size + last, last });
  };

/** Something that matches no character, or begins an alternative: nobody means to repeat it. */
const empty: Read = (state) => withInner(state, { size: inner(state).size });

const open: Read = (state, token) => {
  const [, name] = /^\(\?P<(\w+)>$/.exec(token) ?? [];
  if (name !== undefined && state.names.includes(name)) return `has two groups named ${JSON.stringify(name)}`;
  const names = name === undefined ? state.names : [...state.names, name];
  return { depth: [...state.depth, { size: 0 }], names };
};

const close: Read = (state) => {
  if (state.depth.length < 2) return 'has a ")" that nothing opens';
  const last = Math.max(1, inner(state).size);
  const outer = { ...state, depth: state.depth.slice(0, -1) };
  const { size } = inner(outer);
  return withInner(outer, { size: size + last, last });
};

const repeat: Read = (state, token) => {
  const { size, last } = inner(state);
  if (last === undefined) return `repeats nothing with ${JSON.stringify(token)}`;
  const [least = 1, most = least] = [...token.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  if (most < least) return `has ${JSON.stringify(token)}, which asks for more than it allows`;
  const times = Math.max(1, most);
  if (times > largest || last * times > largest) return tooLarge;
  return withInner(state, { size: size - last + last * times });
};

const escape = String.raw`\\(?:[dDsSwWaftnrv]|x[0-9A-Fa-f]{2}|[!-/:-@[-^\x60{-~])`;
const classItem = String.raw`(?:\[:\^?(?:al(?:num|pha)|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]|${escape}|[^\\[\]-])`;
const wideSet = 10;

/** In this order: the first that fits is it. */
const tokens: readonly (readonly [form: RegExp, read: Read])[] = [
  [/\((?:\?(?:P<[A-Za-z_]\w*>|[imsU]*:))?(?!\?)/y, open],
  [/\(\?[imsU]+\)/y, empty],
  [/\)/y, close],
  [/(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})\??/y, repeat],
  [/\\[bBAz]|[$^|]/y, empty],
  [new RegExp(String.raw`\[\^?-?(?:${classItem}(?:-${classItem})?)*-?\]`, "y"), set],
  [new RegExp(escape, "y"), atom((token) => (/^\\[DSW]/.test(token) ? wideSet : 1))],
  [/\./y, atom(() => wideSet)],
  [/[^\\[\](){}|*+?]/y, atom(() => 1)],
];

function tokenAt(text: string, at: number): readonly [token: string, read?: Read] {
  for (const [form, read] of tokens) {
    form.lastIndex = at;
    const [token] = form.exec(text) ?? [];
    if (token !== undefined) return [token, read];
  }
  return [text.slice(at)];
}

/** Ranges go upwards, between single characters. */
function set(state: State, token: string): State | string {
  if (/^\[\^?\]$/.test(token)) return `has ${JSON.stringify(token)}, which names no character`;
  const items = token.replace(/^\[\^?-?/, "").replace(/-?\]$/, "");
  for (const [range, from = "", to = ""] of items.matchAll(new RegExp(`(${classItem})-(${classItem})`, "g"))) {
    const [low, high] = [codeOf(from), codeOf(to)];
    if (low === undefined || high === undefined || low > high) return `has ${JSON.stringify(range)}, which is no range`;
  }
  return atom(() => (token.startsWith("[^") ? wideSet : Math.min(wideSet, items.length)))(state, token);
}

function codeOf(item: string): number | undefined {
  if (item.length === 1) return item.charCodeAt(0);
  const [, code, sign] = /^\\(?:x(..)|([^A-Za-z]))$/.exec(item) ?? [];
  return code === undefined ? sign?.charCodeAt(0) : Number.parseInt(code, 16);
}

/** Whether a legal expression has a `|` that is in no group. */
export function hasOpenAlternatives(text: string): boolean {
  const bare = text.replace(/\\./g, "").replace(/\[\^?-?[^\]]*\]/g, "");
  const outer = bare.replace(/\([^()]*\)/g, "");
  return outer === bare ? bare.includes("|") : hasOpenAlternatives(outer);
}

/** Words for the rest of a text whose beginning is no token. */
function outside(rest: string): string {
  if (rest.startsWith("[")) return 'opens a "[" that it does not close, or has a "[" or "-" in it without "\\" before';
  if (/^\(\?<?[=!]/.test(rest)) return "looks ahead or behind, which RE2 cannot";
  if (/^\\[1-9k]/.test(rest)) return "refers back to a group, which RE2 cannot";
  if (rest === "\\") return 'ends with "\\"';
  const [begin = ""] = /^(?:\\.|\(\?.?|.)/su.exec(rest) ?? [];
  return `has ${JSON.stringify(begin)}, which is no plain character and no sign that is meant`;
}
