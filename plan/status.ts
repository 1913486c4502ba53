import type { Installation } from "./site.ts";

/**
 * Whether the controller writes addresses into the status of its Ingresses (`global.enableStatus`). The address is that of
 * the gateway's LoadBalancer Service, so behind a ClusterIP or a node port there is none to write. With `watch: all` it would have to write in
 * every namespace, and no controller may write outside its own. In a
 * class that is not its own another controller may still write, and the two would fight.
 */
export const writesStatus = ({ exposure, watch, ingressClass }: Installation): boolean =>
  exposure.type === "load-balancer" && watch === "own" && ingressClass === undefined;
