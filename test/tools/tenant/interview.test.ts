import { expect } from "chai";
import { readCall } from "../../../tools/tenant/arguments.ts";
import { fleetOf, requestOf, subjectOf } from "../../../tools/tenant/interview.ts";
import type { Ask } from "../../../tools/tenant/prompt.ts";

const choices = {
  fleets: ["a.yaml", "b.yaml"],
  fleetAt: (typed: string) =>
    typed === "nope" ? { fault: "There is no nope." } : { fleet: typed.replace(/^\.\//, "") },
  sizes: (fleet: string) => ["s", "m", `own of ${fleet}`],
};
const fleetQuestion = "fleet file (a.yaml, b.yaml): ";
const idQuestion = "id of the tenant: ";

/** Answers by question, in turn; keeps the questions. */
function person(...answers: readonly string[]): { readonly ask: Ask; readonly questions: readonly string[] } {
  const questions: string[] = [];
  const left = [...answers];
  return {
    questions,
    ask: (question) => {
      questions.push(question);
      const answer = left.shift();
      return answer === undefined ? Promise.reject(new Error(`asked too much: ${question}`)) : Promise.resolve(answer);
    },
  };
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "none",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe("what is not typed", () => {
  it("is asked for on a terminal, until there is an answer", async () => {
    const { ask, questions } = person("a.yaml", "", "  ", " acme ", "o@acme.org", "m", "x.org, *.x.org  y.org");
    expect(await requestOf(readCall(["add"]), undefined, choices, ask)).to.deep.equal({
      fleet: "a.yaml",
      request: { id: "acme", owner: "o@acme.org", size: "m", hosts: ["x.org", "*.x.org", "y.org"], regions: [] },
    });
    expect(questions).to.deep.equal([
      fleetQuestion,
      ...[idQuestion, idQuestion, idQuestion],
      "owner, a mail address or a chat channel: ",
      "size (s, m, own of a.yaml): ",
      "hosts of its own, separated by spaces; none: Enter: ",
    ]);
  });

  it("is asked for only as far as it is missing, and no host is an answer", async () => {
    const { ask, questions } = person("s", "");
    const call = readCall(["add", "acme", "--owner", "o", "--region", "south", "--secret", "x"]);
    expect(await requestOf(call, "a.yaml", choices, ask)).to.deep.equal({
      fleet: "a.yaml",
      request: { id: "acme", owner: "o", size: "s", hosts: [], regions: ["south"], secret: "x" },
    });
    expect(questions).to.have.length(2);
  });

  it("needs no host: nothing is asked when all else is there", async () => {
    const call = readCall(["add", "acme", "--owner", "o", "--size", "s"]);
    const { request } = await requestOf(call, "a.yaml", choices, person().ask);
    expect(request.hosts).to.deep.equal([]);
  });

  it("is asked for by the other commands", async () => {
    expect(await subjectOf(readCall(["show"]), undefined, choices, person("b.yaml", "acme").ask)).to.deep.equal({
      fleet: "b.yaml",
      id: "acme",
    });
    expect(await fleetOf(readCall(["list"]), undefined, choices, person("b.yaml").ask)).to.equal("b.yaml");
  });

  it("is asked for again where it is no fleet file, with the reason", async () => {
    const { ask, questions } = person("nope", "nope", "./b.yaml", "acme");
    expect(await subjectOf(readCall(["show"]), undefined, choices, ask)).to.deep.equal({ fleet: "b.yaml", id: "acme" });
    const again = `There is no nope.\n${fleetQuestion}`;
    expect(questions).to.deep.equal([fleetQuestion, again, again, idQuestion]);
  });

  it("has the sizes of the fleet file that is meant", async () => {
    const { ask, questions } = person("./b.yaml", "s", "");
    const { fleet } = await requestOf(readCall(["add", "acme", "--owner", "o"]), undefined, choices, ask);
    expect([fleet, questions[1]]).to.deep.equal(["b.yaml", "size (s, m, own of b.yaml): "]);
  });

  it("is a fault without a terminal, all of it at once", async () => {
    expect(await failure(requestOf(readCall(["add"]), undefined, choices, undefined))).to.equal(
      "add needs --stack or --fleet, ID, --owner, --size; there is no terminal to ask on.",
    );
    expect(await failure(requestOf(readCall(["add", "acme", "--size", "m"]), "a.yaml", choices, undefined))).to.equal(
      "add needs --owner; there is no terminal to ask on.",
    );
    expect(await failure(subjectOf(readCall(["remove"]), "a.yaml", choices, undefined))).to.equal(
      "remove needs ID; there is no terminal to ask on.",
    );
    expect(await failure(fleetOf(readCall(["list"]), undefined, choices, undefined))).to.equal(
      "list needs --stack or --fleet; there is no terminal to ask on.",
    );
  });
});
