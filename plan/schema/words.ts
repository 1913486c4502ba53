/**
 * A schema's message has the two lines of a fault: what is wrong, to be read after the quoted value, then the way out.
 * issues.ts takes them apart.
 */
export const says = (problem: string, remedy: string): string => `${problem}\n${remedy}`;
