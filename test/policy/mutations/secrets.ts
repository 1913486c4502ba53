import { set, type Mutations, type Place } from "./mutation.ts";

export const secrets = ({ release }: Place): Mutations => ({
  "secret-hygiene": set(release, 'values.pilot.env["REGISTRY_TOKEN"]', "s3cr3t"),
});
