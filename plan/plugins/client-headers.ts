/** Headers of requests by which somebody says who a client is, and which of them a plugin may be told to read or to write. */
import { headerName } from "../schema/header.ts";
import { says } from "../schema/words.ts";
import { clientAddressHeader, consumerHeader } from "./client-address.ts";

/** What entry, gateway and plugins tell each other of a client. */
const told = new RegExp(
  `^(${consumerHeader}|${clientAddressHeader}|forwarded|x-real-ip|x-request-id|x-forwarded-.+|x-envoy-.+)$`,
);

/** What clients send for reasons of their own; whatever a plugin writes, the entry takes out of requests. */
const clients =
  /^(authorization|proxy-authorization|cookie|origin|referer|user-agent|expect|range|date|cache-control|pragma|(accept|access-control|content|if|sec)(-.+)?)$/;

/** Of one that may hold what a client shows of itself, in lower case. */
export const shownHeader = () =>
  headerName().refine(
    (name) => !told.test(name),
    says("is a header of the entry's and the gateway's", 'Take one of the clients\' own: "x-api-key".'),
  );

/** Of one that tells the backend who a client is, in lower case. */
export const identityHeader = () =>
  shownHeader().refine(
    (name) => !clients.test(name),
    says("is a header that clients send for other reasons", 'Take one that nobody else has: "x-user".'),
  );
