import { expect } from "chai";
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { compareVersions } from "../../local/build.ts";
import { commandLine } from "../../local/processes.ts";
import { Machine } from "./machine.ts";

/** A compiler that notes what it builds and under which process number; with GO_WAIT it goes on when `go-on` appears. */
const go = `
case "$1" in
  env) echo "\${GO_VERSION:-go1.26.8}" ;;
  build)
    while [ "$1" != "-o" ]; do shift; done
    echo "half" > "$2"; echo "$3" >> "$HOME/go.log"
    echo $$ > "$HOME/go.pid"
    while [ -n "$GO_WAIT" ] && [ -d "$HOME" ] && [ ! -e "$HOME/go-on" ]; do sleep 0.05; done
    if [ -n "$GO_FAIL" ]; then echo "main.go:7: undefined: x" >&2; exit 1; fi
    echo "whole $3" > "$2" ;;
esac`;

const build = (...names: string[]): string[] => ["local", "build", ...names];
const main = "local/main.ts";

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 20) {
    if (waited > 20_000) throw new Error("waited in vain");
    await sleep(20);
  }
}

describe("the toolchain on a bare machine", function () {
  this.timeout(60_000);
  let machine: Machine;
  beforeEach(() => {
    machine = new Machine({ installed: true });
    machine.program("go", go);
  });
  afterEach(() => machine.remove());

  it("is built once", async () => {
    const first = await machine.run(main, build("etcd", "kwokctl"));
    expect(first.stderr).to.match(/\[1\/2\] etcd … \d+ s\n\[2\/2\] kwokctl … \d+ s\n/);
    expect((await machine.run(main, build("etcd", "kwokctl"))).stderr).to.match(/^programs are in /);
    expect(machine.lines("go.log")).to.deep.equal(["go.etcd.io/etcd/server/v3", "sigs.k8s.io/kwok/cmd/kwokctl"]);
    const bin = /programs are in (.*)/.exec(first.stderr)?.[1] ?? "";
    expect(readFileSync(join(bin, "etcd"), "utf8")).to.equal("whole go.etcd.io/etcd/server/v3\n");
  });

  it("is built anew where a module file changed, and only there", async () => {
    await machine.run(main, build("etcd", "kwokctl"));
    appendFileSync(join(machine.clone, "local/toolchain/kwok/go.sum"), "\n");
    const again = await machine.run(main, build("etcd", "kwokctl"));
    expect(again.stderr).to.match(/\[1\/1\] kwokctl … /);
    expect(machine.lines("go.log")).to.have.length(3);
    const bin = /programs are in (.*)/.exec(again.stderr)?.[1] ?? "";
    expect(["etcd", "kwokctl"].every((name) => existsSync(join(bin, name)))).to.equal(true);
  });

  it("does not depend on files that no compiler reads", async () => {
    await machine.run(main, build("kwok"));
    appendFileSync(join(machine.clone, "local/toolchain/kwok/stages.yaml"), "\n");
    await machine.run(main, build("kwok"));
    expect(machine.lines("go.log")).to.have.length(1);
  });

  it("is complete or absent when a build was killed", async () => {
    const { child, answer } = machine.start(main, build("etcd"), { GO_WAIT: "yes" });
    await until(() => machine.lines("go.pid").length === 1);
    child.kill("SIGKILL");
    await answer;
    expect(machine.built()).to.deep.equal([]);
    const next = await machine.run(main, build("etcd"));
    expect(next.code).to.equal(0);
    expect(machine.built()).to.deep.equal(["etcd"]);
  });

  it("stops its compiler when it is interrupted", async () => {
    const { child, answer } = machine.start(main, build("etcd"), { GO_WAIT: "yes" });
    await until(() => machine.lines("go.pid").length === 1);
    child.kill("SIGINT");
    expect((await answer).code).to.equal(130);
    await until(() => commandLine(Number(machine.lines("go.pid")[0])).length === 0);
    expect(machine.built()).to.deep.equal([]);
  });

  it("is built by one of two who want it at the same time", async () => {
    const first = machine.start(main, build("etcd"), { GO_WAIT: "yes" });
    await until(() => machine.lines("go.pid").length === 1);
    const second = machine.start(main, build("etcd"));
    let said = "";
    second.child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await until(() => /waiting for process \d+ \(building programs for /.test(said));
    machine.write("go-on");
    expect((await Promise.all([first.answer, second.answer])).map(({ code }) => code)).to.deep.equal([0, 0]);
    expect(machine.lines("go.log")).to.have.length(1);
  });

  it("shows the compiler's last words and where the rest is", async () => {
    const failed = await machine.run(main, build("etcd"), { GO_FAIL: "yes" });
    expect(failed.code).to.equal(1);
    expect(failed.stderr).to.contain("main.go:7: undefined: x");
    expect(failed.stderr).to.contain(join(machine.cache, "logs", "etcd.log"));
    expect(machine.built()).to.deep.equal([]);
  });

  it("says in one line which Go it needs and for what", async () => {
    const old = await machine.run(main, build("etcd", "kwok"), { GO_VERSION: "go1.22.1" });
    expect(old.code).to.equal(1);
    expect(old.stderr).to.equal("Go 1.26.0 or newer is needed to build etcd, kwok; `go` on PATH is go1.22.1.\n");
    machine.program("go", "exit 127");
    const missing = await machine.run(main, build("etcd"));
    expect(missing.stderr).to.match(
      /^Go 1\.26\.0 or newer is needed to build etcd, and there is no working `go` on PATH: .*\n$/,
    );
  });

  it("knows what it can build", async () => {
    const unknown = await machine.run(main, build("docker"));
    expect(unknown.stderr).to.match(/^Nothing here builds docker; known: pulumi, .*helmfile, netpolicy, promtool\.\n$/);
  });

  it("uses an installed engine from 3.259.0 on, and builds one otherwise", async () => {
    machine.program("pulumi", "echo v3.259.0");
    const used = await machine.run(main, ["local", "status"]);
    expect(used.stdout)
      .to.contain(`engine         ${join(machine.bin, "pulumi")}\n`)
      .and.to.contain("0 of 7 programs");
    machine.program("pulumi", "echo v3.258.9");
    const tooOld = await machine.run(main, ["local", "status"]);
    expect(tooOld.stdout).to.contain("0 of 11 programs").and.not.to.contain("engine  ");
  });

  it("does not take an engine that was built here for an installed one", async () => {
    machine.program("pulumi", "echo v3.259.0");
    const path = { PATH: `${join(machine.cache, "0123456789abcdef", "bin")}:/usr/bin:/bin` };
    mkdirSync(join(machine.cache, "0123456789abcdef"), { recursive: true });
    renameSync(machine.bin, join(machine.cache, "0123456789abcdef", "bin"));
    expect((await machine.run(main, ["local", "status"], path)).stdout).to.contain("0 of 11 programs");
  });
});

describe("compareVersions", () => {
  it("orders by number, not by letter", () => {
    const ordered = ["go1.9", "1.26", "v1.26.2", "3.99.0", "v3.259.0-alpha.1"];
    for (const [index, version] of ordered.entries()) {
      expect(ordered.map((other) => Math.sign(compareVersions(version, other)))).to.deep.equal(
        ordered.map((_, other) => Math.sign(index - other)),
      );
    }
  });

  it("takes missing numbers for zero", () => {
    expect(compareVersions("1.26", "go1.26.0")).to.equal(0);
  });
});
