import { expect } from "chai";
import type { Access } from "../../../plan/model.ts";
import { changeTenant, validFleet } from "../fleet.ts";
import { told } from "./told.ts";

const globex = (access: Access) => told(changeTenant(validFleet(), "globex", { access }));

describe("access groups", () => {
  for (const group of ["system:masters", "system:authenticated", "system:serviceaccounts:acme-gateway"]) {
    it(`may not be ${group}`, () => {
      const message = `"${group}" is a group of Kubernetes' own and may take in everybody, every tenant's workloads included`;
      expect(globex({ operators: [group], viewers: ["people", group] })).to.deep.equal([
        `tenants[1].access.operators[0]: ${message} | Name a group of the identity provider.`,
        `tenants[1].access.viewers[1]: ${message} | Name a group of the identity provider.`,
      ]);
    });
  }

  it("may be named once per role", () => {
    expect(globex({ operators: ["people", "others", "people"], viewers: [] })).to.deep.equal([
      'tenants[1].access.operators[2]: group "people" is named twice | Name it once.',
    ]);
  });

  it("may have both roles, be another tenant's too, and look like Kubernetes' own", () => {
    expect(
      globex({ operators: ["acme-operators", "systems"], viewers: ["acme-operators", "oidc:system"] }),
    ).to.deep.equal([]);
  });
});
