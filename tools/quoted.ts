/** Text as one word of a POSIX shell. */

/** In single quotes, in which a shell reads every sign as it is. */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
