import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { homeAt } from "../../local/paths.ts";
import { admissionPolicy } from "../../plan/names.ts";
import { ApiServer, type Answer, type Call } from "../vectors/api-server.ts";
import type { Manifest } from "../vectors/vector.ts";
import { actors, type Attempt, type Stopper } from "./attack/attempt.ts";
import { attempts as cluster } from "./attack/cluster.ts";
import { editing } from "./attack/editing.ts";
import { attempts as fences } from "./attack/fences.ts";
import { attempts as gateway } from "./attack/gateway.ts";
import { attempts as hosts } from "./attack/hosts.ts";
import { attempts as pods } from "./attack/pods.ts";
import { attempts as secrets } from "./attack/secrets.ts";
import { attempts as waste } from "./attack/waste.ts";
import { Site } from "./site.ts";

const themes = {
  "taking the traffic of others": hosts,
  "reading what is another's": secrets,
  "taking the fences down": fences,
  "leading the gateway elsewhere": gateway,
  "reaching the node": pods,
  "changing the whole cluster": cluster,
  "using up what others need": waste,
};

/** What the answer says when it comes from there. */
const signs: Readonly<Record<string, RegExp>> = {
  RBAC: /is forbidden: User "[^"]+" cannot /,
  "the quota": /exceeded quota: quota,/,
  "the LimitRange": /(minimum|maximum) \w+ usage per Container/,
  "Pod Security": /violates PodSecurity "baseline:/,
};

/** Of objects that cannot exist, whoever writes them. */
const invalid = [400, 413, 422];

describe("somebody in a tenant who tries to get further", function () {
  this.timeout(120_000);
  let site: Site;
  let server: ApiServer;

  before(async function () {
    this.timeout(360_000);
    site = await Site.start("test", 3);
    await site.must("up");
    server = new ApiServer(homeAt(site.home).kubeconfig);
    for (const object of editing) {
      await server.must({ method: "POST", path: await server.collection(object), body: object });
    }
    await rightsAreThere();
  });

  after(async () => {
    server.close();
    await site.remove();
  });

  /** The last right that an editor gets is the one by aggregation, and the last kind is served late. */
  async function rightsAreThere(): Promise<void> {
    const { user, groups } = actors.editor;
    const path = "/apis/gateway.networking.k8s.io/v1/namespaces/acme-gateway/httproutes";
    const deadline = Date.now() + 60_000;
    while ((await server.call({ method: "GET", path, user, groups })).status !== 200) {
      if (Date.now() > deadline) throw new Error("the editor has no rights after a minute");
      await sleep(100);
    }
  }

  /** The last answer: of the one request, or of the first that was refused. */
  async function tried({ as, request, until }: Attempt): Promise<Answer> {
    const { user, groups } = actors[as];
    const call: Call = { ...(typeof request === "function" ? await request(server) : request), user, groups };
    if (until === undefined) return server.call(call);
    try {
      return await repeated(call, until);
    } finally {
      const query = { labelSelector: "wasted" };
      await server.must({ method: "DELETE", path: call.path, query, body: { gracePeriodSeconds: 0 } });
    }
  }

  async function repeated(call: Call, until: number): Promise<Answer> {
    let answer = await server.call(call);
    expect(answer.status, `the first: ${answer.message}`).to.equal(201);
    for (let count = 1; count < until && answer.status === 201; count++) answer = await server.call(call);
    return answer;
  }

  for (const [theme, attempts] of Object.entries(themes)) {
    describe(`by ${theme}`, () => {
      for (const attempt of attempts) {
        it(titleOf(attempt), async () => {
          expectStopped(attempt.stoppedBy, await tried(attempt));
        });
      }
    });
  }
});

function titleOf({ as, tries, stoppedBy }: Attempt): string {
  const by =
    typeof stoppedBy === "string"
      ? `stopped by ${stoppedBy}`
      : "admission" in stoppedBy
        ? `stopped by admission ${stoppedBy.admission}`
        : "nothing" in stoppedBy
          ? `in vain: ${stoppedBy.nothing}`
          : `documented limit: ${stoppedBy.limit}`;
  return `${actors[as].title} ${tries}: ${by}`;
}

function expectStopped(stopper: Stopper, answer: Answer): void {
  const { status, message, body } = answer;
  const said = `${status} ${message}`;
  // A review says no in its body.
  const review = body["kind"] === "SelfSubjectAccessReview" ? (body as unknown as Manifest) : undefined;
  const { allowed } = (review?.["status"] ?? {}) as { readonly allowed?: boolean };
  if (typeof stopper !== "string" && !("admission" in stopper)) {
    expect(status, said).to.be.below(300);
    if (review !== undefined) expect(allowed).to.equal(true);
  } else if (review !== undefined) {
    expect(stopper).to.equal("RBAC");
    expect(allowed).to.equal(false);
  } else if (typeof stopper !== "string") {
    expect(said).to.include(`ValidatingAdmissionPolicy '${admissionPolicy(stopper.admission)}'`);
  } else if (stopper === "the API") {
    expect(invalid, said).to.include(status);
    expect(said).to.not.include("ValidatingAdmissionPolicy");
  } else {
    expect(said).to.match(signs[stopper] ?? /^$/);
    expect(status).to.equal(403);
  }
}
