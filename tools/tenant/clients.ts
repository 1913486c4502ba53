/** What the clients of a tenant that is away get. */
import { bytesOf } from "../../plan/bytes.ts";
import { answerOf, pageOf } from "../../plan/maintenance.ts";
import type { Tenant } from "../../plan/model.ts";

/** After "its clients"; undefined where its gateway answers, or nobody does. */
export function clientsOf(tenant: Tenant): string | undefined {
  const page = pageOf(tenant);
  if (page !== undefined) return `are sent to ${page}`;
  const answer = answerOf(tenant);
  if (answer === undefined) return undefined;
  const kind = { text: "a text", html: "a page" }[answer.type];
  return `are answered 503 with ${kind} of ${bytesOf(answer.body)} bytes`;
}
