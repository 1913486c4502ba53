import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readFleet, readText } from "../../fleets/read.ts";
import { formatFault } from "../../plan/fault.ts";
import { fleetOf, written } from "../plan/written.ts";

const [inline = ""] = written.split("tenants:\n");

describe("reading a fleet", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "fleet-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (path: string, text: string | Uint8Array): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const faults = (path: string): readonly string[] => {
    const result = readFleet(path, root);
    return "faults" in result ? result.faults.map(formatFault) : [];
  };
  const check = "Check the path and who may read the file.";
  const tenant = (id: string): string => `id: ${id}\nowner: ${id}@example.com\n`;

  it("takes the path relative to the root, or whole", () => {
    put("fleets/test.yaml", written);
    expect(readFleet("fleets/test.yaml", root)).to.deep.equal({ fleet: fleetOf(written) });
    expect(readFleet(join(root, "fleets/test.yaml"), root)).to.deep.equal({ fleet: fleetOf(written) });
  });

  it("takes tenants' files by name, whatever order the disk has", () => {
    put("fleets/prod.yaml", `${inline}tenants: prod/**/*.yaml\n`);
    for (const id of ["globex", "initech", "acme"]) put(`fleets/prod/${id}.yaml`, tenant(id));
    put("fleets/prod/europe/hooli.yaml", tenant("hooli"));
    put("fleets/prod/notes.txt", "not a tenant");
    const result = readFleet("fleets/prod.yaml", root);
    expect("fleet" in result ? result.fleet.tenants.map(({ id }) => id) : result.faults).to.deep.equal([
      "acme",
      "hooli",
      "globex",
      "initech",
    ]);
  });

  it("names files in messages as seen from the root", () => {
    put("fleets/prod.yaml", `${inline}tenants: prod/*.yaml\n`);
    put("fleets/prod/acme.yaml", "id: acme\n");
    expect(faults("fleets/prod.yaml")).to.deep.equal([
      "fleets/prod/acme.yaml:1:1 owner: is missing\n    Add it. Whom to call: a mail address or a chat channel.",
    ]);
  });

  it("that is not there, or no file, or no text, is a fault", () => {
    put("binary.yaml", Uint8Array.of(0x61, 0xff, 0xfe));
    expect(faults("none.yaml")).to.deep.equal([`none.yaml:1:1 cannot be read: there is no such file\n    ${check}`]);
    expect(faults("binary.yaml")).to.deep.equal([`binary.yaml:1:1 cannot be read: it is not UTF-8 text\n    ${check}`]);
    mkdirSync(join(root, "folder"));
    expect(faults("folder")).to.deep.equal([`folder:1:1 cannot be read: it is a directory\n    ${check}`]);
  });

  it("reports every tenant's file that cannot be read, beside the faults of the others", () => {
    put("prod.yaml", `${inline}tenants: "prod/*.yaml"\n`);
    put("prod/acme.yaml", "id: Acme\nowner: x\n");
    mkdirSync(join(root, "prod/folder.yaml"));
    symlinkSync("nowhere", join(root, "prod/link.yaml"));
    expect(faults("prod.yaml")).to.deep.equal([
      'prod/acme.yaml:1:5 id: "Acme" is not a DNS label\n    Use lower-case letters, digits and hyphens, with a letter or digit at both ends.',
      `prod/folder.yaml:1:1 cannot be read: it is a directory\n    ${check}`,
      `prod/link.yaml:1:1 cannot be read: there is no such file\n    ${check}`,
    ]);
  });

  it("does not leave the fleet file's folder, be it by a link or by braces", () => {
    put("outside/evil.yaml", tenant("evil"));
    put("fleets/prod/acme.yaml", tenant("acme"));
    symlinkSync("../../outside/evil.yaml", join(root, "fleets/prod/evil.yaml"));
    put("fleets/prod.yaml", `${inline}tenants: prod/*.yaml\n`);
    const reason = "cannot be read: it lies outside the folder of the fleet file";
    expect(faults("fleets/prod.yaml")).to.deep.equal([`fleets/prod/evil.yaml:1:1 ${reason}\n    ${check}`]);
    put("fleets/braces.yaml", `${inline}tenants: "{..,prod}/outside/*.yaml"\n`);
    expect(faults("fleets/braces.yaml")).to.deep.equal([`outside/evil.yaml:1:1 ${reason}\n    ${check}`]);
  });
});

describe("reading a text", () => {
  let server: Server;
  let url = "";
  before((done) => {
    server = createServer((request, response) => {
      response.writeHead(request.url === "/crds.yaml" ? 200 : 404).end("kind: é\n");
    }).listen(0, "127.0.0.1", () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });
  after(() => server.close());

  const failure = async (place: string): Promise<string> =>
    readText(place).then(
      () => "none",
      (error: unknown) => String(error),
    );

  it("comes from a file or a URL", async () => {
    expect(await readText("package.json")).to.include('"name": "higress-fleet"');
    expect(await readText(`${url}/crds.yaml`)).to.equal("kind: é\n");
  });

  it("says where and why it failed", async () => {
    expect(await failure("./none.yaml")).to.equal("Error: ./none.yaml cannot be read: there is no such file");
    expect(await failure(".")).to.equal("Error: . cannot be read: it is a directory");
    expect(await failure(`${url}/none`)).to.equal(
      `Error: ${url}/none cannot be read: the server answers 404 Not Found`,
    );
    const closed = "http://127.0.0.1:1/crds.yaml";
    expect(await failure(closed)).to.match(
      /^Error: http:\/\/127\.0\.0\.1:1\/crds\.yaml cannot be read: (the server refuses connections|bad port)$/,
    );
  });
});
