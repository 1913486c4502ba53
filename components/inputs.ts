/**
 * The SDK types its arguments as mutable arrays although it only reads them; the plan is readonly all through.
 * This changes the type and nothing else.
 */
export type Inputs<T> = T extends readonly (infer Element)[]
  ? Inputs<Element>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Inputs<T[Key]> }
    : T;

// A cast is the only way to drop `readonly`: the compiler cannot know that nobody will write.
export const inputs = <T>(planned: T): Inputs<T> => planned as Inputs<T>;
