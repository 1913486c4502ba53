/** What to say of each kind of broken YAML. Nothing here quotes the file: the broken place may hold a secret. */
import type { ErrorCode } from "yaml";

export const isOpenQuote = (message: string): boolean => message.startsWith("Missing closing ");

/** Problem and remedy. Where the parser's own words are the more exact and never quote the file, they are the problem. */
export function inWords(code: ErrorCode, message: string): readonly [problem: string, remedy: string] {
  const own = `is not valid YAML: ${message.slice(0, 1).toLowerCase()}${message.slice(1)}`;
  if (isOpenQuote(message)) return ["is not valid YAML: the quote that begins here is not closed", "Close it."];
  if (message.startsWith("Flow ")) {
    return ["is not valid YAML: a bracket opened before this is not closed", "Add the closing bracket."];
  }
  switch (code) {
    case "TAB_AS_INDENT":
      return ["has a tab where YAML wants spaces", "Indent with spaces."];
    case "MULTIPLE_DOCS":
      return ["begins a second document", 'Keep one document per file: remove the "---" or what follows it.'];
    case "MISSING_CHAR":
      return [own, "Add it: a key is followed by a colon and a space, items in brackets by commas."];
    case "BAD_INDENT":
      return [own, "Give all keys of a map, and all items of a list, the same indentation."];
    case "BLOCK_AS_IMPLICIT_KEY":
    case "MULTILINE_IMPLICIT_KEY":
      return [
        "is not valid YAML: a key stands inside a value",
        "Indent the line like its neighbours, or, if the colon belongs to the value, put the value in quotes.",
      ];
    case "BAD_SCALAR_START":
      return ["is not valid YAML: a value cannot begin with this character", "Put the value in quotes."];
    case "BAD_DQ_ESCAPE":
      return ["is not valid YAML: a backslash that means nothing", "Double the backslash, or use single quotes."];
    case "NON_STRING_KEY":
      return ["has a list, a map or nothing for a key", "Write keys as text."];
    case "ALIAS_PROPS":
    case "BAD_ALIAS":
    case "MULTIPLE_ANCHORS":
      return ["has an anchor or an alias (& or *)", "Write the value itself; a value that begins so needs quotes."];
    case "TAG_RESOLVE_FAILED":
    case "MULTIPLE_TAGS":
    case "BAD_PROP_ORDER":
    case "BAD_COLLECTION_TYPE":
      return ["has a tag (!)", "Remove it; a value that begins so needs quotes."];
    case "BAD_DIRECTIVE":
      return ['begins with a directive ("%")', "Remove the line: the file is read as YAML 1.2."];
    case "KEY_OVER_1024_CHARS":
      return [
        "has a key of more than 1024 characters",
        "No key of the fleet is that long: look for a missing line break.",
      ];
    case "BLOCK_IN_FLOW":
      return ["is not valid YAML: a dash or an indented map inside brackets", "Use brackets inside brackets."];
    case "DUPLICATE_KEY":
    case "IMPOSSIBLE":
    case "RESOURCE_EXHAUSTION":
    case "UNEXPECTED_TOKEN":
      return [
        "is not valid YAML: something stands here that does not belong",
        "Look here and just before for a stray quote, bracket or comma, or a wrong indentation.",
      ];
  }
}
