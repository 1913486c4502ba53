import { set, type Mutations, type Place } from "./mutation.ts";

export const secrets = ({ one, release }: Place): Mutations => ({
  "secret-hygiene": set(release, 'values.pilot.env["REGISTRY_TOKEN"]', "s3cr3t"),
  "waiver-valid": {
    mutate: (world) => world,
    also: [],
    facts: (facts) => {
      const scope = { tenant: one.id };
      const over = { rule: "secret-hygiene", scope, reason: "Moves out.", owner: "#team", expires: "2026-01-31" };
      return { ...facts, waivers: [over] };
    },
  },
});
