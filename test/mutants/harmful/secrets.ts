/** Credentials at the wrong place, and exceptions that nobody answers for. */
import type { Facts, Waiver } from "../../../policy/facts.ts";
import { annotated, set, tenantsIn } from "../edits.ts";
import { harmful, type Harmful, type Operator } from "../mutant.ts";

const pem = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKc\n-----END PRIVATE KEY-----";

/** Of each tenant, good but for one thing. */
const waiver =
  (change: (lawful: Waiver, facts: Facts) => Waiver): Operator["edits"] =>
  (stage) =>
    tenantsIn(stage).map(({ id }) => {
      const { facts } = stage;
      const scope = { tenant: id };
      const lawful = { rule: "secret-hygiene", scope, reason: "Moves out.", owner: "#team", expires: "2026-07-31" };
      return { about: id, facts: { ...facts, waivers: [change(lawful, facts)] } };
    });

export const secrets: readonly Harmful[] = [
  ...harmful("read", ["secrets"], {
    "has a key in a ConfigMap": set("ConfigMap tenant", "data.tls", pem),
    "has a password in a ConfigMap": set("ConfigMap tenant", "data.password", "tr0ub4dor-and-3"),
    "has a password in an annotation": annotated(
      "Service,Ingress,Deployment tenant",
      "example.com/password",
      "tr0ub4dor-and-3",
    ),
    "has a token in the environment of a controller": set(
      "Release tenant,gateway,entry",
      'values.pilot.env["REGISTRY_TOKEN"]',
      "s3cr3t-and-l0ng",
    ),
    "has a password in the environment of a pod": set("Deployment tenant", "spec.template.spec.containers[0].env", [
      { name: "DB_PASSWORD", value: "tr0ub4dor-and-3" },
    ]),
    "has an account's token for ever": set("Secret tenant", "type", "kubernetes.io/service-account-token"),
  }),
  ...harmful("configure", ["secrets"], {
    "waives for ever": waiver((lawful) => ({ ...lawful, expires: "2027-12-31" })),
    "waives what is over": waiver((lawful) => ({ ...lawful, expires: "2026-06-14" })),
    "waives until no day": waiver((lawful) => ({ ...lawful, expires: "2026-06-31" })),
    "waives a rule that is none": waiver((lawful) => ({ ...lawful, rule: "no-such-rule" })),
    "waives the rule about waivers": waiver((lawful) => ({ ...lawful, rule: "waiver-valid" })),
    "waives for no reason": waiver((lawful) => ({ ...lawful, reason: " " })),
    "waives without an owner": waiver((lawful) => ({ ...lawful, owner: "" })),
    "waives what nobody finds": waiver((lawful) => ({ ...lawful, rule: "host-exclusive" })),
  }),
];
