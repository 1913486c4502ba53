/** The file of proofs, as `verify` writes it. */
import { stringify } from "yaml";
import type { Proof } from "../../plan/model/domains.ts";

const head = `# yaml-language-server: $schema=proofs.schema.json
# Which hosts are proven. Written by \`npm run domains -- verify\`: review and commit it, and change nothing by hand (docs/domains.md).
`;

/** The same text for the same proofs, in one order of keys. */
export function proofsText(proofs: readonly Proof[]): string {
  const items = proofs.map(({ host, tenant, record, value, state, since, missing }) => ({
    ...{ host, tenant, record, value, state, since },
    ...(missing !== undefined && { missing }),
  }));
  return head + stringify({ proofs: items }, { version: "1.2", schema: "core", compat: "yaml-1.1", lineWidth: 0 });
}
