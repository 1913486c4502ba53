import { expect } from "chai";
import { parse, stringify } from "yaml";
import type { OwnAlerts } from "../../../plan/model/monitoring.ts";
import { fleetOf } from "../../support/plan.ts";
import { alerts } from "../../../tools/monitoring/alerts.ts";
import { monitoringFiles } from "../../../tools/monitoring/files.ts";
import { ruleGroup, severityIn } from "../../../tools/monitoring/rules.ts";
import { watchedIn } from "../../../tools/monitoring/watched.ts";
import { reading, validFleet, validTenant } from "../../plan/fleet.ts";
import { promtool } from "./promtool.ts";

const examples = [
  ["fleets/test.yaml", "local"],
  ["fleets/prod.yaml", "north"],
] as const;

const rulesOf = (file: string, region: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...monitoringFiles(fleetOf(file), region, "files")]
      .filter(([path]) => path.startsWith("rules/"))
      .map(([path, text]) => [path.replace("/", "-"), text]),
  );

describe("alerting rules", function () {
  this.timeout(60_000);

  for (const [file, region] of examples) {
    it(`of ${file} are what Prometheus takes, without a warning`, () => {
      const rules = rulesOf(file, region);
      expect(Object.keys(rules)).to.have.length(watchedIn(fleetOf(file), region).length);
      expect(promtool(rules, "check", "rules", "--lint=all", "--lint-fatal", ...Object.keys(rules))).to.equal("");
    });
  }

  it("that Prometheus would not take are told", () => {
    const broken = stringify({ groups: [{ name: "a", rules: [{ alert: "A", expr: "sum(" }] }] });
    expect(promtool({ "a.yaml": broken }, "check", "rules", "a.yaml")).to.include("parse error");
  });

  it("carry whom to call, and how loud: production alone wakes somebody", () => {
    const fleet = validFleet({ monitoring: reading });
    const acme = watchedIn(fleet, "south").find(({ id }) => id === "acme");
    if (acme === undefined) throw new Error("the fleet has no acme in the south");
    const { rules } = ruleGroup(fleet, "south", acme, reading.alerts, "/d/board");
    expect(rules[0]?.labels).to.deep.equal({
      severity: "critical",
      environment: "prod",
      region: "south",
      namespace: "acme-gateway",
      tenant: "acme",
      owner: "acme@example.com",
    });
    expect(rules.map(({ alert }) => alert)).not.to.include("HigressCertificateExpires");
    expect(
      (["prod", "staging", "test", "dev"] as const).map((profile) => severityIn(profile, "critical")),
    ).to.deep.equal(["critical", "warning", "warning", "warning"]);
    expect(severityIn("staging", "warning")).to.equal("info");
  });

  it("are none for a tenant that is suspended, which keeps its board", () => {
    const tenants = [validTenant("acme", { suspend: true })];
    const files = monitoringFiles(validFleet({ monitoring: reading, tenants }), "south", "files");
    expect([...files.keys()].filter((path) => path.includes("acme"))).to.deep.equal(["boards/acme-gateway.json"]);
  });

  it("do not ask for requests of a tenant that the entry answers for or sends elsewhere while its pods run", () => {
    const names = (active: boolean) => {
      const tenants = [
        validTenant("acme", { maintenance: { active, shown: { page: "https://status.example.org/" } } }),
      ];
      const files = monitoringFiles(validFleet({ monitoring: reading, tenants }), "south", "files");
      const { groups } = parse(files.get("rules/acme-gateway.yaml") ?? "") as {
        readonly groups: readonly [{ readonly rules: readonly { readonly alert: string }[] }];
      };
      return groups[0].rules.map(({ alert }) => alert);
    };
    expect(names(false)).to.include("HigressSilent");
    expect(names(true)).to.deep.equal(names(false).filter((name) => name !== "HigressSilent"));
  });

  it("have the thresholds of the fleet file", () => {
    const at = {
      errorPercent: 3,
      latency: 777,
      connections: 4321,
      certificateDays: 17,
      quotaPercent: 66,
      quietBelow: 0.25,
    };
    const text = JSON.stringify([
      ...monitoringFiles(validFleet({ monitoring: { ...reading, alerts: at } }), "south", "files"),
    ]);
    for (const part of ["> 3 and", "> 777 and", "> 4321", "< 17", "> 66", "> 0.25"]) expect(text).to.include(part);
  });

  it("have a tenant's own thresholds where it names some, the fleet's otherwise, and change nobody else's", () => {
    const files = (alerts?: OwnAlerts) =>
      monitoringFiles(
        validFleet({
          monitoring: reading,
          tenants: [validTenant("acme", alerts && { alerts }), validTenant("globex")],
        }),
        "south",
        "files",
      );
    const [before, after] = [files(), files({ errorPercent: 1, latency: 777 })];
    const changed = [...after].flatMap(([path, text]) => (before.get(path) === text ? [] : [path]));
    expect(changed).to.have.members(["rules/acme-gateway.yaml", "boards/acme-gateway.json"]);
    const rules = after.get("rules/acme-gateway.yaml") ?? "";
    for (const part of ["> 1 and", "more than 1 %", "> 777 and", "longer than 777 ms"]) expect(rules).to.include(part);
    expect(rules).to.include(`> ${reading.alerts.connections}`);
    expect(promtool({ "r.yaml": rules }, "check", "rules", "--lint=all", "--lint-fatal", "r.yaml")).to.equal("");
    expect(files({ quietBelow: 0.25 }).get("rules/acme-gateway.yaml")).to.include("> 0.25");
    expect(files({ quotaPercent: 66, connections: 4321 }).get("rules/acme-gateway.yaml"))
      .to.include("> 66")
      .and.include("> 4321");
  });

  it("are not templates of a tenant's making", () => {
    const owner = '{{ query "up" }} #acme';
    const fleet = validFleet({ monitoring: reading, tenants: [validTenant("acme", { owner })] });
    const files = monitoringFiles(fleet, "south", "files");
    const rules = files.get("rules/acme-gateway.yaml") ?? "";
    const unit = stringify({
      rule_files: ["r.yaml"],
      tests: [
        {
          interval: "1m",
          alert_rule_test: [
            {
              eval_time: "10m",
              alertname: "HigressGatewayDown",
              exp_alerts: [{ exp_labels: labelsOf(rules, owner), exp_annotations: annotationsOf(rules, owner) }],
            },
          ],
        },
      ],
    });
    expect(tested(rules, unit)).to.equal("");
  });
});

interface Written {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}
const downIn = (rules: string): Written => {
  const [group] = (parse(rules) as { readonly groups: readonly { readonly rules: readonly Written[] }[] }).groups;
  const down = group?.rules.find(({ alert }) => alert === "HigressGatewayDown");
  if (down === undefined) throw new Error("no such rule");
  return down;
};
const labelsOf = (rules: string, owner: string) => ({ ...downIn(rules).labels, owner });
const annotationsOf = (rules: string, owner: string) => ({ ...downIn(rules).annotations, owner });
const tested = (rules: string, unit: string): string =>
  promtool({ "r.yaml": rules, "test.yaml": unit }, "test", "rules", "test.yaml");

/** Samples, a minute apart, and the alerts that fire after half an hour. */
const cases: readonly (readonly [what: string, series: Readonly<Record<string, string>>, fires: readonly string[]])[] =
  [
    ["all is well", {}, []],
    ["5xx are many", { 'rq{response_code_class="5xx"}': "0+60x40" }, ["HigressErrors"]],
    ["5xx are few", { 'rq{response_code_class="5xx"}': "0+6x40" }, []],
    ["latency is high", { bucketAt1000: "0+0x40", bucketAt2500: "0+0x40" }, ["HigressSlow"]],
    ["nobody asks any more", { total: "0+600x14 8400x26" }, ["HigressSilent"]],
    ["one pod holds too many connections", { connections: "30000x40" }, ["HigressConnections"]],
    ["a gateway refuses configuration for the first time", { rejects: "_x25 1x15" }, ["HigressConfigurationFailed"]],
    ["it refused some long ago", { rejects: "1x40" }, []],
    ["no gateway is connected", { connected: "0x40" }, ["HigressDisconnected"]],
    ["no gateway pod is there", { live: "_x40" }, ["HigressGatewayDown"]],
    ["a certificate ends in two weeks", { days: "14x100" }, []],
    ["the quota of pods is nearly full", { used: "19x40" }, ["HigressQuotaNearlyFull"]],
  ];

const well: Readonly<Record<string, string>> = {
  total: "0+600x40",
  'rq{response_code_class="2xx"}': "0+600x40",
  bucketAt1000: "0+595x40",
  bucketAt2500: "0+600x40",
  bucketAtInf: "0+600x40",
  connections: "100x40",
  connected: "2x40",
  live: "1x40",
  days: "60x40",
  used: "10x40",
};

const where = 'namespace="acme-gateway",pod="a"';
const listener = `${where},http_conn_manager_prefix="outbound_0.0.0.0_80"`;
const names: Readonly<Record<string, string>> = {
  total: `envoy_http_downstream_rq_total{${listener}}`,
  'rq{response_code_class="2xx"}': `envoy_http_downstream_rq{${listener},response_code_class="2xx"}`,
  'rq{response_code_class="5xx"}': `envoy_http_downstream_rq{${listener},response_code_class="5xx"}`,
  bucketAt1000: `envoy_http_downstream_rq_time_bucket{${listener},le="1000"}`,
  bucketAt2500: `envoy_http_downstream_rq_time_bucket{${listener},le="2500"}`,
  bucketAtInf: `envoy_http_downstream_rq_time_bucket{${listener},le="+Inf"}`,
  connections: `envoy_cluster_upstream_cx_active{${where},cluster_name="outbound|80||shop.dns"}`,
  rejects: `pilot_total_xds_rejects{${where},type="cds"}`,
  connected: `pilot_xds{${where},version="1.27.1"}`,
  live: `envoy_server_live{${where}}`,
  days: `envoy_server_days_until_first_cert_expiring{${where}}`,
  used: 'kube_resourcequota{namespace="acme-gateway",resourcequota="quota",resource="pods",type="used"}',
};
const hard = {
  series: 'kube_resourcequota{namespace="acme-gateway",resourcequota="quota",resource="pods",type="hard"}',
  values: "20x40",
};
const loadBalancers = ["used", "hard"].map((type) => ({
  series: `kube_resourcequota{namespace="acme-gateway",resourcequota="quota",resource="services.loadbalancers",type="${type}"}`,
  values: "1x40",
}));

describe("an alert", function () {
  this.timeout(60_000);
  const rules =
    monitoringFiles(validFleet({ monitoring: reading }), "south", "files").get("rules/acme-gateway.yaml") ?? "";
  /** Counted, so that labels and annotations need not be written out for each. */
  const firing = (alert: string) => `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`;

  for (const [what, series, fires] of cases) {
    it(`${fires.length === 0 ? "stays away" : `${fires.join(", ")} comes`} where ${what}`, () => {
      const input = Object.entries({ ...well, ...series }).map(([key, values]) => ({ series: names[key], values }));
      const unit = stringify({
        rule_files: ["r.yaml"],
        evaluation_interval: "1m",
        tests: [
          {
            interval: "1m",
            input_series: [...input, hard, ...loadBalancers],
            promql_expr_test: alerts.map(({ name }) => ({
              expr: firing(name),
              eval_time: "35m",
              exp_samples: [{ labels: "{}", value: fires.includes(name) ? 1 : 0 }],
            })),
          },
        ],
      });
      expect(tested(rules, unit)).to.equal("");
    });
  }

  it("of a certificate comes at the entry, soon and at last, and not where Envoy has none", () => {
    const entry = monitoringFiles(validFleet({ monitoring: reading }), "south", "files").get(
      "rules/higress-system.yaml",
    );
    const days = (value: number, fires: readonly string[]) => ({
      interval: "1m",
      input_series: [
        {
          series: 'envoy_server_days_until_first_cert_expiring{namespace="higress-system",pod="a"}',
          values: `${value}x100`,
        },
      ],
      promql_expr_test: ["HigressCertificateExpiresSoon", "HigressCertificateExpires"].map((name) => ({
        expr: firing(name),
        eval_time: "90m",
        exp_samples: [{ labels: "{}", value: fires.includes(name) ? 1 : 0 }],
      })),
    });
    const tests = [
      days(4294967295, []),
      days(21, []),
      days(20, ["HigressCertificateExpiresSoon"]),
      days(0, ["HigressCertificateExpiresSoon", "HigressCertificateExpires"]),
    ];
    expect(tested(entry ?? "", stringify({ rule_files: ["r.yaml"], evaluation_interval: "1m", tests }))).to.equal("");
  });
});
