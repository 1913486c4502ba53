import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { clusterEnvironment, kubectl } from "../../local/cluster.ts";
import { resetCluster, startCluster } from "../../local/control-plane.ts";
import { checkout, homeAt } from "../../local/paths.ts";
import { makeCertificate } from "../support/certificate.ts";

/** One Secret of each kind, all of them for tenant acme and the entry. */
const fleet = `environment: test
domain: aigw.example.com
regions:
  local: { podCidrs: [10.244.0.0/16], serviceCidrs: [10.96.0.0/16], apiServerCidrs: [192.0.2.1/32] }
higress:
  chart: { path: ./local/chart/higress-core }
  crds: ./local/chart/higress-core/crds/customresourcedefinitions.yaml
  imagePullSecrets: [mirror]
plugins: { registryCidrs: [198.51.100.0/24], allowed: [key-auth] }
tenants:
  - id: acme
    owner: acme@example.com
    registries:
      - { type: consul, name: core, domain: 192.0.2.10, datacenter: core, credentials: { secret: consul-login } }
    routes:
      - name: stock
        host: stock.acme.aigw.example.com
        backend: { service: stock, port: 8443 }
        protocol: https
        backendTls: { secret: stock-client }
    plugins:
      - name: partners
        use: key-auth
        config:
          everywhere: true
          headers: [x-key]
          consumers:
            - { name: gold, apiKey: { secret: partner-keys, key: gold } }
            - { name: silver, apiKey: { secret: partner-keys, key: silver } }
`;
const value = "must-never-appear";
const restart = "rollout restart";

describe("npm run secrets on a real API server", function () {
  this.timeout(600_000);
  let home: string;
  let env: NodeJS.ProcessEnv;
  /** File for each key. */
  let files: (key: string) => string;

  before(async () => {
    const parent = join(checkout, ".fleet", "test");
    mkdirSync(parent, { recursive: true });
    home = mkdtempSync(join(parent, "secrets-"));
    await startCluster({ home, nodes: 1 });
    env = clusterEnvironment(home);
    writeFileSync(join(home, "fleet.yaml"), fleet);
    const { pem, key } = makeCertificate({ names: ["*.acme.aigw.example.com"] });
    const texts: Readonly<Record<string, string>> = {
      "tls.crt": pem,
      "tls.key": key,
      ".dockerconfigjson": JSON.stringify({ auths: { "registry.example.com": { password: value } } }),
    };
    files = (name) => {
      const file = join(home, `value-${name}`);
      writeFileSync(file, texts[name] ?? value);
      return file;
    };
  });
  after(async () => {
    await resetCluster(home);
    rmSync(home, { recursive: true });
  });

  const run = (program: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
      execFile(program, args, { cwd: checkout, env: { ...env, ...more } }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
      });
    });

  /** What the tool says, which is no value, in any spelling. */
  async function look(more: NodeJS.ProcessEnv = {}) {
    const tool = join(checkout, "tools", "secrets", "main.ts");
    const { code, output } = await run(process.execPath, [tool, "--fleet", join(home, "fleet.yaml")], more);
    expect(output).to.not.include(value);
    expect(output).to.not.include(Buffer.from(value).toString("base64").slice(0, -4));
    const lines = output.split("\n");
    const said = lines.flatMap((line) => /^(\S+\/\S+) {2,}(.+)$/.exec(line)?.slice(1).join(": ") ?? []);
    return {
      code,
      lines,
      said,
      commands: lines.map((line) => line.trim()).filter((line) => line.startsWith("kubectl ")),
    };
  }

  /** Types in what the tool printed, with files in the places of the dots. */
  async function type(commands: readonly string[]): Promise<void> {
    for (const command of commands) {
      const line = command
        .replaceAll(/--from-file=([\w.-]+)=…/g, (_, key: string) => `--from-file=${key}=${files(key)}`)
        .replace("--cert=…", `--cert=${files("tls.crt")}`)
        .replace("--key=…", `--key=${files("tls.key")}`);
      expect(await run("sh", ["-c", line]), line).to.include({ code: 0 });
    }
  }

  const must = async (...args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await kubectl(home, ...args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  const data = async (name: string): Promise<unknown> => {
    const secret = JSON.parse(await must("-n", "acme-gateway", "get", "secret", name, "-o", "json")) as {
      readonly metadata: { readonly annotations?: unknown };
      readonly data: Readonly<Record<string, string>>;
    };
    expect(secret.metadata.annotations).to.equal(undefined);
    return Object.fromEntries(
      Object.entries(secret.data).map(([key, text]) => [key, Buffer.from(text, "base64").toString()]),
    );
  };
  const everything = (change: Readonly<Record<string, string>> = {}): readonly string[] =>
    [
      ...["consul-login", "mirror", "partner-keys", "stock-client"].map((name) => `acme-gateway/${name}`),
      ...["acme-tls", "mirror"].map((name) => `higress-system/${name}`),
    ].map((place) => `${place}: ${change[place] ?? "there"}`);

  it("misses what is not there, in namespaces that are not there either", async () => {
    const { code, lines, said } = await look();
    expect(said).to.deep.equal(everything().map((line) => line.replace(/there$/, "missing")));
    expect(lines).to.include("6 of 6 are not as they have to be.");
    expect(lines.at(-2)).to.equal(
      "Not there yet are namespaces acme-gateway, higress-system: up makes them, and their Secrets come after that.",
    );
    expect(lines[0]).to.match(/, region local, context kwok-higress-fleet: /);
    expect(code).to.equal(1);
  });

  it("finds all that its own commands make", async () => {
    await must("create", "namespace", "acme-gateway");
    await must("create", "namespace", "higress-system");
    const { commands } = await look();
    expect(commands.filter((line) => line.includes(restart))).to.deep.equal([
      "kubectl --context kwok-higress-fleet -n acme-gateway rollout restart deployment higress-controller",
    ]);
    await type(commands.filter((line) => !line.includes(restart)));
    const { code, lines, said } = await look();
    expect(said).to.deep.equal(everything());
    expect(lines.at(-2)).to.equal("All 6 are there.");
    expect(code).to.equal(0);
  });

  it("finds what is lacking, empty or would break JSON, and its commands mend that and leave the rest", async () => {
    const break_ = (name: string, change: object) =>
      must("-n", "acme-gateway", "patch", "secret", name, "-p", JSON.stringify(change));
    await break_("consul-login", { data: { consulToken: null }, stringData: { mine: "kept" } });
    await break_("stock-client", { stringData: { "ca.crt": "" } });
    await break_("partner-keys", { stringData: { gold: `${value}\n`, silver: "unlike the other" } });
    const { code, said, commands } = await look();
    expect(said).to.deep.equal(
      everything({
        "acme-gateway/consul-login": "lacks key consulToken",
        "acme-gateway/partner-keys":
          "key gold would break the plugin's JSON: a quotation mark, a backslash, a line break (at the end, mostly) or the like",
        "acme-gateway/stock-client": "key ca.crt is empty",
      }),
    );
    expect(code).to.equal(1);
    await type(commands.filter((line) => !line.includes(restart)));
    expect(await look()).to.deep.include({ code: 0, said: everything() });
    expect(await data("consul-login")).to.deep.equal({ consulToken: value, mine: "kept" });
    expect(await data("partner-keys")).to.deep.equal({ gold: value, silver: "unlike the other" });
  });

  it("finds each sign that would break JSON, and none that would not", async () => {
    const put = (gold: string) =>
      must("-n", "acme-gateway", "patch", "secret", "partner-keys", "-p", JSON.stringify({ stringData: { gold } }));
    for (const gold of ['a"b', "a\\b", "a\nb", "a\tb", "a\u0000b"]) {
      await put(gold);
      expect((await look()).code, JSON.stringify(gold)).to.equal(1);
    }
    await put(`!#$%&'()*+,-./09:;<=>?@AZ[]^_\`az{|}~ bücher €`);
    expect((await look()).code).to.equal(0);
    await put(value);
  });

  it("finds credentials for images of another type, and has them made anew", async () => {
    await must("-n", "acme-gateway", "delete", "secret", "mirror");
    await must("-n", "acme-gateway", "create", "secret", "generic", "mirror", "--from-literal=.dockerconfigjson={}");
    const { said, commands } = await look();
    expect(said[1]).to.equal(
      "acme-gateway/mirror: is of type Opaque, not kubernetes.io/dockerconfigjson; it can only be made anew",
    );
    await type(commands);
    expect(await look()).to.deep.include({ code: 0, said: everything() });
  });

  /** A kubeconfig like the site's, with one thing otherwise. */
  function kubeconfig(change: (text: string) => string): NodeJS.ProcessEnv {
    const file = join(home, "other-kubeconfig");
    writeFileSync(file, change(readFileSync(homeAt(home).kubeconfig, "utf8")));
    return { KUBECONFIG: file };
  }

  it("says which it may not read, and looks at the others", async () => {
    const role = ["--verb=get", "--resource=secrets", "--resource-name=mirror"];
    await must("create", "clusterrole", "reads-mirrors", ...role);
    await must("create", "clusterrolebinding", "reads-mirrors", "--clusterrole=reads-mirrors", "--user=clock");
    const asClock = kubeconfig((text) => {
      const config = parse(text) as { readonly users: readonly { readonly user: object }[] };
      return stringify({
        ...config,
        users: config.users.map((each) => ({ ...each, user: { ...each.user, as: "clock" } })),
      });
    });
    const { code, said } = await look(asClock);
    const why = (namespace: string) =>
      `may not be read: User "clock" cannot get resource "secrets" in API group "" in the namespace "${namespace}"`;
    expect(said).to.deep.equal(
      everything(
        Object.fromEntries(
          everything()
            .map((line) => line.replace(": there", ""))
            .filter((place) => !place.endsWith("/mirror"))
            .map((place) => [place, why(place.split("/")[0] ?? "")]),
        ),
      ),
    );
    expect(code).to.equal(1);
  });

  it("says when no cluster answers", async () => {
    const nobody = kubeconfig((text) => text.replace(/server: .*/g, "server: https://127.0.0.1:1"));
    const { code, lines } = await look(nobody);
    expect(lines[0]).to.match(/^The cluster of KUBECONFIG cannot be asked: .*127\.0\.0\.1:1/);
    expect(lines[1]).to.equal("--plan lists what is expected without one.");
    expect(code).to.equal(1);
  });
});
