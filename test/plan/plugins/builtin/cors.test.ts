import { expect } from "chai";
import { cors } from "../../../../plan/plugins/builtin/cors.ts";
import { faults, told } from "../told.ts";

describe("Plugin cors", () => {
  it("is told everything, so that nothing is left to what it takes by itself", () => {
    expect(told(cors, "{ origins: ['https://www.example.com'] }")).to.deep.equal({
      allow_origins: ["https://www.example.com"],
      allow_methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
      allow_headers: ["authorization", "content-type", "x-requested-with"],
      allow_credentials: false,
      max_age: 3600,
    });
    const all =
      "{ origins: ['https://a.org'], methods: [GET], headers: [X-One], exposed: [X-Two], credentials: true, maxAge: 10m }";
    expect(told(cors, all, "rule")).to.deep.equal({
      allow_origins: ["https://a.org"],
      allow_methods: ["GET"],
      allow_headers: ["x-one"],
      expose_headers: ["x-two"],
      allow_credentials: true,
      max_age: 600,
    });
  });

  it("is refused with hosts below one, which it would find anywhere in a name", () => {
    expect(faults(cors, "{ config: { origins: ['https://*.example.com'] } }")).to.deep.equal([
      'config.origins[0]: "https://*.example.com" has "*.", which this plugin also finds in the middle of a stranger\'s name: ' +
        '"https://a.example.com.evil.example"\n' +
        "    Name each origin, or use `cors` of the routes, which compares whole names.",
    ]);
  });

  it("is refused with credentials for everybody, and with everybody beside somebody", () => {
    expect(faults(cors, "{ config: { origins: ['*'], credentials: true } }")).to.deep.equal([
      'config: the map has origin "*" with credentials, for which the plugin leaves both out and says nothing\n' +
        "    Name the origins, or remove the credentials.",
    ]);
    expect(faults(cors, "{ config: { origins: ['*', 'https://a.org'] } }")).to.deep.equal([
      'config: the map has "*" beside other origins, which says all of them\n    Keep "*" alone, or leave it out.',
    ]);
  });

  it("is refused with lists that are empty or say all", () => {
    expect(faults(cors, "{ config: { origins: [], headers: ['*'] } }")).to.deep.equal([
      "config.origins: the list is empty\n    Name at least one origin.",
      'config.headers[0]: "*" is not one header\n    Name each.',
    ]);
  });
});
