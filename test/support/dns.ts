/** A DNS server on loopback, over UDP: as much of RFC 1035 as a resolver needs to be told what tests want. */
import { createSocket, type Socket } from "node:dgram";

/** What the server has for a name. Every other name does not exist. */
export type Content =
  /** Texts, each in one piece or several. */
  | { readonly txt: readonly (string | readonly string[])[] }
  | { readonly cname: string }
  /** The name is there, with other kinds of records. */
  | "empty"
  | "SERVFAIL"
  | "REFUSED"
  | "silence";

/** By name, in lower case; `*.` in front stands for every name below that has nothing of its own (RFC 4592). */
export type Zone = Readonly<Record<string, Content>>;

export interface DnsServer {
  /** `127.0.0.1:40000`, as `--server` takes it. */
  readonly address: string;
  /** Another zone from now on. */
  readonly serve: (zone: Zone) => void;
  /** Names that were asked for, with the kind: `TXT _higress-fleet.example.com`. */
  readonly asked: readonly string[];
  readonly close: () => Promise<void>;
}

const types = { CNAME: 5, TXT: 16 } as const;
const codes = { none: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export async function dnsServer(first: Zone = {}): Promise<DnsServer> {
  let zone = first;
  const asked: string[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    const question = read(query);
    const kind = Object.entries(types).find(([, type]) => type === question.type)?.[0] ?? String(question.type);
    asked.push(`${kind} ${question.name}`);
    const reply = answer(query, question, zone);
    if (reply !== undefined) socket.send(reply, port, address);
  });
  const port = await listening(socket);
  return {
    address: `127.0.0.1:${port}`,
    serve: (next) => {
      zone = next;
    },
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

const listening = (socket: Socket): Promise<number> =>
  new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => resolve(socket.address().port));
  });

interface Question {
  readonly name: string;
  readonly type: number;
  /** Where it ends in the message. */
  readonly end: number;
}

function read(query: Buffer): Question {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("ascii", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join(".").toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function contentOf(name: string, zone: Zone): Content | undefined {
  const wildcards = name.split(".").map((_, at, labels) => ["*", ...labels.slice(at + 1)].join("."));
  return [name, ...wildcards].map((each) => zone[each]).find((each) => each !== undefined);
}

function answer(query: Buffer, { name, type, end }: Question, zone: Zone): Buffer | undefined {
  const content = contentOf(name, zone);
  if (content === "silence") return undefined;
  if (content === "SERVFAIL" || content === "REFUSED") return message(query, end, codes[content], []);
  if (content === undefined) return message(query, end, codes.NXDOMAIN, []);
  return message(query, end, codes.none, records(name, type, zone));
}

/** As a resolver answers: an alias first, then what its target has. */
function records(name: string, type: number, zone: Zone): readonly Buffer[] {
  const content = contentOf(name, zone);
  if (typeof content !== "object") return [];
  if ("cname" in content) {
    const own = record(name, types.CNAME, encoded(content.cname));
    return type === types.CNAME ? [own] : [own, ...records(content.cname, type, zone)];
  }
  if (type !== types.TXT) return [];
  return content.txt.map((text) =>
    record(name, types.TXT, Buffer.concat([text].flat().map((piece) => counted(Buffer.from(piece))))),
  );
}

const counted = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length]), bytes]);

const encoded = (name: string): Buffer =>
  Buffer.concat([...name.split(".").map((label) => counted(Buffer.from(label))), Buffer.from([0])]);

function record(name: string, type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(1, 2);
  head.writeUInt32BE(60, 4);
  head.writeUInt16BE(data.length, 8);
  return Buffer.concat([encoded(name), head, data]);
}

function message(query: Buffer, end: number, code: number, answers: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  // An answer, with recursion wanted and had.
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(answers.length, 6);
  return Buffer.concat([head, query.subarray(12, end), ...answers]);
}
