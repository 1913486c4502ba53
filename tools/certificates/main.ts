/**
 * `npm run certificates`: reads the TLS Secrets beside the entry and holds them against the fleet file: names, key, chain, dates. It
 * asks the cluster of KUBECONFIG, by kubectl, and needs the right to read Secrets in the entry's namespace. Exit code 1 when one
 * serves its hosts no more, or never did. No key is printed or kept. Whether Secrets for anything else are there, `npm run secrets` says.
 */
import { readFleet } from "../../fleets/read.ts";
import { sound } from "../../fleets/sound.ts";
import { entryNamespace } from "../../plan/names.ts";
import { list, record, text } from "../../policy/model/shape.ts";
import { command } from "../command.ts";
import { kubectl, must } from "../prove/kubectl.ts";
import { readStackFile } from "../stack-file.ts";
import { reportOf, type Held } from "./report.ts";

const [stackFile = "Pulumi.test.yaml"] = process.argv.slice(2);

const plain = (value: unknown): string => Buffer.from(text(value) ?? "", "base64").toString();

async function held(): Promise<ReadonlyMap<string, Held>> {
  const type = "--field-selector=type=kubernetes.io/tls";
  const printed = await must(kubectl, ["get", "secrets", "--namespace", entryNamespace, type, "--output=json"]);
  return new Map(
    list((JSON.parse(printed) as { readonly items?: unknown }).items).map((secret) => {
      const { metadata, data } = record(secret);
      const { "tls.crt": certificate, "tls.key": key } = record(data);
      return [text(record(metadata).name) ?? "", { certificate: plain(certificate), key: plain(key) }];
    }),
  );
}

await command(async () => {
  const { fleet: file, region } = readStackFile(stackFile);
  const { fleet } = sound(readFleet(file));
  const { lines, faults, warnings } = reportOf(fleet, region, await held(), Date.now());
  for (const line of lines) console.log(line);
  for (const warning of warnings) console.log(`warning: ${warning}`);
  for (const fault of faults) console.log(`FAILED ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
});
