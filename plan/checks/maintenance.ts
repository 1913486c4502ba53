/** What clients get in place of a tenant: something where it is asked for, somebody who says it, and no way round in a circle. */
import { answersConfig } from "../answers.ts";
import { bytesOf } from "../bytes.ts";
import { enclosing } from "../hosts.ts";
import { answerIn, pageOf } from "../maintenance.ts";
import { pageServerImage } from "../page-server.ts";
import { runningIn } from "../site.ts";
import { tenantHosts } from "../tenant-hosts.ts";
import { distinct, quote, quoteAll, regionsOf, type Check } from "./check.ts";

export const maintenanceHasAPage: Check = ({ tenants }) =>
  tenants.flatMap(({ id, maintenance }, at) =>
    !maintenance.active || maintenance.shown !== undefined
      ? []
      : [
          {
            path: ["tenants", at, "maintenance", "active"],
            message: `tenant ${quote(id)} is under maintenance, and there is no page to send its clients to and no answer`,
            remedy:
              "Give it a maintenance.page or a maintenance.answer, or the fleet one for all; or suspend it, for a bare 503.",
          },
        ],
  );

export const pagesAreElsewhere: Check = ({ tenants, domain }) => {
  const away = new Map(
    tenants
      .filter((tenant) => pageOf(tenant) !== undefined)
      .flatMap((tenant) => tenantHosts(tenant, domain).map((host) => [host, tenant.id] as const)),
  );
  return tenants.flatMap((tenant, at) => {
    const page = pageOf(tenant);
    const host = page === undefined || !URL.canParse(page) ? "" : new URL(page).hostname;
    const owner = [...enclosing(host)].map((each) => away.get(each)).find((id) => id !== undefined);
    if (owner === undefined) return [];
    return [
      {
        path: ["tenants", at, "maintenance", "page"],
        message: `tenant ${quote(tenant.id)} sends its clients to ${quote(host)}, a host of tenant ${quote(owner)}, which sends its clients away too: they would go round`,
        remedy: "Name a page, of the fleet or of this tenant alone, that does not stand behind who is away.",
      },
    ];
  });
};

export const answersHaveAServer: Check = ({ entry, tenants }) => {
  const ids = tenants.filter(({ maintenance }) => answerIn(maintenance.shown) !== undefined).map(({ id }) => id);
  if (ids.length === 0 || entry.pageServer !== undefined) return [];
  const [named, more] = [ids.slice(0, 3), ids.length - 3];
  return [
    {
      path: ["entry", "pageServer"],
      message: `nothing gives the answers of ${quoteAll(named)}${more > 0 ? ` and ${more} more` : ""}`,
      remedy: "Set entry.pageServer to true; or name a maintenance.page on a web server that there is.",
    },
  ];
};

export const pageServerHasAnImage: Check = ({ entry: { pageServer }, higress }) =>
  pageServer === undefined || pageServerImage(pageServer, higress) !== undefined
    ? []
    : [
        {
          path: ["entry", "pageServer", "image"],
          message: "the page server has no image: the chart is a directory, whose version only Helm reads",
          remedy: 'Name the gateway\'s image of that version: "registry.example.com/higress/gateway:2.2.4".',
        },
      ];

/** Less than the mebibyte of a ConfigMap, which has its metadata in it, too. */
const mostBytes = 1_000_000;

/** As if all were away at once, so that nobody is first told when it is. */
export const answersFitTheConfigMap: Check = (fleet) => {
  const everybody = fleet.tenants
    .filter(({ maintenance }) => answerIn(maintenance.shown) !== undefined)
    .map((tenant) => ({ ...tenant, suspend: true }));
  return distinct(
    regionsOf(Object.keys(fleet.regions), fleet).flatMap(({ name }) => {
      const config = answersConfig(runningIn(name, everybody), fleet.domain, "::");
      const bytes = bytesOf(config);
      if (bytes <= mostBytes) return [];
      return [
        {
          path: ["entry", "pageServer"],
          message: `the answers of ${everybody.length} tenants are ${quote(bytes)} bytes together, and one ConfigMap holds ${quote(mostBytes)}`,
          remedy: "Shorten them, or have the large ones on a web server and name that page.",
        },
      ];
    }),
  );
};
