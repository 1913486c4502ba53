/** Many tenants: a card for each, in a frame that the entry leads to. */
import { boxOf, heightOf, padding } from "./box.ts";
import type { Contents, TenantContents } from "./contents.ts";
import { at, lowest, together, type Group } from "./group.ts";
import { besideClients, columns, entryTexts, gatewayGroups, reached, tenantFull } from "./parts.ts";
import { moved, name, plain, type Box } from "./shapes.ts";
import { count, firstOf, typesOf } from "./words.ts";

const card = { width: 220, gap: 10 } as const;

/** Cards beside each other: at most what a screen shows without scrolling to the side, and hardly more than there are rows. */
const mostBeside = 6;
const besideEachOther = (cards: number): number => Math.min(mostBeside, Math.ceil(Math.sqrt(cards)));

/** Entry and clients, right of them the platform's own gateways, and below the cards of all tenants in the order of their ids. */
export function grid(contents: Contents): Group {
  const { entry, tenants } = contents;
  const front = reached(
    entry.clients,
    boxOf({ kind: "entry", x: besideClients, width: columns.entry, texts: entryTexts(contents) }),
  );
  const gateways = gatewayGroups(contents.gateways, at(besideClients + columns.entry + columns.gap, 0));
  const top = lowest([...front.boxes, ...gateways.boxes]) + columns.gap;
  const heading = [name(count(tenants.length, "tenant"))];
  const beside = besideEachOther(tenants.length);
  const cards = tenants.map(cardOf);
  const height = Math.max(...cards.map((each) => each.height));
  const first = top + padding + heightOf(heading) + padding;
  const placed = cards.map((each, index) => {
    const [x, y] = [index % beside, Math.floor(index / beside)];
    return moved([each], at(padding + x * (card.width + card.gap), first + y * (height + card.gap)));
  });
  const frame = boxOf({
    kind: "tenant",
    frame: true,
    y: top,
    width: beside * (card.width + card.gap) - card.gap + 2 * padding,
    height: lowest(placed.flat()) + padding - top,
    texts: heading,
  });
  const middleOfEntry = besideClients + columns.entry / 2;
  const down = [at(middleOfEntry, bottomOfEntry(front.boxes)), at(middleOfEntry, top)];
  return together(front, gateways, { boxes: [frame, ...placed.flat()], arrows: [down] });
}

const bottomOfEntry = (boxes: readonly Box[]): number => lowest(boxes.filter(({ kind }) => kind === "entry"));

/** Every card has the same lines, so that all are of one height. */
function cardOf(tenant: TenantContents): Box {
  const { id, owner, size, servers, routes, hosts, registries } = tenant;
  const sized = [
    `size ${size}`,
    count(routes, "route"),
    ...(servers.length === 0 ? [] : [count(servers.length, "server")]),
  ];
  const found =
    registries.length === 0
      ? "no registry"
      : `${count(registries.length, "registry", "registries")}: ${typesOf(registries)}`;
  return boxOf({
    kind: "tenant",
    tenant: id,
    width: card.width,
    texts: [name(id), ...[owner, sized.join(" · "), firstOf(hosts), found].map(plain)],
    full: tenantFull(tenant),
  });
}
