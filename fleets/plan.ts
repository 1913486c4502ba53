/** From a fleet file to the plan of one of its regions. */
import { formatFault, parseCrds, planFleet, type Plan } from "../plan/index.ts";
import { chartDigest, digestOf } from "./digest.ts";
import { readGatewayApi } from "./gateway-api.ts";
import { readFleet, readText } from "./read.ts";
import { sound } from "./sound.ts";

interface Asked {
  /** File or URL to read in place of all CRDs that the fleet names, for whoever has no way to the Internet. */
  readonly crds?: string | undefined;
  /** Whether the keys of certificates from files are looked at, too. */
  readonly keys?: boolean;
  /** Told of what is right still and will not be for long. */
  readonly warn?: (warning: string) => void;
}

/**
 * @param path of the fleet file, relative to the project's root, where its relative paths start too
 * @throws Error with every fault of the file, for people; Error when the fleet has no such region
 */
export async function planFile(
  path: string,
  region: string,
  { crds, keys = false, warn = () => undefined }: Asked = {},
): Promise<Plan> {
  const { fleet, warnings = [] } = sound(readFleet(path, process.cwd(), keys));
  for (const warning of warnings) warn(formatFault(warning));
  const file = crds ?? fleet.higress.crds;
  const definitions = sound(parseCrds({ file, text: await readText(file) }));
  const gatewayApi = crds === undefined ? sound(await readGatewayApi(fleet, path)) : { crds: [] };
  return planFleet(fleet, region, {
    crds: [...definitions.crds, ...gatewayApi.crds],
    narrowDigest: digestOf("components/narrow.ts", "components/manifest.ts", "components/console-secret.ts"),
    chartDigest,
  });
}
