import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { choosePorts } from "../../local/ports.ts";

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer().listen(port, "127.0.0.1", () => resolve(server));
  });

describe("ports of a control plane", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "higress-fleet-ports-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  it("are six different ones and stay the same", async () => {
    const file = join(directory, "ports.json");
    const first = await choosePorts(file);
    expect(new Set(Object.values(first)).size).to.equal(6);
    expect(await choosePorts(file)).to.deep.equal(first);
  });

  it("change only where somebody else listens by now", async () => {
    const file = join(directory, "ports.json");
    const first = await choosePorts(file);
    const intruder = await occupy(first.kubeApiserverPort);
    const second = await choosePorts(file);
    intruder.close();
    expect(second.kubeApiserverPort).not.to.equal(first.kubeApiserverPort);
    expect({ ...second, kubeApiserverPort: 0 }).to.deep.equal({ ...first, kubeApiserverPort: 0 });
  });
});
