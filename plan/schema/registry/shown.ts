/** Words that a registry's own people use, as routes and registries name them. */
import * as z from "zod";
import { says } from "../words.ts";

/** @param what as the message names it: `the name of a group` */
export const shown = (what: string) =>
  z.string().regex(/^[0-9A-Za-z][0-9A-Za-z._:-]*$/, says(`is not ${what}`, "Write it as the registry shows it."));

/** Below which Spring Cloud's services stand, and which becomes part of their hosts. */
export const zookeeperPath = () =>
  z
    .string()
    .regex(
      /^(\/[0-9A-Za-z._-]+)+$/,
      says(
        "is not a path in ZooKeeper that can be part of a host",
        'Begin with "/", leave out the one at the end, and use letters, digits, ".", "_" and "-": "/services/shop".',
      ),
    );
