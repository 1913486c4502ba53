import { X509Certificate } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { homeAt } from "../../local/paths.ts";
import { labels, tenantNamespace } from "../../plan/names.ts";
import type { Plan } from "../../plan/index.ts";
import { objectsOf } from "../../plan/index.ts";
import { planFile } from "../../fleets/plan.ts";
import { makeCertificate, newKey, type Made } from "../support/certificate.ts";
import { difference, versions } from "./changes.ts";
import { auditMark, auditSince, identity, writes, type LiveObject } from "./kubernetes.ts";
import { Site, type WrittenFleet, type WrittenTenant } from "./site.ts";

const minutes = (count: number): number => count * 60_000;

const tenantsOf = (fleet: WrittenFleet): WrittenTenant[] => fleet.tenants as WrittenTenant[];
const newcomer: WrittenTenant = { id: "newcomer", owner: "newcomer@example.com", size: "s" };

/** Where the files of globex's certificate are. */
const folder = ({ home }: Site): string => join(home, "certificates", "globex");

function place(into: string, made: Made): void {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "cards.crt"), made.pem);
  writeFileSync(join(into, "cards.key"), made.key);
}

/** What became of them in the cluster, decoded. */
async function secret({ kubernetes }: Site) {
  const [found] = await kubernetes.get("secrets", "--field-selector=metadata.name=globex-cards-tls");
  const { type, data = {} } = (found ?? {}) as { readonly type?: string; readonly data?: Record<string, string> };
  const plain = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]);
  return { type, data: Object.fromEntries(plain) as Record<string, string> };
}

/** Whether a text has any line of the key, plain or as a Secret encodes it. */
const shows = (text: string, { key }: Made): boolean =>
  [key, Buffer.from(key).toString("base64")].some((form) =>
    form.split("\n").some((line) => line.length > 20 && !line.startsWith("-----") && text.includes(line)),
  );

/** Everything that the engine keeps. */
function recorded({ home }: Site): string {
  const files = readdirSync(homeAt(home).state, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
    .join("\n");
}

const [first, second] = [newKey(), newKey()].map((key) =>
  makeCertificate({ names: ["cards.globex.example"], key }),
) as [Made, Made];

/** Which of its namespaces have servers beside the gateway, in fleets/test.yaml. */
const serversOf = (namespace: string): readonly string[] =>
  namespace === "higress-system"
    ? ["higress-fleet-pages"]
    : ["higress-internal", "initech-gateway"].includes(namespace)
      ? ["higress-plugin-server", "redis-stack-server"]
      : [];

type Annotated = LiveObject["metadata"] & { readonly annotations?: Readonly<Record<string, string>> };

describe("the test stack on a real API server", function () {
  this.timeout(minutes(6));
  let site: Site;
  let plan: Plan;
  let live: readonly LiveObject[];

  before(async () => {
    site = await Site.start("test", 3);
    plan = await planFile(site.fleetFile, "local");
    await site.must("up");
    live = await site.kubernetes.everything();
  });
  after(async () => site.remove());

  it("has every object that the plan names", () => {
    const present = new Set(live.map(identity));
    expect(
      objectsOf(plan)
        .map(identity)
        .filter((name) => !present.has(name)),
    ).to.deep.equal([]);
  });

  it("asks clients of one certificate's hosts for theirs, and those of the tenant's other hosts for none", () => {
    interface Kept extends LiveObject {
      readonly metadata: Annotated;
      readonly type?: string;
      readonly data?: Readonly<Record<string, string>>;
    }
    const present = (kind: string, name: string): Kept | undefined =>
      live.find((object): object is Kept => object.kind === kind && object.metadata.name === name);
    const [others, asked] = ["acme", "acme.acme-api-tls"].map((name) => present("Ingress", name));
    const annotations = asked?.metadata.annotations ?? {};
    expect(annotations).to.include({
      "higress.io/auth-tls-secret": "higress-system/acme-api-tls-cacert",
      "higress.io/regex-match-header-x-forwarded-client-cert": ".+",
      "higress.io/ssl-redirect": "true",
    });
    expect(asked?.spec?.["tls"]).to.deep.equal([{ hosts: ["*.api.acme.example"], secretName: "acme-api-tls" }]);
    expect((asked?.spec?.["rules"] as readonly { readonly host: string }[]).map(({ host }) => host)).to.deep.equal([
      "*.api.acme.example",
    ]);
    expect(JSON.stringify(others)).to.not.include("*.api.acme.example").and.not.include("auth-tls-secret");
    const authority = present("Secret", "acme-api-tls-cacert");
    expect(authority?.type).to.equal("Opaque");
    expect(Object.keys(authority?.data ?? {})).to.deep.equal(["cacert"]);
    const pem = Buffer.from(authority?.data?.["cacert"] ?? "", "base64").toString();
    expect(new X509Certificate(pem)).to.include({ ca: true, subject: "CN=Partners of acme" });
  });

  it("gives load balancers the class and address that the fleet names, and tells gateway pods of the proxies before them", () => {
    const of = (kind: string, namespace: string) =>
      live.filter((object) => object.kind === kind && object.metadata.namespace === namespace);
    const balancer = (namespace: string) =>
      of("Service", namespace).find(({ metadata }) => metadata.name === "higress-gateway")?.spec;
    expect(balancer("higress-system")).to.include({
      loadBalancerClass: "balancers.example.com/edge",
      loadBalancerIP: "203.0.113.10",
    });
    expect(balancer("higress-internal")).to.include({
      loadBalancerClass: "balancers.example.com/inside",
      loadBalancerIP: "10.250.1.10",
    });
    const told = (namespace: string) =>
      of("Pod", namespace)
        .filter(({ metadata }) => metadata.labels?.["app"] === "higress-gateway")
        .map(({ metadata }) => (metadata as Annotated).annotations?.["proxy.istio.io/config"]);
    expect(new Set(told("higress-system"))).to.deep.equal(new Set(['{"gatewayTopology":{"numTrustedProxies":2}}']));
    expect(new Set(told("acme-gateway"))).to.deep.equal(new Set([undefined]));
  });

  it("puts the fleet's label on nothing else", () => {
    const planned = new Set(objectsOf(plan).map(identity));
    // Kubernetes gives the endpoints of a Service its labels.
    const labelled = live
      .filter(({ kind, metadata }) => !/^Endpoint/.test(kind) && metadata.labels?.[labels.fleet] !== undefined)
      .map(identity);
    expect(labelled.filter((name) => !planned.has(name))).to.deep.equal([]);
    expect(labelled.length).to.equal(planned.size);
  });

  it("has the pods of every gateway ready", () => {
    const installations = [plan.entry, ...plan.gateways, ...plan.tenants];
    for (const { namespace } of installations) {
      const pods = live.filter(
        ({ kind, metadata }) => kind === "Pod" && metadata.namespace === namespace.metadata.name,
      );
      const ready = pods.filter(({ status }) =>
        (status?.["conditions"] as { type: string; status: string }[]).some(
          (it) => it.type === "Ready" && it.status === "True",
        ),
      );
      expect(
        pods.map(({ metadata }) => metadata.labels?.["app"]),
        namespace.metadata.name,
      ).to.include.members(["higress-gateway", "higress-controller", ...serversOf(namespace.metadata.name)]);
      expect(ready.length, namespace.metadata.name).to.equal(pods.length);
    }
  });

  it("gives a token of the API server to controllers only, and to servers that of an account without rights", async () => {
    const token = (pod: LiveObject): boolean =>
      (pod.spec?.["volumes"] as readonly { readonly name: string }[]).some(({ name }) =>
        name.startsWith("kube-api-access-"),
      );
    const pods = live.filter(({ kind, metadata }) => kind === "Pod" && metadata.labels?.["app"] !== undefined);
    const holders = new Set(pods.filter(token).map(({ metadata }) => metadata.labels?.["app"]));
    const others = new Set(pods.filter((pod) => !token(pod)).map(({ metadata }) => metadata.labels?.["app"]));
    // The chart has no value that would take it from the servers.
    const servers = ["higress-plugin-server", "redis-stack-server"];
    expect([...holders].toSorted()).to.deep.equal(["higress-controller", ...servers]);
    expect([...others].toSorted()).to.deep.equal(["higress-fleet-pages", "higress-gateway"]);
    for (const pod of pods.filter(({ metadata }) => servers.includes(metadata.labels?.["app"] ?? ""))) {
      expect(pod.spec?.["serviceAccountName"]).to.equal("default");
      const subject = `system:serviceaccount:${pod.metadata.namespace ?? ""}:default`;
      for (const resource of ["secrets", "configmaps", "pods", "ingresses.networking.k8s.io"]) {
        expect(await site.kubernetes.canI(subject, "get", resource, pod.metadata.namespace ?? ""), resource).to.equal(
          "no",
        );
      }
    }
  });

  it("leaves no cluster-wide permission but to read, and what tells the platform from others", () => {
    const planned = new Set(plan.base.clusterRoles.map(identity));
    const roles = live.filter(({ kind, metadata }) => kind === "ClusterRole" && /higress|gateway/.test(metadata.name));
    expect(roles.map(identity).filter((name) => !planned.has(name))).to.deep.equal([]);
    const writing = plan.base.clusterRoles.flatMap(({ rules }) =>
      rules.filter(
        ({ verbs, resources }) =>
          verbs.some((verb) => !["get", "list", "watch"].includes(verb)) &&
          !resources.every((it) => it.endsWith("reviews")),
      ),
    );
    // The resource exists nowhere: admission policies ask for the right, and it allows nothing else.
    expect(writing).to.deep.equal([
      { apiGroups: ["higress-fleet.io"], resources: ["fleets"], verbs: ["manage"] },
      // Whether a gateway takes its class on.
      { apiGroups: ["gateway.networking.k8s.io"], resources: ["gatewayclasses/status"], verbs: ["update"] },
    ]);
  });

  it("gives a controller what it needs in its own namespace and nothing in any other", async () => {
    const [first, second] = plan.tenants;
    if (first === undefined || second === undefined) throw new Error("the test fleet has fewer than two tenants");
    const own = first.namespace.metadata.name;
    const subject = `system:serviceaccount:${own}:higress-controller`;
    const ask = (verb: string, resource: string, namespace: string) =>
      site.kubernetes.canI(subject, verb, resource, namespace);

    for (const resource of ["secrets", "configmaps", "ingresses.networking.k8s.io"]) {
      expect(await ask("list", resource, own), `list ${resource} in its own`).to.equal("yes");
      for (const other of [second.namespace.metadata.name, "higress-system", "default", "kube-system"]) {
        for (const verb of ["get", "list", "watch"]) {
          expect(await ask(verb, resource, other), `${verb} ${resource} in ${other}`).to.equal("no");
        }
      }
    }
    expect(await ask("update", "mcpbridges.networking.higress.io", own)).to.equal("yes");
    expect(await ask("create", "deployments.apps", own)).to.equal("no");
    expect(await ask("create", "subjectaccessreviews.authorization.k8s.io", own)).to.equal("yes");
  });

  it("lets the gateway that serves the Gateway API do so in its own namespace, and no other controller anywhere", async () => {
    const established = live.filter(
      ({ kind, metadata, status }) =>
        kind === "CustomResourceDefinition" &&
        metadata.name.endsWith(".gateway.networking.k8s.io") &&
        (status?.["conditions"] as { type: string; status: string }[]).some(
          (it) => it.type === "Established" && it.status === "True",
        ),
    );
    expect(established.length).to.equal(10);
    const ask = (namespace: string, verb: string, resource: string, where: string) =>
      site.kubernetes.canI(`system:serviceaccount:${namespace}:higress-controller`, verb, resource, where);
    const routes = "httproutes.gateway.networking.k8s.io";
    expect(await ask("higress-internal", "list", routes, "higress-internal")).to.equal("yes");
    expect(await ask("higress-internal", "update", routes, "higress-internal")).to.equal("no");
    expect(await ask("higress-internal", "list", "gatewayclasses.gateway.networking.k8s.io", "default")).to.equal(
      "yes",
    );
    expect(await ask("higress-internal", "create", "gatewayclasses.gateway.networking.k8s.io", "default")).to.equal(
      "no",
    );
    for (const other of ["acme-gateway", "higress-system", "default"]) {
      expect(await ask("higress-internal", "list", routes, other), other).to.equal("no");
      expect(await ask("acme-gateway", "list", routes, other), other).to.equal("no");
    }
  });

  it("keeps three revisions in helm's history, the chart's digest in each", async () => {
    // For every size: a smaller one must not be refused while the pods of a larger one go.
    const quota = { "requests.cpu": "20", "limits.cpu": "20", "requests.memory": "32Gi", "limits.memory": "32Gi" };
    for (const size of ["m", "l", "m"]) {
      site.edit((fleet) =>
        Object.assign(tenantsOf(fleet).find(({ id }) => id === "initech") ?? {}, {
          size,
          quota: { ...quota, pods: "20" },
        }),
      );
      await site.must("up");
    }
    const history = await site.helm("history", "higress", "--namespace", "initech-gateway", "--output", "json");
    const revisions = JSON.parse(history) as { revision: number; status: string; description: string }[];
    expect(revisions.map(({ revision, status }) => `${revision} ${status}`)).to.deep.equal([
      "2 superseded",
      "3 superseded",
      "4 deployed",
    ]);
    for (const { description } of revisions)
      expect(description).to.match(/chart sha256:[0-9a-f]{12}, narrowed sha256:[0-9a-f]{12}/);
  });

  it("writes nothing when nothing changed", async () => {
    const mark = auditMark(site.auditLog);
    const output = await site.must("up");
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
    expect(output).to.match(/\d+ unchanged/);
  });

  it("adds a tenant without touching anything but the entry's McpBridge", async () => {
    const before = versions(await site.kubernetes.everything());
    site.edit((fleet) => tenantsOf(fleet).push(newcomer));
    await site.must("up");
    const after = await site.kubernetes.everything();
    const changed = difference(before, versions(after));
    const namespace = tenantNamespace(newcomer.id);
    // The API server books the address of each Service in an object of its own, named by the address.
    const addresses = after.filter(
      ({ kind, spec }) => kind === "IPAddress" && JSON.stringify(spec).includes(namespace),
    );
    const own = new Set(addresses.map(identity));
    const foreign = changed.filter((name) => !name.includes(newcomer.id) && !own.has(name) && !name.includes("/Node "));
    expect(foreign).to.deep.equal(["networking.higress.io/v1/McpBridge higress-system/default"]);
    expect(changed).to.include(`v1/Namespace ${namespace}`);
  });

  it("removes a tenant without a leftover", async () => {
    site.edit((fleet) => tenantsOf(fleet).pop());
    await site.must("up");
    const rest = (await site.kubernetes.everything()).map(identity).filter((name) => name.includes(newcomer.id));
    expect(rest).to.deep.equal([]);
  });

  it("refuses a quota that is too small, naming tenant and field, and registers nothing", async () => {
    const [tenant] = plan.tenants;
    const mark = auditMark(site.auditLog);
    site.edit((fleet) => {
      const written = tenantsOf(fleet).find(({ id }) => id === tenant?.id);
      if (written !== undefined) written.quota = { "requests.cpu": "100m" };
    });
    const { code, output } = await site.run("up");
    expect(code).to.not.equal(0);
    expect(output).to.include(tenant?.id).and.include("requests.cpu").and.include('"100m"');
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
  });

  it("fills the Secret of a certificate from files, and has the key in clear nowhere else", async () => {
    place(folder(site), first);
    site.edit((fleet) => {
      fleet["tls"] = { ...(fleet["tls"] as object), directory: join(site.home, "certificates") };
      const file = { certificate: "cards.crt", key: "cards.key" };
      const globex = tenantsOf(fleet).find(({ id }) => id === "globex");
      (globex?.["certificates"] as object[]).push({ secret: "globex-cards-tls", file });
      const tenant = tenantsOf(fleet).find(({ id }) => id === plan.tenants[0]?.id);
      delete tenant?.quota;
    });
    const preview = await site.must("preview", "--diff");
    const output = await site.must("up");
    expect(await secret(site)).to.deep.equal({
      type: "kubernetes.io/tls",
      data: { "tls.crt": first.pem, "tls.key": first.key },
    });
    expect(recorded(site)).to.include("globex-cards-tls");
    for (const text of [preview, output, recorded(site)]) expect(shows(text, first)).to.equal(false);
  });

  it("takes a renewed pair of files, and refuses one that does not belong together without a word of it", async () => {
    place(folder(site), { ...second, key: first.key });
    const refused = await site.run("up");
    expect(refused.code).to.not.equal(0);
    expect(refused.output).to.include('"cards.key" is not the key of the certificate');
    place(folder(site), second);
    const preview = await site.must("preview", "--diff");
    const output = await site.must("up");
    expect((await secret(site)).data).to.deep.equal({ "tls.crt": second.pem, "tls.key": second.key });
    for (const made of [first, second]) {
      for (const text of [refused.output, preview, output, recorded(site)]) expect(shows(text, made)).to.equal(false);
    }
  });
  it("says before anything happens that cert-manager is missing", async () => {
    await site.kubernetes.kubectl("delete", "customresourcedefinition", "certificates.cert-manager.io");
    const { code, output } = await site.run("preview");
    expect(code).to.not.equal(0);
    expect(output).to.include("cert-manager-must-be-installed").and.include("certificates.cert-manager.io");
  });

  it("reports five faults at once and registers nothing", async () => {
    const mark = auditMark(site.auditLog);
    site.edit((fleet) => {
      const [first, second, third] = tenantsOf(fleet);
      if (first === undefined || second === undefined || third === undefined) throw new Error("three tenants expected");
      delete first.quota;
      first["size"] = "huge";
      second["ownr"] = "typo@example.com";
      third["hosts"] = ["*.net"];
      third["certificates"] = [{ secret: "net-tls", names: ["*.net"] }];
      delete third["entry"];
      third.quota = { "requests.cpu": "1m" };
      fleet["entry"] = { size: 7 };
    });
    const { code, output } = await site.run("up");
    expect(code).to.not.equal(0);
    expect(output).to.match(/5 faults/);
    const quotes = ['"huge"', "ownr", '"*.net"', '"1m"', "7"];
    for (const quote of quotes) expect(output).to.include(quote);
    expect(writes(auditSince(site.auditLog, mark))).to.deep.equal([]);
  });
});
