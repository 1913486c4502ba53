/** `remove`: what would be lost with a tenant, and what to do. It changes nothing. */
import type { Fleet } from "../../plan/index.ts";
import { entryNamespace, tenantNamespace } from "../../plan/names.ts";
import type { Tenant } from "../../plan/model.ts";
import { effectsOfGoing, tellEffects } from "./effects.ts";
import { recordsOf } from "./records.ts";
import { tellPlace } from "./list.ts";
import { placesOf, type FleetFiles } from "./sources.ts";
import type { Stack } from "./stacks.ts";
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
  const steps: readonly (readonly string[])[] = [
    [`Ask ${owner} whether nobody needs it any more.`],
    ...(fleet.protect ? [unprotect(id, names)] : []),
    [
      files.own === undefined
        ? `Remove its item from the list: ${place}`
        : `Delete its file: ${place.replace(/:\d+$/, "")}`,
      ...fallout(fleet, files, id),
    ],
    ["Run `up` of every stack it is in, with the policy pack:", ...names.map((name) => `  pulumi up -s ${name}`)],
    [
      `Remove its DNS records: ${recordsOf(tenant, fleet.domain)
        .map(({ name }) => name)
        .join(", ")}`,
      `Remove its TLS Secrets from ${entryNamespace}: ${tenant.certificates.map(({ secret }) => secret).join(", ")}`,
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

/** The engine refuses to delete what is protected. */
const unprotect = (id: string, stacks: readonly string[]): readonly string[] => [
  "Its namespace and its release are protected: take that from both, in every stack it is in:",
  ...stacks.flatMap((stack) => [
    `  pulumi stack -s ${stack} --show-urns | grep -E '::${id}[.](namespace|release)$'`,
    `  pulumi state unprotect -s ${stack} '<urn>'`,
  ]),
];

/** What else must change in the fleet's files, since they would be refused without the tenant. */
function fallout(fleet: Fleet, { main, own }: FleetFiles, id: string): readonly string[] {
  const rules = waivedFor(fleet, id);
  return [
    ...(own?.files.length === 1
      ? [`It is the last: write \`tenants: []\` in ${main.path}, whose pattern matches no file then`]
      : []),
    ...(rules.length > 0 ? [`Remove its waivers from ${main.path}, which nobody needs then: ${rules.join(", ")}`] : []),
  ];
}
