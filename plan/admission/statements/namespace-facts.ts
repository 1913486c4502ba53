import { labelPrefix } from "../../names.ts";
import { madeBy } from "../controllers.ts";
import type { Statement } from "../statement.ts";

/** Annotations of ours: what the other statements go by. */
const facts = (object: string): string =>
  `${object}.metadata.?annotations.orValue({}).transformMap`;

export const namespaceFacts: Statement = {
  id: "namespace-facts",
  title: "",
  scope: "namespaces",
  matches: [],
  validations: [],
};
void labelPrefix; void madeBy; void facts;
