/** Bytes as text, and why a file or a server has none, in words. */

export const decode = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** Milliseconds until a server must have sent everything. */
export const patience = 30_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  EISDIR: "it is a directory",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is not UTF-8 text",
  ENOTFOUND: "there is no such server",
  ECONNREFUSED: "the server refuses connections",
};

/** What goes wrong in a download is the cause of the error that fetch throws. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `no answer within ${patience / 1000} seconds`;
  if (error.cause instanceof Error) return reasonOf(error.cause);
  const code = "code" in error ? String(error.code) : "";
  return reasons[code] ?? error.message;
}
