/** Headers whose values are secrets, and the fleet file is no place for them. */

/** By its last word. */
const credential =
  /(^|[-_])(auth|authorization|bearer|credentials?|(set-)?cookie2?|jwt|passphrase|passwd|passwords?|pwd|secrets?|tokens?)$/;

/** `key` alone is no secret: caches, shards and idempotency have keys. */
const secretKey =
  /(^|[-_])(access|account|api|app|auth|client|encryption|functions|master|private|secret|service|shared|signing|subscription)[-_]?keys?$/;

/** Whether the header's value is a secret, as far as its name tells. */
export function carriesCredentials(name: string): boolean {
  const lower = name.toLowerCase();
  return credential.test(lower) || secretKey.test(lower);
}
