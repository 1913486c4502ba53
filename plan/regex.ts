/**
 * Regular expressions as Envoy reads them (github.com/google/re2/wiki/Syntax). One that it cannot read costs a gateway its whole
 * configuration, so this knows only the part of RE2 that is the same wherever RE2 is, and what lies outside is refused.
 */
import { escapeForm, setForm, stepsOf, stepsOfSet } from "./regex-characters.ts";

/** What there is to know of an expression that Envoy reads. */
export interface Regex {
  /** Capturing groups. */
  readonly groups: number;
  /** Whether it has a `|` that is in no group. */
  readonly hasOpenAlternatives: boolean;
}

export interface Unreadable {
  /** To be read after the expression and "it": `opens a "(" that it does not close`. */
  readonly problem: string;
  /** What to do about it, a sentence. */
  readonly remedy: string;
}

/** Reads the text as a regular expression, once and from its beginning to its end. */
export function readRegex(text: string): Regex | Unreadable {
  let state: State = {
    depth: [nothing],
    names: [],
    groups: 0,
    hasOpenAlternatives: false,
    folds: /\(\?[msU]*i/.test(text),
  };
  for (let at = 0; at < text.length;) {
    const [token, read] = tokenAt(text, at);
    if (read === undefined) return wrong(outside(token));
    const next = read(state, token);
    if ("problem" in next) return next;
    state = next;
    at += token.length;
  }
  if (state.depth.length > 1) return wrong('opens a "(" that it does not close');
  const { steps } = inner(state);
  if (steps > mostSteps) return tooLarge(steps);
  return { groups: state.groups, hasOpenAlternatives: state.hasOpenAlternatives };
}

const wrong = (problem: string): Unreadable => ({
  problem,
  remedy: "Balance its brackets, and leave out lookaround and backreferences: Envoy reads RE2.",
});

/** RE2 repeats nothing more often, nested repetitions multiplied (re2/parse.cc, kMaxRepeat). */
const mostTimes = 1000;

const tooOften = (times: number): Unreadable => ({
  problem: `repeats something ${times} times, nested repetitions multiplied, and RE2 does so ${mostTimes} times at most`,
  remedy: 'Write lower numbers in braces, or "*" and "+", which count nothing.',
});

/**
 * Higress's gateways take programs of 32 768 instructions (`re2.max_program_size.error_level`, higress-group/istio
 * pkg/bootstrap/config.go). The controller adds a few, and the next RE2 may need more for the same.
 */
const mostSteps = 20_000;

const tooLarge = (steps: number): Unreadable => ({
  problem: `becomes a program of about ${steps} steps, and Envoy may refuse those of more than ${mostSteps}`,
  remedy: 'Write lower numbers in braces: "." and "[^…]" have some ten steps, as often as they are repeated.',
});

/** Steps are instructions of RE2's program, never fewer than RE2 makes, but for the four of an empty one (regex.test.ts). */
interface Repeatable {
  readonly steps: number;
  /** How often what is repeated most in it is repeated. */
  readonly times: number;
}

interface Group extends Repeatable {
  /** Of what a repetition would repeat; absent where there is nothing to repeat. */
  readonly last?: Repeatable;
}

interface State {
  /** Open groups, the innermost last; the first is the expression itself. */
  readonly depth: readonly Group[];
  readonly names: readonly string[];
  readonly groups: number;
  readonly hasOpenAlternatives: boolean;
  /** Whether upper and lower case are one somewhere. */
  readonly folds: boolean;
}

type Read = (state: State, token: string) => State | Unreadable;

const nothing: Group = { steps: 0, times: 1 };

const inner = ({ depth }: State): Group => depth.at(-1) ?? nothing;
const withInner = (state: State, group: Group): State => ({ ...state, depth: [...state.depth.slice(0, -1), group] });

/** With one thing more, which can be repeated. */
function followed(state: State, last: Repeatable): State {
  const { steps, times } = inner(state);
  return withInner(state, { steps: steps + last.steps, times: Math.max(times, last.times), last });
}

/** Something that matches a character. */
const character: Read = (state, token) => followed(state, { steps: stepsOf(token, state.folds), times: 1 });

/** Something that matches no character: nobody means to repeat it. */
const empty: Read = (state) => {
  const { steps, times } = inner(state);
  return withInner(state, { steps: steps + 1, times });
};

const alternative: Read = (state) => {
  const { steps, times } = inner(state);
  const hasOpenAlternatives = state.hasOpenAlternatives || state.depth.length === 1;
  return { ...withInner(state, { steps: steps + 2, times }), hasOpenAlternatives };
};

const open: Read = (state, token) => {
  const [, name] = /^\(\?P<(\w+)>$/.exec(token) ?? [];
  if (name !== undefined && state.names.includes(name)) return wrong(`has two groups named ${JSON.stringify(name)}`);
  return {
    ...state,
    depth: [...state.depth, { steps: 2, times: 1 }],
    names: name === undefined ? state.names : [...state.names, name],
    groups: token === "(" || name !== undefined ? state.groups + 1 : state.groups,
  };
};

const close: Read = (state) => {
  if (state.depth.length < 2) return wrong('has a ")" that nothing opens');
  const { steps, times } = inner(state);
  return followed({ ...state, depth: state.depth.slice(0, -1) }, { steps, times });
};

const repeat: Read = (state, token) => {
  const { steps, times, last } = inner(state);
  if (last === undefined) return wrong(`repeats nothing with ${JSON.stringify(token)}`);
  const [least = 1, most = least] = [...token.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  if (most < least) return wrong(`has ${JSON.stringify(token)}, which asks for more than it allows`);
  const copies = Math.max(1, most);
  if (copies * last.times > mostTimes) return tooOften(copies * last.times);
  return withInner(state, {
    steps: steps + (copies - 1) * last.steps + (most - least) * 2 + 4,
    times: Math.max(times, copies * last.times),
  });
};

/** In this order: the first that fits is it. */
const tokens: readonly (readonly [form: RegExp, read: Read])[] = [
  [/\((?:\?(?:P<[A-Za-z_]\w*>|[imsU]*:))?(?!\?)/y, open],
  [/\(\?[imsU]+\)/y, empty],
  [/\)/y, close],
  [/(?:[*+?]|\{\d{1,4}(?:,\d{0,4})?\})\??/y, repeat],
  [/\|/y, alternative],
  [/\\[bBAz]|[$^]/y, empty],
  [new RegExp(setForm, "y"), set],
  [new RegExp(escapeForm, "y"), character],
  [/[^\\[\](){}|*+?]/y, character],
];

function tokenAt(text: string, at: number): readonly [token: string, read?: Read] {
  for (const [form, read] of tokens) {
    form.lastIndex = at;
    const [token] = form.exec(text) ?? [];
    if (token !== undefined) return [token, read];
  }
  return [text.slice(at)];
}

/** Some of several characters. */
function set(state: State, token: string): State | Unreadable {
  const steps = stepsOfSet(token, state.folds);
  return typeof steps === "string" ? wrong(steps) : followed(state, { steps, times: 1 });
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
