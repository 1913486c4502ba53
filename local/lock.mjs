import { createHash } from "node:crypto";
import { connect, createServer } from "node:net";

// An abstract Unix socket (Linux): the kernel gives a name to one process at a time and takes it back when that process
// ends, however it ends. So no lock outlives its holder, and nobody has to guess whether a lock file is stale.
const socketPath = (key) => `\0higress-fleet/${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;

/** Takes the name; undefined when another process has it. */
function take(path, holder) {
  return new Promise((resolve, reject) => {
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => socket.destroy()).on("close", () => waiting.delete(socket));
      socket.write(holder);
    });
    const release = () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    };
    server.on("error", (error) => {
      if (error.code === "EADDRINUSE") resolve(undefined);
      // Without abstract sockets (Node before 20.5, not Linux) two runs at once are not kept apart; one run works.
      else if (error.code === "EINVAL" || error.code === "ENOENT" || error.code === "EACCES") resolve(() => undefined);
      else reject(error);
    });
    server.listen(path, () => resolve(release));
  });
}

/** Waits until the present holder lets go; says who it is as soon as that is known. */
function waitForHolder(path, onWait) {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.on("data", (text) => onWait(String(text)));
    socket.on("error", () => undefined);
    socket.on("close", resolve);
  });
}

/** Described in lock.d.mts. */
export async function withLock(key, purpose, onWait, action) {
  const path = socketPath(key);
  for (;;) {
    const release = await take(path, `process ${process.pid} (${purpose})`);
    if (release === undefined) {
      await waitForHolder(path, onWait);
      continue;
    }
    try {
      return await action();
    } finally {
      release();
    }
  }
}
