/** A tenant with one route, for checks of what answers it. */
import type { Route } from "../../../plan/model.ts";
import type { Variant } from "../../../plan/model/backend.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

/** What is said of acme, which has a registry of most types, with one route like this. */
export const acme = (change: Partial<Route>) =>
  told(
    changeTenant(validFleet(), "acme", {
      routes: [
        {
          name: "web",
          host: "api.acme.org",
          path: "/",
          pathType: "Prefix",
          backend: { service: "web", port: 80 },
          ...change,
        },
      ],
    }),
  );

export const place = "tenants[0].routes[0]";
export const next = { service: "next", port: 80 };
export const variant = (change: Partial<Variant> = {}): Variant => ({
  name: "canary",
  when: { header: "x-canary", value: "1" },
  backend: next,
  ...change,
});
