/** `remove`: what would be lost with a tenant, and what to do. It changes nothing. */
import { proofsPath } from "../../fleets/read.ts";
import type { Fleet } from "../../plan/index.ts";
import { entryNamespace, tenantNamespace } from "../../plan/names.ts";
import type { Tenant } from "../../plan/model.ts";
import { recordsOf } from "../../plan/records.ts";
import { effectsOfGoing, tellEffects } from "./effects.ts";
import { tellPlace } from "./list.ts";
import { placesOf, type FleetFiles } from "./sources.ts";
import { retireKey } from "./retire.ts";
import { fileOf, type Stack } from "./stacks.ts";
import { waivedFor } from "./waivers.ts";

/** @param stacks of the regions the tenant runs in */
export function tellRemoval(
  fleet: Fleet,
  tenant: Tenant,
  files: FleetFiles,
  stacks: readonly Stack[],
): readonly string[] {
  const { id, owner } = tenant;
  const namespace = tenantNamespace(id);
  const place = tellPlace(placesOf(files).get(id));
  const names = stacks.length > 0 ? stacks.map(({ name }) => name) : ["<stack>"];
  // What comes from files goes with the tenant; cert-manager leaves what it filled.
  const left = tenant.certificates.flatMap((certificate) => ("file" in certificate ? [] : [certificate.secret]));
  const steps: readonly (readonly string[])[] = [
    [`Ask ${owner} whether nobody needs it any more.`],
    ...(fleet.protect ? [unprotect(id, stacks, files.main.path)] : []),
    [
      files.own === undefined
        ? `Remove its item from the list: ${place}`
        : `Delete its file: ${place.replace(/:\d+$/, "")}`,
      ...fallout(fleet, files, id),
    ],
    ["Run `up` of every stack it is in, with the policy pack:", ...names.map((name) => `  pulumi up -s ${name}`)],
    ...(fleet.protect ? [[`Take its name off ${retireKey} again: ${names.map(fileOf).join(", ")}`]] : []),
    [
      `Remove its DNS records: ${recordsOf(tenant, fleet)
        .map(({ name }) => name)
        .join(", ")}`,
      ...(left.length > 0 ? [`Remove its TLS Secrets from ${entryNamespace}: ${left.join(", ")}`] : []),
    ],
  ];
  return [
    `Nothing is deleted by this command. Without tenant ${JSON.stringify(id)}:`,
    "",
    ...tellEffects(effectsOfGoing(fleet, id)),
    "",
    `With ${namespace} goes all that is in it, whoever put it there: pods, volumes, Secrets, credentials the program made up.`,
    "",
    "To let it go:",
    ...steps.flatMap((lines, at) => lines.map((line, row) => `  ${row === 0 ? `${at + 1}.` : "  "} ${line}`)),
  ];
}

/** Without it the program refuses to let go of what is protected. */
function unprotect(id: string, stacks: readonly Stack[], fleet: string): readonly string[] {
  const open = stacks.filter(({ retire }) => !retire.includes(id));
  const names = stacks.length > 0 ? stacks.map(({ name }) => name) : ["<stack>"];
  return [
    "Its namespace and its release are protected. While its settings are there, have an `up` take that off:",
    ...(open.length > 0 || stacks.length === 0 ? [`  npm run tenant -- retire ${id} --fleet ${fleet}`] : []),
    ...names.map((name) => `  pulumi up -s ${name}`),
  ];
}

/** What else must change in the fleet's files, since they would be refused without the tenant. */
function fallout(fleet: Fleet, { main, own }: FleetFiles, id: string): readonly string[] {
  const rules = waivedFor(fleet, id);
  return [
    ...(own?.files.length === 1
      ? [`It is the last: write \`tenants: []\` in ${main.path}, whose pattern matches no file then`]
      : []),
    ...(fleet.proofs.some(({ tenant }) => tenant === id)
      ? [`Take its hosts out of ${proofsPath(main.path)}: npm run domains -- verify --fleet ${main.path}`]
      : []),
    ...offCanary(fleet, main.path, id),
    ...(rules.length > 0 ? [`Remove its waivers from ${main.path}, which nobody needs then: ${rules.join(", ")}`] : []),
  ];
}

function offCanary({ higress: { canary } }: Fleet, file: string, id: string): readonly string[] {
  if (canary?.tenants.includes(id) !== true) return [];
  return canary.tenants.length + canary.gateways.length > 1
    ? [`Take its id off higress.canary.tenants in ${file}`]
    : [`Remove higress.canary from ${file}: nobody else has its chart`];
}
