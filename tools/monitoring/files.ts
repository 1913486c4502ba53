/** What the command writes: rules and boards by path, as plain files or as objects of Kubernetes. */
import { stringify } from "yaml";
import type { Fleet } from "../../plan/index.ts";
import type { Monitoring } from "../../plan/model/monitoring.ts";
import { managedBy, labels } from "../../plan/names.ts";
import { fleetBoard, installationBoard, uidOf } from "./board.ts";
import { ruleGroup, type RuleGroup } from "./rules.ts";
import { watchedIn, type Place } from "./watched.ts";

export const forms = ["files", "objects"] as const;
export type Form = (typeof forms)[number];

interface Made {
  /** `fleet`, or the namespace of an installation: none is called so. */
  readonly name: string;
  readonly group?: RuleGroup;
  readonly board: object;
}

/**
 * Text by path, relative to the folder that is asked for.
 * @throws Error, for people, when the fleet lets nobody read metrics
 */
export function monitoringFiles(fleet: Fleet, region: string, form: Form): ReadonlyMap<string, string> {
  const { monitoring } = fleet;
  if (monitoring === undefined) {
    throw new Error(
      "The fleet file has no monitoring, so nobody can read the metrics: add monitoring.namespace and monitoring.scrape, and run `up`.",
    );
  }
  const made = allOf(fleet, region, monitoring);
  return new Map(
    form === "files" ? made.flatMap(asFiles) : made.map((one) => asObjects(one, fleet, region, monitoring)),
  );
}

function allOf(fleet: Fleet, region: string, { alerts }: Monitoring): readonly Made[] {
  const place: Place = { environment: fleet.environment, region };
  const watched = watchedIn(fleet, region);
  return [
    { name: "fleet", board: fleetBoard(place, watched, alerts) },
    ...watched.map((each) => {
      const at = { ...alerts, ...each.alerts };
      return {
        name: each.namespace,
        // Every alert would come true of it.
        ...(each.isSuspended !== true && { group: ruleGroup(fleet, region, each, at, `/d/${uidOf(place, each.id)}`) }),
        board: installationBoard(place, each, at),
      };
    }),
  ];
}

const asFiles = ({ name, group, board }: Made): readonly (readonly [path: string, text: string])[] => [
  ...(group === undefined ? [] : [[`rules/${name}.yaml`, yaml({ groups: [group] })] as const]),
  [`boards/${name}.json`, `${JSON.stringify(board, null, 2)}\n`],
];

/** For the operator, and for Grafana's sidecar, which takes what carries the label. */
function asObjects({ name, group, board }: Made, fleet: Fleet, region: string, { namespace, scrape }: Monitoring) {
  const own = { [labels.fleet]: fleet.environment, [labels.region]: region, [labels.managedBy]: managedBy };
  const metadata = (more: object) => ({ name: `higress-${name}`, namespace, labels: { ...more, ...own } });
  const rules = group && {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    metadata: metadata(scrape.by === "pod-monitor" ? scrape.labels : {}),
    spec: { groups: [group] },
  };
  const configuration = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata({ grafana_dashboard: "1" }),
    data: { [`higress-${name}.json`]: JSON.stringify(board) },
  };
  const text = [rules, configuration].flatMap((object) => (object === undefined ? [] : [yaml(object)])).join("---\n");
  return [`${name}.yaml`, text] as const;
}

const yaml = (value: object): string => stringify(value, { lineWidth: 0 });
