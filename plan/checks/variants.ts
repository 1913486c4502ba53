/** Variants of routes, and blue and green: each has a name, and makes a difference. */
import type { Finding } from "../fault.ts";
import type { When } from "../model/backend.ts";
import { dnsLabel, variantName } from "../names.ts";
import { sameBackend, targetIdentity } from "../targets.ts";
import { variantsOf } from "../variants.ts";
import { eachRoute, quote, repeated } from "./check.ts";

/** With `preview` among them, where a blue-green backend has one. */
export const variantsAreNamed = eachRoute((route) => {
  const preview = variantsOf(route).length - (route.variants?.length ?? 0);
  const names = variantsOf(route).map(({ name }) => name);
  return [
    ...repeated(names).map(({ value, at }) => ({
      path: ["variants", at - preview, "name"],
      message: `route ${quote(route.name)} has two variants named ${quote(value)}`,
      remedy: `Give one of them another name${preview > 0 && value === "preview" ? '; "preview" is that of its blue-green backend' : ""}.`,
    })),
    ...names.flatMap((name, at) => {
      const ingress = variantName(route.name, name);
      const path = at < preview ? ["backend", "preview"] : ["variants", at - preview, "name"];
      if (!dnsLabel.test(name)) {
        const remedy = "Use lower-case letters, digits and hyphens, with a letter or digit at both ends.";
        return [{ path, message: `${quote(name)} is no legal name of a variant`, remedy }];
      }
      if (ingress.length <= 63) return [];
      const remedy = "Shorten the name of the route or of the variant: both, with a dot between, have 63 characters.";
      return [{ path, message: `${quote(ingress)} is longer than 63 characters`, remedy }];
    }),
  ];
});

export const variantsMakeADifference = eachRoute((route) => {
  const { backend, match, variants = [] } = route;
  const asked = (when: When): string => ("header" in when ? when.header : "cookie");
  const twice = (path: Finding["path"], when: When): readonly Finding[] =>
    match?.headers?.some(({ name }) => name === asked(when)) === true
      ? [
          {
            path,
            message: `the route asks for header ${quote(asked(when))} already, and of two conditions on one header the controller keeps one`,
            remedy: "Write the variant as a route of its own with `match`.",
          },
        ]
      : [];
  return [
    ...("active" in backend && backend.preview !== undefined ? twice(["backend", "preview"], backend.preview) : []),
    ...("active" in backend && targetIdentity(backend.blue) === targetIdentity(backend.green)
      ? [
          {
            path: ["backend", "green"],
            message: "is the same as blue, so that nothing changes with `active`",
            remedy: "Name the other version, or write the one as `service` and `port`.",
          },
        ]
      : []),
    ...variants.flatMap(({ when, backend: other }, at) => [
      ...twice(["variants", at, "when"], when),
      ...(!("active" in backend) && sameBackend(other, backend)
        ? [
            {
              path: ["variants", at, "backend"],
              message: "is the route's own, so that the variant changes nothing",
              remedy: "Name another backend, or remove the variant.",
            },
          ]
        : []),
    ]),
  ];
});
