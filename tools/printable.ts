/** Text of files for a terminal. */
import { escaped } from "../plan/quote.ts";

/** With control characters, and those that turn the direction of text, as they are written in JSON: files must not steer a terminal. */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, escaped);
