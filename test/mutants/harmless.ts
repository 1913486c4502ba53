/** Every change that nobody can have anything against, by theme. */
import { more } from "./harmless/more.ts";
import { notes } from "./harmless/notes.ts";
import { spelling } from "./harmless/spelling.ts";
import { traffic } from "./harmless/traffic.ts";
import type { Operator } from "./mutant.ts";

export const harmlessOperators: readonly Operator[] = [...notes, ...spelling, ...more, ...traffic];
