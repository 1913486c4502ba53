import { expect } from "chai";
import { formatFault } from "../../plan/fault.ts";
import { parseFleet, type ParseResult } from "../../plan/parse.ts";
import type { PemPlace, PemReader, PemText } from "../../plan/pairs.ts";
import { makeCertificate, newKey } from "../support/certificate.ts";
import { planned } from "./planned.ts";
import { spoil, written } from "./written.ts";

const now = Date.UTC(2026, 5, 15);
const system = "*.acme.aigw.example.com";
const whole = makeCertificate({ names: [system, "api.acme.org"] });

/** In place of a disk. */
const disk = (files: Readonly<Record<string, string>>, keys = true): PemReader => ({
  read: ({ directory, tenant, file }: PemPlace): PemText => {
    const text = files[`${directory}/${tenant}/${file}`];
    return text === undefined ? { reason: "there is no such file" } : { text };
  },
  keys,
  now,
});

const pair = { "certs/acme/api.crt": whole.pem, "certs/acme/api.key": whole.key };
const source = "file: { certificate: api.crt, key: api.key }";

/** The small file, with a certificate of acme's from files. */
function parse(
  files: Readonly<Record<string, string>>,
  certificate = `{ secret: acme-api, ${source} }`,
  keys = true,
  directory = "certs",
): ParseResult {
  const text = spoil("{ secret: acme-org, names: [api.acme.org] }", certificate, written);
  const own = spoil("entry:\n", `tls: { directory: ${directory}, warnDays: 20 }\nentry:\n`, text);
  return parseFleet({ path: "fleets/test.yaml", text: own }, () => [], disk(files, keys));
}

const faults = (...given: Parameters<typeof parse>): readonly string[] => {
  const result = parse(...given);
  return "faults" in result ? result.faults.map(formatFault) : [];
};

const fleetOf = (...given: Parameters<typeof parse>) => {
  const result = parse(...given);
  if ("faults" in result) throw new Error(result.faults.map(formatFault).join("\n"));
  return result;
};

const at = "fleets/test.yaml:20:";

describe("a certificate from files", () => {
  it("has the names that the file has, and so covers hosts", () => {
    const { fleet, ...rest } = fleetOf(pair);
    expect(fleet.tenants[0]?.certificates).to.deep.equal([
      { secret: "acme-api", file: { certificate: "api.crt", key: "api.key" }, names: [system, "api.acme.org"] },
    ]);
    expect(rest).to.deep.equal({});
  });

  it("becomes a Secret of the entry, of which the plan knows the place and not the content", () => {
    const { fleet } = fleetOf(pair);
    const plan = planned(fleet);
    const [route] = plan.entry.routes;
    expect(route?.pairs).to.deep.equal([
      {
        metadata: {
          name: "acme-api",
          namespace: "higress-system",
          labels: {
            "app.kubernetes.io/managed-by": "higress-fleet",
            "higress-fleet.io/fleet": "test",
            "higress-fleet.io/region": "south",
            "higress-fleet.io/role": "entry",
            "higress-fleet.io/tenant": "acme",
          },
        },
        certificate: { directory: "certs", tenant: "acme", file: "api.crt" },
        key: { directory: "certs", tenant: "acme", file: "api.key" },
      },
    ]);
    expect(route?.ingresses[0]?.spec.tls?.map(({ secretName }) => secretName)).to.deep.equal(["acme-api", "acme-api"]);
    const [, body = ""] = whole.key.split("\n");
    for (const each of [fleet, plan]) expect(JSON.stringify(each)).to.not.include(body);
  });

  it("covers no host by its common name, nor by a wildcard two labels up", () => {
    const { pem, key } = makeCertificate({ common: "api.acme.org", names: [system, "*.org"] });
    expect(faults({ "certs/acme/api.crt": pem, "certs/acme/api.key": key })).to.deep.equal([
      `fleets/test.yaml:18:13 tenants[0].hosts[0]: no certificate of tenant "acme" covers "api.acme.org": a wildcard stands for one label, so "*.org" does not cover api.acme.org\n    List a certificate whose names have "api.acme.org" or "*.acme.org".`,
    ]);
  });

  it("is refused when it would be valid for another tenant's host, whether or not that is written", () => {
    const { pem, key } = makeCertificate({ names: [system, "api.acme.org", "*.globex.aigw.example.com"] });
    const found = faults({ "certs/acme/api.crt": pem, "certs/acme/api.key": key });
    expect(found).to.have.length(1);
    expect(found[0]).to.include(
      '"*.globex.aigw.example.com" is valid for host "*.globex.aigw.example.com" of tenant "globex"',
    );
  });

  it("has the names that are written, both ways", () => {
    const names = `names: ["${system}", www.acme.org]`;
    expect(faults(pair, `{ secret: acme-api, ${source}, ${names} }`)).to.deep.equal([
      `${at}75 tenants[0].certificates[0].names: certificate "api.crt" also has api.acme.org\n    Correct names, or leave them out: they are then read from the file.`,
      `${at}110 tenants[0].certificates[0].names[1]: "www.acme.org" is not on the certificate "api.crt"\n    Correct names, or leave them out: they are then read from the file.`,
    ]);
    expect(faults(pair, `{ secret: acme-api, ${source}, names: ["${system}", api.acme.org] }`)).to.deep.equal([]);
  });

  it("tells everything that is wrong with both files at once, and no host that is uncovered for it", () => {
    const old = makeCertificate({ names: [system], to: "2026-01-31", key: newKey("P-384") });
    const other = makeCertificate({ key: newKey() });
    const found = faults({ "certs/acme/api.crt": old.pem, "certs/acme/api.key": other.key });
    expect(found.map((fault) => fault.replace(/^.*?: /, "").replace(/\n.*$/s, ""))).to.deep.equal([
      'no certificate of tenant "acme" covers "api.acme.org"',
      '"api.crt" ended on 2026-01-31',
      '"api.crt" has a key that the gateway does not serve',
      '"api.key" is not the key of the certificate',
    ]);
    expect(faults({}).map((fault) => fault.replace(/^.*?: /, ""))).to.deep.equal([
      '"api.crt" cannot be read: there is no such file\n    It is looked for as "certs/acme/api.crt", relative to the project\'s root.',
      '"api.key" cannot be read: there is no such file\n    It is looked for as "certs/acme/api.key", relative to the project\'s root.',
    ]);
    expect(faults({}, undefined, false, "/etc/certs")[0]).to.match(
      /\n {4}It is looked for as "\/etc\/certs\/acme\/api\.crt"\.$/,
    );
  });

  it("needs no key where nothing is registered", () => {
    expect(faults({ "certs/acme/api.crt": whole.pem }, undefined, false)).to.deep.equal([]);
  });

  it("has a directory of the fleet's, or none at all", () => {
    const text = spoil("{ secret: acme-org, names: [api.acme.org] }", `{ secret: acme-api, ${source} }`, written);
    const result = parseFleet({ path: "fleets/test.yaml", text }, () => [], disk(pair));
    expect("faults" in result && result.faults.map(formatFault)).to.deep.equal([
      "fleets/test.yaml:19:29 tenants[0].certificates[0].file: certificates from files have no place: the fleet file has no tls.directory\n    Have the platform set it: the files are looked for in the tenant's own directory below it.",
    ]);
  });

  it("names no file but by a path below that", () => {
    for (const file of ["../globex/api.key", "/etc/shadow", "a/../../b", "..", "a\\b", '""']) {
      const certificate = `{ secret: acme-api, file: { certificate: api.crt, key: ${file} } }`;
      expect(faults(pair, certificate).join(), file).to.include("is not a path below the tenant's directory");
    }
  });

  it("goes into a Secret that is the tenant's", () => {
    expect(faults(pair, `{ secret: istio-ca-secret, ${source} }`)[0]).to.include(
      'does not begin with the id of tenant "acme"',
    );
  });

  it("is warned of before its end, which is no fault", () => {
    const days = (to: string) => {
      const { pem, key } = makeCertificate({ names: [system, "api.acme.org"], to });
      return fleetOf({ "certs/acme/api.crt": pem, "certs/acme/api.key": key }).warnings?.map(formatFault);
    };
    expect(days("2026-07-05")).to.equal(undefined);
    expect(days("2026-07-04")).to.deep.equal([
      `${at}50 tenants[0].certificates[0].file.certificate: "api.crt" ends on 2026-07-04, in 19 days\n    Renew it.`,
    ]);
    expect(days("2026-06-16")?.[0]).to.include("in 1 day\n");
  });

  it("shows nothing of what it read, whatever that was", () => {
    const secret = "root:$6$saltsalt$hash:19000:0:99999:7:::";
    const found = faults({ "certs/acme/api.crt": secret, "certs/acme/api.key": secret }).join("\n");
    expect(found).to.include("holds no PEM").and.include("holds no private key");
    expect(found).to.not.match(/root|salt|19000/);
  });
});
