import { expect } from "chai";
import { acme, next, place, variant } from "./one-route.ts";

describe("Variants", () => {
  it("have names of their own in the route, and with it at most 63 characters", () => {
    const variants = [variant(), variant({ when: { header: "x-canary", value: "2" } })];
    expect(acme({ variants })).to.deep.equal([
      `${place}.variants[1].name: route "web" has two variants named "canary" | Give one of them another name.`,
    ]);
    expect(acme({ variants: [variant({ name: "x".repeat(59) })] })).to.deep.equal([]);
    expect(acme({ variants: [variant({ name: "x".repeat(60) })] })).to.deep.equal([
      `${place}.variants[0].name: "web.${"x".repeat(60)}" is longer than 63 characters | Shorten the name of the route or of the variant: both, with a dot between, have 63 characters.`,
    ]);
    expect(acme({ variants: [variant({ name: "a.b" })] })).to.deep.equal([
      `${place}.variants[0].name: "a.b" is no legal name of a variant | Use lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
    ]);
  });

  it("may not have the name of the preview that the backend has", () => {
    const backend = { active: "blue", blue: next, green: { service: "web", port: 80 } } as const;
    const variants = [variant({ name: "preview", backend: { service: "other", port: 80 } })];
    expect(acme({ backend, variants })).to.deep.equal([]);
    expect(acme({ backend: { ...backend, preview: { header: "x-canary", value: "2" } }, variants })).to.deep.equal([
      `${place}.variants[0].name: route "web" has two variants named "preview" | Give one of them another name; "preview" is that of its blue-green backend.`,
    ]);
  });

  it("make a difference", () => {
    const none =
      "is the route's own, so that the variant changes nothing | Name another backend, or remove the variant.";
    expect(acme({ backend: next, variants: [variant()] })).to.deep.equal([`${place}.variants[0].backend: ${none}`]);
    expect(acme({ backend: { destinations: [{ ...next, weight: 100 }] }, variants: [variant()] })).to.deep.equal([
      `${place}.variants[0].backend: ${none}`,
    ]);
    const listed = { destinations: [{ host: "web.eureka", weight: 100 }] };
    const withPort = { destinations: [{ host: "web.eureka", port: 8080, weight: 100 }] };
    expect(acme({ backend: listed, variants: [variant({ backend: withPort })] })).to.deep.equal([
      `${place}.variants[0].backend: ${none}`,
    ]);
    expect(acme({ backend: { active: "blue", blue: next, green: next } })).to.deep.equal([
      `${place}.backend.green: is the same as blue, so that nothing changes with \`active\` | Name the other version, or write the one as \`service\` and \`port\`.`,
    ]);
  });

  it("ask for no header that the route asks for, since the controller would keep one of two conditions", () => {
    const match = { headers: [{ name: "x-canary", prefix: "a" }] };
    const told = `the route asks for header "x-canary" already, and of two conditions on one header the controller keeps one | Write the variant as a route of its own with \`match\`.`;
    expect(acme({ match, variants: [variant()] })).to.deep.equal([`${place}.variants[0].when: ${told}`]);
    const backend = { active: "blue", blue: next, green: { service: "web", port: 80 } } as const;
    expect(acme({ match, backend: { ...backend, preview: { header: "x-canary", value: "1" } } })).to.deep.equal([
      `${place}.backend.preview: ${told}`,
    ]);
  });
});
