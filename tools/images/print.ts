/** How the list of images is printed. */
import { table } from "../table.ts";
import type { NeededImage, Users } from "./images.ts";

/** In the column of upstream references: nothing to copy. */
export const nothing = "-";

/**
 * One line per image: reference, upstream reference, users. No part of the first two has a space in it, so that
 * `while read -r to from users` takes a line apart.
 */
export function imageLines(images: readonly NeededImage[]): readonly string[] {
  return table(images.map(({ image, upstream = nothing, usedBy }) => [image, upstream, usersIn(usedBy)]));
}

/** `entry, 1 gateway, 10 tenants` */
function usersIn({ entry, gateways, tenants }: Users): string {
  return [
    ...(entry > 0 ? ["entry"] : []),
    ...(gateways > 0 ? [counted(gateways, "gateway")] : []),
    ...(tenants > 0 ? [counted(tenants, "tenant")] : []),
  ].join(", ");
}

const counted = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;
