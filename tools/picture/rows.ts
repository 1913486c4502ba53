/** Few tenants: a row for each, from clients by the entry and its hosts to the tenant and its registries. */
import { boxOf, heightOf, padding } from "./box.ts";
import type { Contents, TenantContents } from "./contents.ts";
import { at, below, between, lowest, together, type Group } from "./group.ts";
import { besideClients, columns, entryTexts, gatewayGroups } from "./parts.ts";
import { hostsBox, reached, registryBoxes, tenantBox } from "./parts.ts";
import { moved, right, type Box } from "./shapes.ts";

/** Between two rows, between two registries of one row, and above the platform's gateways. */
const gaps = { row: 16, registry: 8, gateways: 32 } as const;

/** Lines of hosts and boxes of registries in one row. */
const most = { hosts: 6, registries: 6 } as const;

/** The entry, around the hosts of all tenants, right of it the tenants, and below the platform's own gateways. */
export function rows(contents: Contents): Group {
  const heading = entryTexts(contents);
  const flow = below(contents.tenants.map(row), at(0, heightOf(heading) + 2 * padding), gaps.row);
  const entry = boxOf({
    kind: "entry",
    frame: true,
    x: besideClients,
    width: columns.entry,
    height: contents.tenants.length === 0 ? 0 : lowest(flow.boxes) + padding,
    texts: heading,
  });
  const front = reached(contents.entry.clients, entry);
  const gateways = gatewayGroups(contents.gateways, at(0, lowest([...front.boxes, ...flow.boxes]) + gaps.gateways));
  return together(front, flow, gateways);
}

/** Hosts, tenant and registries, each in the middle of the row's height. */
function row(tenant: TenantContents): Group {
  const hosts = hostsBox(tenant, most.hosts, columns.entry - 2 * padding);
  const own = tenantBox(tenant);
  const registries = stacked(registryBoxes(tenant, most.registries));
  const height = lowest([hosts, own, ...registries]);

  const x = besideClients + padding;
  const tenantX = besideClients + columns.entry + columns.gap;
  const [leftmost = hosts] = centred([hosts], x, height);
  const [centre = own] = centred([own], tenantX, height);
  const placed = centred(registries, right(centre) + columns.gap, height);
  return {
    boxes: [leftmost, centre, ...placed],
    arrows: [between(leftmost, centre), ...placed.map((each) => between(centre, each))],
  };
}

const stacked = (boxes: readonly Box[]): readonly Box[] =>
  boxes.reduce<readonly Box[]>(
    (above, box) => [...above, ...moved([box], at(0, above.length === 0 ? 0 : lowest(above) + gaps.registry))],
    [],
  );

const centred = (boxes: readonly Box[], x: number, height: number): readonly Box[] =>
  moved(boxes, at(x, (height - lowest(boxes)) / 2));
