import * as pulumi from "@pulumi/pulumi";
import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";

/** One registration as the engine would have received it. */
export interface Registered {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Name of the parent; empty for none. */
  readonly parent: string;
  /** Name of the explicit provider; empty where the engine would use the default one. */
  readonly provider: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** Name; empty for none. */
  readonly deletedWith: string;
  /** Names, sorted. */
  readonly dependencies: readonly string[];
  /** Id of a resource that is read and not registered. */
  readonly reads?: string;
}

/** How the SDK marks a secret in what it sends: an object with this key, and the value beside it. */
export const secretMark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** The mock engine's own methods, which the SDK's type for a monitor hides. */
interface MockMonitor {
  registerResource(request: RegisterResourceRequest, done: (error: unknown, answer: Answer) => void): unknown;
  readResource(request: ReadResourceRequest, done: (error: unknown, answer: Answer) => void): unknown;
}

interface Answer {
  getUrn(): string;
}

/**
 * Runs a program on the SDK's mock engine and returns its result with what it registered or read, in order. The mocks
 * by themselves hide every resource option, so the requests are read on their way to them.
 * @param computed outputs by type token, in place of those that `providers` has
 */
export async function record<Result>(
  program: () => Result,
  computed: Outputs = providers,
): Promise<{ readonly result: Result; readonly registered: readonly Registered[] }> {
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: ({ type, name, id, inputs }) => ({
        id: id === undefined || id === "" ? `${name}-id` : id,
        state: { ...(inputs as Readonly<Record<string, unknown>>), ...computed[type] },
      }),
    },
    "higress-fleet",
    "test",
  );
  const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
  const registered: Registered[] = [];
  const register = monitor.registerResource.bind(monitor);
  const read = monitor.readResource.bind(monitor);
  monitor.registerResource = (request, done) =>
    register(request, (error, answer) => {
      if (error === null) registered.push(ofRegistration(request, answer.getUrn()));
      done(error, answer);
    });
  monitor.readResource = (request, done) =>
    read(request, (error, answer) => {
      if (error === null) registered.push(ofRead(request, answer.getUrn()));
      done(error, answer);
    });

  const result = program();
  await pulumi.runtime.disconnect();
  return { result, registered };
}

/** The value of an output, once the program has run. */
export const valueOf = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => void output.apply(resolve));

/** What every resource invents that invents something. */
export const invented = "invented";

export type Outputs = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What providers compute, as far as the components read it. */
export const providers: Outputs = {
  "kubernetes:helm.sh/v3:Release": { status: { name: "higress", namespace: "higress-system", status: "deployed" } },
  "kubernetes:core/v1:Service": { status: { loadBalancer: { ingress: [{ ip: "198.51.100.1" }] } } },
  "random:index/randomPassword:RandomPassword": { result: { ...secretMark, value: invented } },
};

const ofRegistration = (request: RegisterResourceRequest, urn: string): Registered => ({
  urn,
  type: request.getType(),
  name: request.getName(),
  inputs: request.getObject()?.toJavaScript() ?? {},
  parent: nameIn(request.getParent()),
  provider: providerIn(request.getProvider()),
  protect: request.getProtect() ?? false,
  retainOnDelete: request.getRetainondelete() ?? false,
  deletedWith: nameIn(request.getDeletedwith()),
  dependencies: request.getDependenciesList().map(nameIn).toSorted(),
});

const ofRead = (request: ReadResourceRequest, urn: string): Registered => ({
  urn,
  type: request.getType(),
  name: request.getName(),
  inputs: request.getProperties()?.toJavaScript() ?? {},
  parent: nameIn(request.getParent()),
  provider: providerIn(request.getProvider()),
  protect: false,
  retainOnDelete: false,
  deletedWith: "",
  dependencies: request.getDependenciesList().map(nameIn).toSorted(),
  reads: request.getId(),
});

/** `urn:pulumi:<stack>::<project>::<types>::<name>` */
const nameIn = (urn: string): string => urn.split("::").at(3) ?? "";
/** `<urn>::<id>` */
const providerIn = nameIn;
