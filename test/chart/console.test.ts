import { expect } from "chai";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { at, list, record } from "../../policy/model/shape.ts";
import { consoleChart, objects, renderConsole, type Manifest, type Values } from "./helm.ts";
import { altered, leaves, put, type Leaf } from "./values.ts";

const names = (values: Values = {}): readonly string[] =>
  objects(renderConsole(values))
    .map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    .toSorted();

function only(kind: string, values: Values = {}): Manifest {
  const [first, ...others] = objects(renderConsole(values)).filter((object) => object.kind === kind);
  if (first === undefined || others.length > 0) throw new Error(`not exactly one ${kind}`);
  return first;
}

/** Without the Secret, which is another one each time. */
const text = (values: Values): string =>
  JSON.stringify(objects(renderConsole(values)).filter(({ kind }) => kind !== "Secret"));

const container = (values: Values = {}): unknown =>
  at(only("Deployment", values), "spec", "template", "spec", "containers", "0") ??
  list(at(only("Deployment", values), "spec", "template", "spec", "containers"))[0];

describe("the console's stand-in", function () {
  this.timeout(60_000);

  it("renders the real chart's objects, and more under the real chart's conditions", () => {
    expect(names()).to.deep.equal([
      "ClusterRole higress-console-acme-gateway",
      "ClusterRoleBinding higress-console-acme-gateway",
      "ConfigMap higress-console",
      "Deployment higress-console",
      "Role higress-console",
      "Role higress-console-promtail",
      "RoleBinding higress-console",
      "RoleBinding higress-console-promtail",
      "Secret higress-console",
      "Service higress-console",
      "ServiceAccount higress-console",
      "ServiceAccount higress-console-promtail",
    ]);
    const more = (values: Values) => names(values).filter((name) => !names().includes(name));
    expect(more({ ingress: { enabled: true } })).to.deep.equal(["Ingress higress-console"]);
    expect(more({ global: { o11y: { enabled: true } } })).to.deep.equal([
      "ClusterRole higress-console-prometheus-acme-gateway",
      "ClusterRoleBinding higress-console-prometheus-acme-gateway",
      ...["grafana", "loki", "loki-runtime", "prometheus"].map((tool) => `ConfigMap higress-console-${tool}`),
      ...["grafana", "loki", "prometheus"].map((tool) => `Deployment higress-console-${tool}`),
      ...["grafana", "loki", "prometheus"].map((tool) => `PersistentVolumeClaim higress-console-${tool}`),
      ...["grafana", "loki", "prometheus"].map((tool) => `Service higress-console-${tool}`),
      "ServiceAccount higress-console-prometheus",
    ]);
  });

  it("has pods by two labels and no label app, on port 8080", () => {
    const labels = { "app.kubernetes.io/name": "higress-console", "app.kubernetes.io/instance": "higress-console" };
    const { spec } = only("Deployment");
    expect(at(spec, "template", "metadata", "labels")).to.deep.equal(labels);
    expect(at(spec, "selector", "matchLabels")).to.deep.equal(labels);
    expect(record(container()).ports).to.deep.equal([{ name: "http", containerPort: 8080, protocol: "TCP" }]);
    expect(at(only("Service").spec, "selector")).to.deep.equal(labels);
  });

  it("keeps what the Secret in the cluster has, before the values too", async () => {
    const live = { adminPassword: "bGl2ZQ==", key: "a2V5", iv: "aXY=" };
    const answers: Readonly<Record<string, object>> = {
      "/api/v1": {
        kind: "APIResourceList",
        groupVersion: "v1",
        resources: [{ name: "secrets", namespaced: true, kind: "Secret", verbs: ["get"] }],
      },
      "/api/v1/namespaces/acme-gateway/secrets/higress-console": { apiVersion: "v1", kind: "Secret", data: live },
    };
    const server = createServer(({ url = "" }, response) => {
      const answer = answers[url.replace(/\?.*/, "")];
      response.writeHead(answer ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    try {
      // Of a server that listens at a port this is the form.
      const { port } = server.address() as AddressInfo;
      const asked = [
        "--dry-run=server",
        "--kube-apiserver",
        `http://127.0.0.1:${port}`,
        "--set",
        "admin.password=other",
      ];
      const { stdout } = await promisify(execFile)(process.env["HELM"] ?? "helm", [
        ...["template", "higress-console", consoleChart, "--namespace", "acme-gateway", ...asked],
      ]);
      expect(objects(stdout).find(({ kind }) => kind === "Secret")?.["data"]).to.include(live);
    } finally {
      server.close();
    }
  });

  it("makes its Secret up at each rendering, with a key of 32 characters and a vector of 16", () => {
    const [one, other] = [only("Secret"), only("Secret")].map(({ data }) => data as Readonly<Record<string, string>>);
    const decoded = (data: typeof one, key: string) => Buffer.from(data?.[key] ?? "", "base64").toString("latin1");
    expect(Object.keys(one ?? {}).toSorted()).to.deep.equal([
      ...["adminDisplayName", "adminPassword", "adminUsername", "iv", "key"],
    ]);
    expect([decoded(one, "key").length, decoded(one, "iv").length]).to.deep.equal([32, 16]);
    expect(one).not.to.deep.equal(other);
  });

  it("may write every namespace's routes, plugins and registries whatever the values say", () => {
    const rules = list(only("ClusterRole", { replicaCount: 0, global: { watchNamespace: "acme-gateway" } }).rules);
    const writes = rules.map(record).filter(({ verbs }) => list(verbs).includes("*"));
    expect(writes.flatMap(({ resources }) => list(resources))).to.deep.equal([
      ...["ingresses", "ingresses/status", "mcpbridges", "wasmplugins", "envoyfilters"],
    ]);
  });

  it("has an image that no hub moves, and names its plugin server by an undeclared value only", () => {
    const image = (values: Values) => record(container(values)).image;
    const hub = { hub: "registry.example.com" };
    expect(image({ global: hub })).to.equal(image({}));
    const pattern = (values: Values) =>
      list(record(container(values)).env)
        .map(record)
        .find(({ name }) => name === "HIGRESS_ADMIN_WASM_PLUGIN_CUSTOM_IMAGE_URL_PATTERN")?.value;
    const pluginServer = { urlPattern: "http://own/${name}" };
    expect(pattern({ pluginServer })).to.equal(undefined);
    expect(pattern({ pluginServer, global: { enablePluginServer: true } })).to.equal("http://own/${name}");
    expect(pattern({ global: { enablePluginServer: true } })).to.include(".higress-system.svc/");
  });

  it("renders otherwise by each value that has an effect", () => {
    const defaults = parse(readFileSync(join(consoleChart, "values.yaml"), "utf8")) as Values;
    const base: Values = { ingress: { enabled: true }, global: { enablePluginServer: true, o11y: { enabled: true } } };
    const before = text(base);
    const other = ({ path, value }: Leaf): unknown => {
      if (path.at(-1) === "tolerations") return [{ operator: "Exists" }];
      return path.at(-1) === "enabled" && path[0] !== "chat" && path[0] !== "swagger" ? false : altered(value);
    };
    const dead = leaves(defaults)
      // The Secret is left out here, and cert-manager of the chart.
      .filter(({ path }) => path[0] !== "admin" && path[0] !== "certmanager")
      .filter((leaf) => text(put(base, leaf.path, other(leaf))) === before)
      .map(({ path }) => path.join("."));
    expect(dead).to.deep.equal(["o11y.__placeholder__", "pvc.__placeholder__"]);
  });
});
