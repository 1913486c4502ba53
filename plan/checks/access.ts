/** Groups of people who get rights in a tenant's namespace. */
import { eachTenant, quote, repeated, type Check } from "./check.ts";

const roles = ["operators", "viewers"] as const;

export const groupsAreThePlatforms: Check = eachTenant(({ access }) =>
  roles.flatMap((role) => [
    ...access[role].flatMap((group, at) =>
      group.startsWith("system:")
        ? [
            {
              path: ["access", role, at],
              message: `${quote(group)} is a group of Kubernetes' own and may take in everybody, every tenant's workloads included`,
              remedy: "Name a group of the identity provider.",
            },
          ]
        : [],
    ),
    ...repeated(access[role]).map(({ value, at }) => ({
      path: ["access", role, at],
      message: `group ${quote(value)} is named twice`,
      remedy: "Name it once.",
    })),
  ]),
);
