/** What was typed after a command's name, by Node's parser. */
import { parseArgs, type ParseArgsConfig } from "node:util";

/**
 * @param config `args` and what they may be
 * @param usage told with every word that has no place
 * @throws Error, for people, naming the first such word
 */
export function typed<const T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node's first sentence names the word; what follows is advice on the shell.
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new Error(`${sentence.replace(/\.$/, "")}.\n${usage}`, { cause: error });
  }
}
