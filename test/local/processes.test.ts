import { expect } from "chai";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { componentsUnder, endAll, engineProcesses } from "../../local/processes.ts";

/** A process that looks as if it had been started under this name. */
async function pretend(argv0: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn("sleep", ["60"], { argv0, env: { PATH: "/usr/bin:/bin", ...env } });
  await once(child, "spawn");
  return { pid: child.pid ?? 0, exit: once(child, "exit"), child };
}

const directory = `/tmp/higress-fleet-test-${process.pid}/cluster`;

describe("processes of ours", () => {
  it("are known by the path of their program", async () => {
    const ours = await pretend(`${directory}/bin/kube-scheduler`);
    const neighbour = await pretend(`${directory}-2/bin/kube-scheduler`);
    expect(componentsUnder(directory)).to.deep.equal([{ pid: ours.pid, name: "kube-scheduler" }]);
    ours.child.kill();
    neighbour.child.kill();
  });

  it("end all, etcd gently, and nobody else's", async () => {
    const etcd = await pretend(`${directory}/bin/etcd`);
    const server = await pretend(`${directory}/bin/kube-apiserver`);
    const other = await pretend("/usr/local/bin/etcd");
    await endAll(() => componentsUnder(directory));
    expect(await etcd.exit).to.deep.equal([null, "SIGTERM"]);
    expect(await server.exit).to.deep.equal([null, "SIGKILL"]);
    expect(other.child.exitCode ?? other.child.signalCode).to.equal(null);
    other.child.kill();
  });

  it("include what a killed engine left behind with our home, and only that", async () => {
    const home = `${directory}/pulumi`;
    const plugin = await pretend("/x/pulumi-resource-kubernetes", { PULUMI_HOME: home });
    const foreign = await pretend("/x/pulumi-resource-kubernetes", { PULUMI_HOME: "/home/ann/.pulumi" });
    const shell = await pretend("/bin/sh", { PULUMI_HOME: home });
    expect(engineProcesses(home)).to.deep.equal([{ pid: plugin.pid, name: "pulumi-resource-kubernetes" }]);
    for (const { child } of [plugin, foreign, shell]) child.kill();
  });
});
