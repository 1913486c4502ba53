/**
 * Runs `action` while no other process of this machine runs one under the same key; waits for its turn.
 * The lock ends with the process that holds it, so a killed holder never blocks anyone.
 *
 * @param key what is protected, as an absolute path
 * @param purpose what the holder does, shown to those who wait
 * @param onWait called when another process holds the lock, with "process 4711 (purpose)"
 */
export function withLock<T>(
  key: string,
  purpose: string,
  onWait: (holder: string) => void,
  action: () => Promise<T>,
): Promise<T>;
