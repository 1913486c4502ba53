/** The pack as the engine runs it: a process of its own, spoken to over gRPC. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import grpc from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import type { Enforcement } from "../../policy/rule.ts";
import type { Sketch } from "./harness.ts";
import { urnOf } from "./harness.ts";

const sources = fileURLToPath(new URL("../../policy/", import.meta.url));

const toStruct = (props: object) => struct.Struct.fromJavaScript(props as Record<string, struct.JavaScriptValue>);

export type Analyzer = Awaited<ReturnType<typeof startAnalyzer>>;

/** @param directory the pack: its sources, or a package made of them */
export async function startAnalyzer(directory = sources) {
  const child = spawn(process.execPath, ["main.js"], { cwd: directory, stdio: ["ignore", "pipe", "inherit"] });
  // A test that ends early, by a timeout for example, must neither wait for the process nor leave it behind.
  child.unref();
  process.once("exit", () => child.kill());
  // The first line of the output is the port; nothing may be printed before it.
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  child.stdout.destroy();
  const client = new grpc.AnalyzerClient(`127.0.0.1:${line.toString().trim()}`, credentials.createInsecure());
  // Arrow functions, because the client's methods need it as their receiver.
  const send = {
    info: promisify<empty.Empty, proto.AnalyzerInfo>((request, done) => client.getAnalyzerInfo(request, done)),
    configure: promisify<proto.ConfigureAnalyzerRequest, unknown>((request, done) => client.configure(request, done)),
    analyze: promisify<proto.AnalyzeRequest, proto.AnalyzeResponse>((request, done) => client.analyze(request, done)),
    remediate: promisify<proto.AnalyzeRequest, proto.RemediateResponse>((request, done) =>
      client.remediate(request, done),
    ),
    analyzeStack: promisify<proto.AnalyzeStackRequest, proto.AnalyzeResponse>((request, done) =>
      client.analyzeStack(request, done),
    ),
  };
  return {
    info: async () => (await send.info(new empty.Empty())).toObject(),
    /** As the engine reads a `--policy-pack-config` file. */
    configure: async (config: Readonly<Record<string, unknown>>) => {
      const request = new proto.ConfigureAnalyzerRequest();
      for (const [rule, value] of Object.entries(config)) {
        const { enforcementLevel, ...settings } = value as { readonly enforcementLevel: Enforcement };
        const level = enforcementLevel.toUpperCase() as Uppercase<Enforcement>;
        const one = new proto.PolicyConfig().setEnforcementlevel(proto.EnforcementLevel[level]);
        request.getPolicyconfigMap().set(rule, one.setProperties(toStruct(settings)));
      }
      await send.configure(request);
    },
    analyze: async (sketch: Sketch) => (await send.analyze(fill(new proto.AnalyzeRequest(), sketch))).toObject(),
    /** The properties after each rule that mended something, by its id; the engine hands the last of them on. */
    remediate: async (sketch: Sketch) => {
      const answer = await send.remediate(fill(new proto.AnalyzeRequest(), sketch));
      return answer
        .getRemediationsList()
        .map((one) => ({ rule: one.getPolicyname(), props: one.getProperties()?.toJavaScript() }));
    },
    analyzeStack: async (sketches: readonly Sketch[]) => {
      const resources = sketches.map((sketch) => fill(new proto.AnalyzerResource(), sketch));
      return (await send.analyzeStack(new proto.AnalyzeStackRequest().setResourcesList(resources))).toObject();
    },
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

function fill<Message extends proto.AnalyzeRequest | proto.AnalyzerResource>(
  message: Message,
  sketch: Sketch,
): Message {
  const { type, name = "it", props, protect = false, ignoreChanges = [], provider = "cluster" } = sketch;
  message.setType(type).setName(name).setUrn(urnOf(sketch)).setProperties(toStruct(props));
  message.setOptions(new proto.AnalyzerResourceOptions().setProtect(protect).setIgnorechangesList([...ignoreChanges]));
  if (provider !== null) {
    message.setProvider(new proto.AnalyzerProviderResource().setName(provider).setProperties(toStruct({})));
  }
  return message;
}
