/** A checkout in a temporary folder: two stacks of one fleet in two regions, with a file per tenant. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Request } from "../../../tools/tenant/request.ts";
import { stacksIn } from "../../../tools/tenant/stacks.ts";
import { makeCertificate } from "../../support/certificate.ts";

export const fleetFile = "fleets/prod.yaml";

const region = (name: string, second: number): string => `  ${name}:
    podCidrs: [10.${second}.0.0/16]
    serviceCidrs: [10.${second + 1}.0.0/16]
    apiServerCidrs: [172.18.${second}.2/32]
`;

/** All but `tenants`. */
export const head = `# yaml-language-server: $schema=fleet.schema.json
environment: test
domain: aigw.example.com
regions:
${region("south", 16)}${region("north", 32)}higress:
  chart: { repository: https://charts.example.com, name: higress-core, version: 2.2.4 }
  crds: https://charts.example.com/crds.yaml
entry:
  size: s
`;

const stackFile = (fleet: string, region: string): string =>
  `config:\n  higress-fleet:fleet: ${fleet}\n  higress-fleet:region: ${region}\n`;

/** A tenant that is there before. */
export const globex = `# Kept as it is.
id: globex
owner: globex@example.com
size: s
regions: [south]
hosts: [shop.globex.org]
certificates: [{ secret: globex-org, names: [shop.globex.org] }]
`;

export const files: Readonly<Record<string, string>> = {
  "Pulumi.south.yaml": stackFile(fleetFile, "south"),
  "Pulumi.north.yaml": stackFile(fleetFile, "north"),
  [fleetFile]: `${head}tenants: prod/*.yaml\n`,
  "fleets/prod/globex.yaml": globex,
};

export const request: Request = {
  id: "acme",
  owner: "#team-acme",
  size: "s",
  hosts: ["api.acme.org"],
  regions: [],
};

export interface Site {
  readonly root: string;
  readonly put: (path: string, text: string) => void;
  readonly text: (path: string) => string;
  /** Every file, with its path. */
  readonly all: () => readonly string[];
  readonly stacks: () => ReturnType<typeof stacksIn>;
  readonly remove: () => void;
}

export function newSite(contents: Readonly<Record<string, string>> = files): Site {
  const root = mkdtempSync(join(tmpdir(), "tenant-"));
  const put = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(contents)) put(path, text);
  return {
    root,
    put,
    text: (path) => readFileSync(join(root, path), "utf8"),
    all: () =>
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
        .toSorted(),
    stacks: () => stacksIn(root),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Has globex's certificate come from a file. */
export function withFileCertificate(site: Site): void {
  const names = ["*.globex.aigw.example.com", "shop.globex.org"];
  site.put("certs/globex/all.crt", makeCertificate({ names }).pem);
  site.put(fleetFile, site.text(fleetFile).replace("tenants:", "tls: { directory: certs }\ntenants:"));
  const settings = "owner: globex@example.com\nsize: s\nhosts: [shop.globex.org]";
  const file = "{ secret: globex-all, file: { certificate: all.crt, key: all.key } }";
  site.put("fleets/prod/globex.yaml", `id: globex\n${settings}\ncertificates: [${file}]\n`);
}
