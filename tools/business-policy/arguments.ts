/** What was asked of `npm run business-policy`. */
import { dnsLabel } from "../../plan/names.ts";
import { refuseStackFile } from "../asked.ts";
import { readStackFile } from "../stack-file.ts";
import { typed } from "../typed.ts";

export interface Wanted {
  /** Path of the fleet file. */
  readonly fleet: string;
  readonly tenant: string;
  /** Regions whose gateways may come; none: all in which the tenant has one. */
  readonly regions: readonly string[];
  /** Of the business cluster; absent: whoever applies the policy says it. */
  readonly namespace?: string;
  /** Labels of the pods that are called; none: all of the namespace. */
  readonly labels: Readonly<Record<string, string>>;
  /** None: those that the tenant's `network.egress` opens. */
  readonly ports: readonly number[];
}

const usage =
  "Usage: npm run business-policy -- --tenant ID [--region NAME]… [--namespace NAME] [--label KEY=VALUE]… [--port NUMBER]… [--stack NAME | FLEET.yaml]";

/** @throws Error, for people, naming what has no place or no sense */
export function wanted(args: readonly string[]): Wanted {
  const { values, positionals } = typed(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        tenant: { type: "string" },
        region: { type: "string", multiple: true },
        namespace: { type: "string" },
        label: { type: "string", multiple: true },
        port: { type: "string", multiple: true },
        stack: { type: "string", short: "s" },
      },
    },
    usage,
  );
  const { tenant, region = [], namespace, label = [], port = [], stack } = values;
  const [fleet, ...more] = positionals;
  if (more.length > 0 || (fleet !== undefined && stack !== undefined)) {
    throw new Error(`Name one stack or one fleet file.\n${usage}`);
  }
  if (fleet !== undefined) refuseStackFile(fleet, "npm run business-policy --");
  if (tenant === undefined) throw new Error(`Say whose gateways call: --tenant ID.\n${usage}`);
  if (namespace !== undefined && !(dnsLabel.test(namespace) && namespace.length <= 63)) {
    throw new Error(`${JSON.stringify(namespace)} is no name of a namespace.`);
  }
  return {
    fleet: fleet ?? readStackFile(`Pulumi.${stack ?? "test"}.yaml`).fleet,
    tenant,
    regions: region,
    ...(namespace !== undefined && { namespace }),
    labels: labelsOf(label),
    ports: port.map(portOf),
  };
}

/** Key and value as Kubernetes has them, the key with or without a domain before it. */
const labelForm =
  /^((?:[a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)=([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)$/;

function labelsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const labels = texts.map(labelOf);
  const twice = labels.find(([key], at) => labels.findIndex(([other]) => other === key) < at);
  if (twice !== undefined) {
    throw new Error(
      `Label ${JSON.stringify(twice[0])} is given twice, and a pod has one value of it. Write a policy for each.`,
    );
  }
  return Object.fromEntries(labels);
}

function labelOf(text: string): readonly [key: string, value: string] {
  const [, key, , , value] = labelForm.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new Error(`${JSON.stringify(text)} is no label. Write --label app=orders.`);
  }
  return [key, value];
}

function portOf(text: string): number {
  const port = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) throw new Error(`${JSON.stringify(text)} is no port. Write --port 8080.`);
  return port;
}
