import { expect } from "chai";
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readFleet } from "../../../fleets/read.ts";
import { addTenant, type Outcome } from "../../../tools/tenant/add.ts";
import { effectsOfComing, tellEffects } from "../../../tools/tenant/effects.ts";
import type { Request } from "../../../tools/tenant/request.ts";
import { files, fleetFile, head, newSite, request, withFileCertificate, type Site } from "./site.ts";

const label = "Use lower-case letters, digits and hyphens, with a letter or digit at both ends.";
const wanted = `# yaml-language-server: $schema=../tenant.schema.json
id: acme
owner: "#team-acme"
size: s
hosts:
  - api.acme.org
certificates:
  - secret: acme-hosts-tls
    names: [api.acme.org]
`;

describe("adding a tenant", () => {
  let site: Site;
  beforeEach(() => {
    site = newSite();
  });
  afterEach(() => site.remove());

  const add = (changes: Partial<Request> = {}, fleet = fleetFile): Outcome =>
    addTenant(fleet, { ...request, ...changes }, site.stacks(), site.root);
  const refusal = (changes: Partial<Request> = {}): string => {
    const before = site.all();
    try {
      add(changes);
    } catch (error) {
      expect(site.all()).to.deep.equal(before);
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error(`written: ${site.all().join(", ")}`);
  };
  const oneFault = (text: string): string => `1 fault; nothing was written.\n${text}`;

  it("writes the tenant's file and no other", () => {
    add();
    expect(site.text("fleets/prod/acme.yaml")).to.equal(wanted);
    expect(site.all()).to.deep.equal([...Object.keys(files), "fleets/prod/acme.yaml"].toSorted());
    for (const [path, text] of Object.entries(files)) expect(site.text(path), path).to.equal(text);
  });

  it("says what is written, what `up` will do, and which records and Secrets are needed", () => {
    const { lines } = add();
    const read = readFleet(fleetFile, site.root);
    if ("faults" in read) throw new Error("the fleet has faults");
    expect(lines).to.deep.equal([
      "Written: fleets/prod/acme.yaml",
      "",
      ...wanted
        .trimEnd()
        .split("\n")
        .map((line) => `  ${line}`),
      "",
      ...tellEffects(effectsOfComing(read.fleet, "acme")),
      "Nothing else changes.",
      "",
      "DNS records to create:",
      "  *.acme.aigw.example.com  CNAME  <the entry's address>",
      "  api.acme.org             CNAME  <the entry's address>",
      "  <the entry's address> is in the stack's output:",
      "    pulumi stack output entry -s north",
      "    pulumi stack output entry -s south",
      "  Where it is an IP address, make them A or AAAA records.",
      "  Each region has an entry of its own: point the records to those that shall answer.",
      "",
      "TLS Secrets that the entry expects in namespace higress-system:",
      "  acme-hosts-tls  api.acme.org",
      "  acme-tls        *.acme.aigw.example.com",
    ]);
  });

  it("names the stacks of the tenant's regions only, and says what the top of a zone needs", () => {
    const { lines } = add({ regions: ["north"], hosts: ["acme.org"] });
    expect(site.text("fleets/prod/acme.yaml")).to.include("\nregions: [north]\nhosts:\n");
    expect(lines.slice(lines.indexOf("DNS records to create:"))).to.deep.equal([
      "DNS records to create:",
      "  *.acme.aigw.example.com  CNAME  <the entry's address>",
      "  acme.org                 ALIAS  <the entry's address>",
      "  <the entry's address> is in the stack's output:",
      "    pulumi stack output entry -s north",
      "  Where it is an IP address, make them A or AAAA records.",
      "  ALIAS, or what your DNS provider calls it: at the top of a zone there can be no CNAME.",
      "",
      "TLS Secrets that the entry expects in namespace higress-system:",
      "  acme-hosts-tls  acme.org",
      "  acme-tls        *.acme.aigw.example.com",
    ]);
  });

  const certificates = (path: string): unknown => (parse(site.text(path)) as { certificates?: unknown }).certificates;

  it("asks for one certificate of all hosts where the Secret is the system host's", () => {
    add({ secret: "acme-tls" });
    const names = ["*.acme.aigw.example.com", "api.acme.org"];
    expect(certificates("fleets/prod/acme.yaml")).to.deep.equal([{ secret: "acme-tls", names }]);
  });

  it("gives a named Secret to the system host where there is no other", () => {
    add({ secret: "wildcard", hosts: [] });
    const names = ["*.acme.aigw.example.com"];
    expect(certificates("fleets/prod/acme.yaml")).to.deep.equal([{ secret: "wildcard", names }]);
  });

  it("asks for no certificate of a host that the system host's covers", () => {
    const { lines } = add({ hosts: ["api.ACME.aigw.example.com"] });
    expect(certificates("fleets/prod/acme.yaml")).to.equal(undefined);
    expect(lines.filter((line) => /api\.acme/i.test(line) && !line.startsWith("    - "))).to.deep.equal([]);
  });

  it("reads certificates from files of tenants that are there, and needs no key", () => {
    withFileCertificate(site);
    add();
    expect(site.text("fleets/prod/acme.yaml")).to.equal(wanted);
  });

  it("makes the folder for the first tenant of a fleet", () => {
    rmSync(join(site.root, "fleets/prod"), { recursive: true });
    add();
    expect(site.text("fleets/prod/acme.yaml")).to.equal(wanted);
    expect("fleet" in readFleet(fleetFile, site.root)).to.equal(true);
  });

  const item = [
    "  - id: acme",
    '    owner: "#team-acme"',
    "    size: s",
    "    hosts:",
    "      - api.acme.org",
    "    certificates:",
    "      - secret: acme-hosts-tls",
    "        names: [api.acme.org]",
  ];

  it("shows the item where the fleet file lists its tenants itself, and that item is sound there", () => {
    const inline = `${head}tenants:\n  - id: hooli\n    owner: hooli@example.com\n`;
    site.put("fleets/inline.yaml", inline);
    const before = site.all();
    const { lines, written } = add({}, "fleets/inline.yaml");
    expect(written).to.equal(false);
    expect(site.all()).to.deep.equal(before);
    expect(site.text("fleets/inline.yaml")).to.equal(inline);
    expect(lines.slice(0, 4)).to.deep.equal([
      "Nothing is written: fleets/inline.yaml lists its tenants itself. The tenant is sound; add this to its `tenants`:",
      "",
      item.join("\n"),
      "",
    ]);
    site.put("fleets/inline.yaml", `${inline}${item.join("\n")}\n`);
    const read = readFleet("fleets/inline.yaml", site.root);
    expect("fleet" in read ? read.fleet.tenants.map(({ id }) => id) : read.faults).to.deep.equal(["hooli", "acme"]);
  });

  it("judges an item as well as a file", () => {
    site.put("fleets/inline.yaml", `${head}tenants:\n  - { id: hooli, owner: h@example.com }\n`);
    expect(() => add({ id: "hooli", hosts: ["no host"] }, "fleets/inline.yaml")).to.throw(
      [
        "2 faults; nothing was written.",
        'id: tenant "hooli" exists already: fleets/inline.yaml:' + String(head.split("\n").length + 1),
        "    Give the new tenant another id.",
        '--host: "no host" is not a host name',
        '    Write the bare name, without scheme, port or path: "api.example.com" or "*.example.com".',
      ].join("\n"),
    );
  });

  it("writes nothing where the pattern leaves open which folder is meant", () => {
    site.put(fleetFile, `${head}tenants: "{prod,test}/*.yaml"\n`);
    const { lines, written } = add();
    expect(written).to.equal(false);
    expect(lines.slice(0, 3)).to.deep.equal([
      'Nothing is written: "{prod,test}/*.yaml" in fleets/prod.yaml leaves open where a new file belongs. The tenant is sound; write this to a file of your choice:',
      "",
      item.join("\n"),
    ]);
    expect(site.all()).to.deep.equal(Object.keys(files).toSorted());
  });

  describe("is refused, and nothing is written,", () => {
    it("when the id is taken", () => {
      expect(refusal({ id: "globex" })).to.equal(
        oneFault('id: tenant "globex" exists already: fleets/prod/globex.yaml:2\n    Give the new tenant another id.'),
      );
    });

    it("when the id is reserved", () => {
      expect(refusal({ id: "www" })).to.equal(
        oneFault('id: "www" is reserved: people expect the platform itself there\n    Give the tenant another id.'),
      );
    });

    for (const id of ["../x", "/etc/x", "a/b", "..", "Acme", "x\0y", "a.b", ""]) {
      it(`when the id is ${JSON.stringify(id)}`, () => {
        expect(refusal({ id, hosts: [] })).to.equal(
          oneFault(`id: ${JSON.stringify(id)} is not a DNS label\n    ${label}`),
        );
      });
    }

    it("when a host is none", () => {
      expect(refusal({ hosts: ["api.acme.org", "https://acme.org/"] })).to.equal(
        oneFault(
          '--host: "https://acme.org/" is not a host name\n    Write the bare name, without scheme, port or path: "api.example.com" or "*.example.com".',
        ),
      );
    });

    it("when a host is another tenant's", () => {
      expect(refusal({ hosts: ["*.globex.org"] })).to.equal(
        oneFault(
          '--host: "*.globex.org" takes in host "shop.globex.org" of tenant "globex"\n    Only one of "globex" and "acme" can have it: remove it from the other.',
        ),
      );
    });

    it("when the Secret is another tenant's", () => {
      expect(refusal({ secret: "globex-org" })).to.equal(
        oneFault(
          '--secret: Secret "globex-org" already holds a certificate of tenant "globex"\n    Give each tenant a Secret of its own in higress-system: one tenant\'s key must not serve another\'s hosts.',
        ),
      );
    });

    it("when there is no such size", () => {
      expect(refusal({ size: "huge" })).to.match(
        /^1 fault; nothing was written\.\n--size: "huge" is not .*\n {4}.*"s".*$/,
      );
    });

    it("with all faults at once, those between settings too", () => {
      const faults = refusal({
        id: "Acme/",
        owner: "",
        size: "huge",
        hosts: ["a b", "shop.globex.org"],
        regions: ["mars"],
      });
      expect(faults.split("\n").filter((line) => !line.startsWith(" "))).to.satisfy((lines: readonly string[]) => {
        const [count, id, owner, size, ...rest] = lines;
        expect([count, id, owner, ...rest]).to.deep.equal([
          "6 faults; nothing was written.",
          'id: "Acme/" is not a DNS label',
          '--owner: "" is empty, has several lines, or spaces at an end',
          '--host: "a b" is not a host name',
          '--region: tenant "acme" runs in region "mars", which the fleet does not have',
          '--host: "shop.globex.org" is already a host of tenant "globex"',
        ]);
        return size?.startsWith('--size: "huge" is not') === true;
      });
    });

    it("when the fleet has faults already, which are told beside the tenant's own", () => {
      site.put("fleets/prod/globex.yaml", "id: globex\n");
      expect(refusal({ hosts: ["a b"] }).split("\n")).to.deep.equal([
        "2 faults; nothing was written.",
        '--host: "a b" is not a host name',
        '    Write the bare name, without scheme, port or path: "api.example.com" or "*.example.com".',
        "fleets/prod/globex.yaml:1:1 owner: is missing",
        "    Add it. Whom to call: a mail address or a chat channel.",
      ]);
    });

    it("when the fleet file cannot be read", () => {
      rmSync(join(site.root, fleetFile));
      expect(refusal()).to.equal(
        oneFault(
          "fleets/prod.yaml:1:1 cannot be read: there is no such file\n    Check the path and who may read the file.",
        ),
      );
    });

    it("when the file is there, whatever is in it", () => {
      site.put("fleets/prod/acme.yaml", "id: hooli\nowner: hooli@example.com\n");
      expect(refusal()).to.equal(
        oneFault(
          "fleets/prod/acme.yaml exists already, with another tenant or none in it\n    Move it away, or choose another id.",
        ),
      );
      expect(site.text("fleets/prod/acme.yaml")).to.equal("id: hooli\nowner: hooli@example.com\n");
    });

    it("when a link to nowhere has the file's name", () => {
      symlinkSync("/nowhere/acme", join(site.root, "fleets/prod/acme.yaml"));
      expect(refusal()).to.include("fleets/prod/acme.yaml:1:1 cannot be read: there is no such file");
    });

    const cannot = (reason: string): string =>
      oneFault(
        `fleets/prod/acme.yaml cannot be written: ${reason}\n    Check the disk, and who may write to fleets/prod.`,
      );

    it("when the folder is a link that leads out of the fleet's", () => {
      rmSync(join(site.root, "fleets/prod"), { recursive: true });
      mkdirSync(join(site.root, "elsewhere"));
      symlinkSync("../elsewhere", join(site.root, "fleets/prod"));
      expect(refusal()).to.equal(
        oneFault("fleets/prod leads out of the folder of the fleet file\n    Replace the link by a folder."),
      );
    });

    it("when something else stands where the folder should be", () => {
      rmSync(join(site.root, "fleets/prod"), { recursive: true });
      site.put("fleets/prod", "");
      expect(refusal()).to.equal(cannot("EEXIST: file already exists"));
    });

    it("when the folder may not be written to", function () {
      const { geteuid, seteuid } = process;
      if (geteuid === undefined || seteuid === undefined) return this.skip();
      const me = geteuid();
      chmodSync(site.root, 0o755);
      chmodSync(join(site.root, "fleets/prod"), 0o555);
      // Nothing keeps root from writing.
      if (me === 0) seteuid(65534);
      try {
        expect(refusal()).to.equal(cannot("EACCES: permission denied"));
      } finally {
        if (me === 0) seteuid(me);
        chmodSync(join(site.root, "fleets/prod"), 0o755);
      }
    });
  });
});
